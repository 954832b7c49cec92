/**
 * Turns "you can write up to 500 characters" into how many are left, in the words the server put on the element
 * (`data-left`, `data-over`, one form a plural category). Spoken only after a pause, so that it does not interrupt.
 */
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

export function countLetters(count: HTMLElement): void {
  const field = document.getElementById(count.dataset.countFor ?? '');
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  const limit = Number(count.dataset.limit);
  const locale = count.dataset.locale ?? 'en';
  const left: Forms = JSON.parse(count.dataset.left ?? '{}');
  const over: Forms = JSON.parse(count.dataset.over ?? '{}');
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const spoken = document.createElement('span');
  spoken.className = 'unseen';
  spoken.setAttribute('role', 'status');
  count.after(spoken);

  let pause: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    const remaining = limit - [...field.value].length;
    const forms = remaining < 0 ? over : left;
    const amount = Math.abs(remaining);
    const said = (forms[rules.select(amount)] ?? forms.other ?? '').replace('#', numbers.format(amount));
    count.textContent = said;
    count.classList.toggle('over', remaining < 0);
    clearTimeout(pause);
    pause = setTimeout(() => {
      spoken.textContent = said;
    }, 1200);
  };
  field.addEventListener('input', show);
  if (field.value) show();
}
