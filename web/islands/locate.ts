/**
 * Fills a form with the device's position, when its button is pressed and not before, and sends it. Nothing is kept in
 * the browser; the server answers with the area and forgets the position.
 */
const PATIENCE_MS = 15_000;

export default function locate(form: HTMLElement): void {
  const button = form.querySelector('button');
  const says = form.querySelector<HTMLElement>('[data-locate-says]');
  const [lat, lon] = ['lat', 'lon'].map((name) =>
    form.querySelector<HTMLInputElement>(`input[name="${name}"]`),
  );
  if (!(form instanceof HTMLFormElement) || !button || !says || !lat || !lon) return;
  if (!('geolocation' in navigator)) return;
  form.hidden = false;

  const tell = (words: string | undefined): void => {
    says.textContent = words ?? '';
  };
  button.addEventListener('click', () => {
    // Still focusable and heard, but a second press does nothing while the device is asked.
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    tell(form.dataset.waiting);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        lat.value = coords.latitude.toFixed(5);
        lon.value = coords.longitude.toFixed(5);
        form.requestSubmit();
      },
      (error) => {
        button.removeAttribute('aria-disabled');
        tell(error.code === error.PERMISSION_DENIED ? form.dataset.refused : form.dataset.failed);
      },
      { timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  });
}
