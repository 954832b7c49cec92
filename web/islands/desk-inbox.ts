/**
 * Keeps a list of the desk fresh: events carry ids only, so the list is fetched anew and put in place, with the focus and
 * the place on the page as they were. Beside a report the list is fetched only where there is room for it.
 */
const TOGETHER_MS = 250;

export default function start(root: HTMLElement): void {
  const list = root.querySelector<HTMLElement>('[data-part="list"]');
  const address = root.dataset.list;
  if (!list || !address) return;
  const refresh = async () => {
    const answer = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined);
    // Signed out, or the line is down: what is shown stays.
    if (answer?.ok && !answer.redirected) swap(root, list, await answer.text());
  };
  if (list.childElementCount > 0) listen(root, refresh);
  else whenThereIsRoom(root, () => void refresh().then(() => listen(root, refresh)));
}

/** The style sheet decides whether the list stands beside the report. */
function whenThereIsRoom(root: HTMLElement, begin: () => void): void {
  const watch = new ResizeObserver(() => {
    if (root.offsetParent === null) return;
    watch.disconnect();
    begin();
  });
  watch.observe(root);
}

function listen(root: HTMLElement, refresh: () => Promise<void>): void {
  const { events } = root.dataset;
  if (!events) return;
  const source = new EventSource(events);
  let timer: ReturnType<typeof setTimeout> | undefined;
  source.addEventListener('report', ({ data }) => {
    // The open report hears of it by the same line: browsers allow few at a time.
    document.dispatchEvent(new CustomEvent('desk:report', { detail: JSON.parse(data) }));
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), TOGETHER_MS);
  });
  addEventListener('pagehide', () => source.close());
}

const idsOf = (part: ParentNode) => [...part.querySelectorAll('.item')].map(({ id }) => id);

function swap(root: HTMLElement, list: HTMLElement, html: string): void {
  const fresh = new DOMParser().parseFromString(html, 'text/html').body;
  const known = new Set(idsOf(list));
  const arrived = known.size === 0 ? [] : idsOf(fresh).filter((id) => !known.has(id));
  const focused = document.activeElement?.closest('.item')?.id;
  list.replaceChildren(...fresh.childNodes);
  for (const id of arrived) document.getElementById(id)?.classList.add('arrived');
  if (focused && known.has(focused)) {
    document.getElementById(focused)?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
  }
  if (arrived.length > 0) tell(root, arrived.length);
}

function tell(root: HTMLElement, count: number): void {
  const said = root.querySelector<HTMLElement>('[data-part="arrived"]');
  const { arrived = '{}', locale = 'en' } = root.dataset;
  const forms: Record<string, string> = JSON.parse(arrived);
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? '';
  if (said) said.textContent = form.replace('#', new Intl.NumberFormat(locale).format(count));
}
