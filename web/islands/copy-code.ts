/** Copies a code. The button stays hidden where the browser cannot copy. */
export default function start(button: HTMLElement): void {
  const code = button.dataset.copy;
  if (!code || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code);
    const before = button.textContent;
    button.textContent = button.dataset.copied ?? before;
    button.setAttribute('role', 'status');
    setTimeout(() => {
      button.textContent = before;
      button.removeAttribute('role');
    }, 4000);
  });
}
