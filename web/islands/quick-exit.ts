/**
 * The way out of a sensitive page: at a press, or Shift three times, the page is covered at once and replaced, so that
 * "back" does not return to it. Without this script the same link works, only slower. It loads on its own, before
 * everything else, because nobody waits for a way out.
 */
const WITHIN_MS = 2000;

const link = document.querySelector<HTMLAnchorElement>('[data-quick-exit]');
if (link) {
  link.addEventListener('click', (press) => {
    press.preventDefault();
    leave(link.href);
  });
  listenForThreeShifts(() => leave(link.href));
  // The browser may keep the page as it was; whoever comes back finds it covered and is sent on.
  window.addEventListener('pageshow', (shown) => {
    if (shown.persisted && document.querySelector('.leave-cover')) leave(link.href);
  });
}

export function listenForThreeShifts(act: () => void): void {
  let presses: number[] = [];
  window.addEventListener('keydown', (press) => {
    if (press.key !== 'Shift') {
      // Capital letters while writing are not a wish to leave.
      presses = [];
      return;
    }
    if (press.repeat) return;
    presses = [...presses.filter((at) => press.timeStamp - at < WITHIN_MS), press.timeStamp];
    if (presses.length >= 3) act();
  });
}

function leave(href: string): void {
  const cover = document.createElement('div');
  cover.className = 'leave-cover';
  document.body.append(cover);
  document.title = '…';
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch {
    // Storage is forbidden in this browser: then nothing of ours is in it.
  }
  location.replace(href);
}
