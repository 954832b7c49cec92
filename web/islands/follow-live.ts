/**
 * When something happens to the report, the parts that only tell are fetched and put in place. What is being written is
 * never touched; when the page as a whole has become another (it was closed, say), the person is told and loads it again.
 */
const PARTS = ['live-status', 'live-letters', 'live-timeline', 'live-opened'];

export default function start(page: HTMLElement): void {
  const { events } = page.dataset;
  const says = page.querySelector<HTMLElement>('[data-live-says]');
  if (!events || !says) return;
  const source = new EventSource(events);
  let again: number | undefined;
  source.addEventListener('report', () => {
    window.clearTimeout(again);
    again = window.setTimeout(() => void refresh(page, says), 200);
  });
  window.addEventListener('pagehide', () => source.close());
}

async function refresh(page: HTMLElement, says: HTMLElement): Promise<void> {
  const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
  // The time is over, or it was erased: the page stays as it is, and the next press says so.
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const lettersBefore = countLetters(document);
  for (const id of PARTS) {
    const old = document.getElementById(id);
    const next = fresh.getElementById(id);
    if (old && next) old.replaceWith(document.adoptNode(next));
  }
  if (countLetters(document) > lettersBefore) says.textContent = says.dataset.letter ?? '';
  if (isOther(page, fresh)) says.textContent = says.dataset.changed ?? '';
}

const countLetters = (of: Document): number => Number(of.getElementById('live-letters')?.dataset.count ?? 0);

/** The forms offered are others now. */
function isOther(page: HTMLElement, fresh: Document): boolean {
  return (page.querySelector('#write') === null) !== (fresh.querySelector('#write') === null);
}
