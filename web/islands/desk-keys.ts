/** Single keys of the desk. Never while something is typed, never with a modifier, and not at all where switched off. */
const OFF = 'desk-keys-off';

export default function start(root: HTMLElement): void {
  const dialog = root.querySelector('dialog');
  const on = root.querySelector<HTMLInputElement>('[data-part="on"]');
  if (!dialog || !on) return;
  root.hidden = false;
  on.checked = localStorage.getItem(OFF) === null;
  on.addEventListener('change', () => {
    if (on.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  });
  const help = () => dialog.showModal();
  root.querySelector('button')?.addEventListener('click', help);
  const keys: Readonly<Record<string, () => void>> = {
    j: () => move(1),
    k: () => move(-1),
    r: reply,
    a: assign,
    m: () => document.querySelector<HTMLFormElement>('#take')?.requestSubmit(),
    '/': () => focusOn(document.querySelector<HTMLElement>('#desk-search')),
    '?': help,
  };
  document.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (!act || !on.checked || dialog.open || isTaken(event)) return;
    event.preventDefault();
    act();
  });
}

/** Somebody types, or means the browser's own key. */
function isTaken({ target, ctrlKey, altKey, metaKey, defaultPrevented }: KeyboardEvent): boolean {
  const typing =
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]');
  return Boolean(typing) || ctrlKey || altKey || metaKey || defaultPrevented;
}

function focusOn(element: HTMLElement | null | undefined): void {
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
}

/** From where the focus is, else from the report that is open, else from the first. */
function move(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLAnchorElement>('.item-title')].filter(
    (link) => link.offsetParent !== null,
  );
  const here = all.indexOf(document.activeElement as HTMLAnchorElement);
  const open = all.findIndex((link) => link.ariaCurrent === 'true');
  const from = here >= 0 ? here : open;
  const next = from < 0 ? 0 : Math.min(all.length - 1, Math.max(0, from + by));
  focusOn(all[next]);
}

/** On a list the key means the line that has the focus: its report opens with the box ready. */
function goTo(selector: string, fragment: string): void {
  const here = document.querySelector<HTMLElement>(selector);
  if (here) {
    const folded = here.closest('details');
    if (folded) folded.open = true;
    focusOn(here);
    return;
  }
  const line = document.activeElement;
  if (line instanceof HTMLAnchorElement && line.matches('.item-title'))
    location.assign(`${line.href}${fragment}`);
}

const reply = () => goTo('#field-reply-words', '#field-reply-words');
const assign = () => goTo('#field-triage-assignee', '#field-triage-assignee');
