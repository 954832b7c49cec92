/**
 * A live map where the page has a plain one. Without scripts the page's own picture and fields do the same job.
 * `<div data-island="place-map" data-basemap data-areas data-bounds="w,s,e,n" data-lat data-lon data-words>` with the
 * hidden inputs `lat` and `lon` in it or in its form; `data-mode="view"` with `data-pins` only shows.
 * What carries `data-map-fallback` inside is hidden once the live map stands.
 */
export default function start(element: HTMLElement): void {
  const opener = element.querySelector<HTMLButtonElement>('[data-map-open]');
  if (opener) {
    opener.hidden = false;
    opener.addEventListener('click', () => open(element, opener), { once: true });
    return;
  }
  // Not before it is looked at: a map is a thousand times the weight of the page around it.
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    watch.disconnect();
    open(element);
  });
  watch.observe(element);
}

async function open(element: HTMLElement, opener?: HTMLButtonElement): Promise<void> {
  const note = element.appendChild(document.createElement('p'));
  note.setAttribute('role', 'status');
  note.textContent = wordsOf(element).loading ?? '';
  try {
    const { openMap } = await import('../maps/live-map.ts');
    await openMap(element);
    for (const plain of element.querySelectorAll<HTMLElement>('[data-map-fallback]')) plain.hidden = true;
    if (opener) {
      opener.hidden = true;
      element.querySelector<HTMLElement>('.place-map__cross, .place-map__entry')?.focus();
    }
  } catch (fault) {
    // No WebGL, or the line broke: the picture and the fields are still there.
    console.warn('The live map did not start', fault);
    for (const part of element.querySelectorAll('.place-map, .place-map__status')) part.remove();
    note.textContent = wordsOf(element).failed ?? '';
    return;
  }
  note.remove();
}

function wordsOf(element: HTMLElement): { loading?: string; failed?: string } {
  return JSON.parse(element.dataset.words ?? '{}');
}
