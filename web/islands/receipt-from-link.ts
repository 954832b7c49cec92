/**
 * The receipt's picture leads here with the code behind a `#`, which browsers send to no server. It is put into the
 * field and taken out of the address, so that it stays in no history; the person presses the button.
 */
export default function start(said: HTMLElement): void {
  const field = document.getElementById(said.dataset.field ?? '');
  const code = location.hash.slice(1);
  if (!(field instanceof HTMLTextAreaElement) || !/^[\d-]{39,60}$/.test(code)) return;
  history.replaceState(null, '', location.pathname + location.search);
  field.value = (code.replace(/\D/g, '').match(/\d{1,3}/g) ?? []).join(' ');
  said.hidden = false;
  field.form?.querySelector<HTMLButtonElement>('button')?.focus();
}
