/** Opens the browser's own print dialog. Without scripts the button stays away, and the browser's menu prints as well. */
export default function start(button: HTMLElement): void {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
