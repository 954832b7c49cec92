/**
 * One open report. When something happens to it, that is said quietly; pressing "Show it" brings the letters, the notes
 * and the timeline up to date and leaves every box as it was. Whoever leaves with something typed is asked first.
 */
const PARTS = ['letters', 'notes', 'activity'] as const;

export default function start(root: HTMLElement): void {
  document.addEventListener('desk:report', (event) => {
    if (!(event instanceof CustomEvent)) return;
    if (event.detail.report === root.dataset.report) offer(root);
  });
  keepTyped(root);
  openTarget();
}

function offer(root: HTMLElement): void {
  const fresh = root.querySelector<HTMLElement>('[data-part="fresh"]');
  if (!fresh || fresh.childElementCount > 0) return;
  const said = document.createElement('p');
  said.textContent = fresh.dataset.words ?? '';
  const show = document.createElement('button');
  show.type = 'button';
  show.className = 'button secondary compact';
  show.textContent = fresh.dataset.show ?? '';
  show.addEventListener('click', () => void bring(root, fresh));
  fresh.replaceChildren(said, show);
}

async function bring(root: HTMLElement, fresh: HTMLElement): Promise<void> {
  const address = new URL(location.href);
  address.searchParams.delete('done');
  const answer = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of PARTS) {
    const from = page.querySelector(`[data-part="${part}"]`);
    if (from) root.querySelector(`[data-part="${part}"]`)?.replaceChildren(...from.childNodes);
  }
  const status = page.querySelector('.desk-report-head');
  if (status) root.querySelector('.desk-report-head')?.replaceChildren(...status.childNodes);
  // The officer has seen how it stands now, so what they send next is said about this.
  const version = page.querySelector<HTMLElement>('[data-version]')?.dataset.version;
  for (const field of root.querySelectorAll<HTMLInputElement>('input[name="version"]')) {
    if (version) field.value = version;
  }
  fresh.replaceChildren();
  root.querySelector<HTMLElement>('.letter:last-child')?.scrollIntoView({ block: 'nearest' });
}

/** Boxes that somebody wrote into and did not send. */
function keepTyped(root: HTMLElement): void {
  let sending = false;
  root.addEventListener('submit', () => {
    sending = true;
  });
  addEventListener('beforeunload', (event) => {
    const boxes = [...root.querySelectorAll('textarea')];
    const written = boxes.some((box) => box.value.trim() !== box.defaultValue.trim());
    if (written && !sending) event.preventDefault();
  });
}

/** An address that names something folded opens it: a line of the list of errors, or a key. */
function openTarget(): void {
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details'))
      fold.open = true;
    if (target?.matches('textarea, select, input')) target.focus();
  };
  addEventListener('hashchange', open);
  open();
}
