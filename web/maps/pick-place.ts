// Choosing one place: by a press, by dragging the pin, or with the arrow keys and Enter. All three end in the same fields.
import { Marker } from 'maplibre-gl';
import type { MapSettings, PlaceInputs } from './map-element.ts';
import { type Frame, make, makeButton, moves } from './map-frame.ts';
import { fillIn } from './map-words.ts';
import { makeTeller } from './nearest.ts';
import type { Place } from './projection.ts';

const step = 32;
const longStep = 160;
const directions: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** @param written a few letters on the pin itself, such as how many things stand there */
export function makePin(label: string, written?: string): HTMLElement {
  const pin = make('div', 'place-map__pin', { role: 'img', 'aria-label': label });
  pin.innerHTML =
    '<svg viewBox="0 0 24 34" width="30" height="42" aria-hidden="true"><path d="M12 33C9 25 1 20 1 12a11 11 0 0 1 22 0c0 8-8 13-11 21z"/><circle cx="12" cy="12" r="4.5"/></svg>';
  if (!written) return pin;
  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  text.textContent = written;
  const size = written.length < 4 ? 10 : 7;
  for (const [name, value] of Object.entries({ x: 12, y: 12 + size * 0.36, 'font-size': size }))
    text.setAttribute(name, String(value));
  pin.querySelector('circle')?.replaceWith(text);
  return pin;
}

export function pickPlace(
  { map, box, status, tools }: Frame,
  { words, start }: MapSettings,
  inputs: PlaceInputs,
): void {
  const tell = makeTeller(words);
  const marker = new Marker({ element: makePin(words.pin), anchor: 'bottom', draggable: true });
  const remove = makeButton('place-map__remove', words.remove, () => clear());
  remove.textContent = words.remove;

  const write = (place?: Place) => {
    inputs.lat.value = place ? place.lat.toFixed(6) : '';
    inputs.lon.value = place ? place.lon.toFixed(6) : '';
    inputs.lon.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const show = (place: Place) => {
    marker.setLngLat([place.lon, place.lat]).addTo(map);
    remove.hidden = false;
  };
  const set = async (place: Place) => {
    show(place);
    write(place);
    const where = await tell(place);
    if (where) status.textContent = fillIn(words.placeSet, { where });
  };
  const clear = () => {
    marker.remove();
    remove.hidden = true;
    write();
    status.textContent = words.placeRemoved;
    cross.focus();
  };

  const centre = (): Place => ({ lat: map.getCenter().lat, lon: map.getCenter().lng });
  const cross = makeButton('place-map__cross', words.cross, () => set(centre()));
  cross.removeAttribute('title');
  answerKeys(cross, { map, box, status, tools }, async () => {
    const where = await tell(centre());
    if (where) status.textContent = where;
  });
  box.append(cross);
  tools.append(remove);
  remove.hidden = true;
  if (start) show(start);
  map.on('click', ({ lngLat }) => set({ lat: lngLat.lat, lon: lngLat.lng }));
  marker.on('dragend', () => set({ lat: marker.getLngLat().lat, lon: marker.getLngLat().lng }));
}

/** The place under the cross is told once the keys rest: a held arrow would never finish a sentence. */
function answerKeys(cross: HTMLElement, { map }: Frame, tellCentre: () => void): void {
  let resting = 0;
  const tellSoon = () => {
    clearTimeout(resting);
    resting = window.setTimeout(tellCentre, 450);
  };
  cross.addEventListener('focus', tellSoon);
  cross.addEventListener('keydown', (press) => {
    const direction = directions[press.key];
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    if (direction) {
      const far = press.shiftKey ? longStep : step;
      map.panBy([direction[0] * far, direction[1] * far], { animate: false });
    } else if (press.key === '+' || press.key === '=') map.zoomTo(map.getZoom() + 1, { animate: moves() });
    else if (press.key === '-') map.zoomTo(map.getZoom() - 1, { animate: moves() });
    else return;
    press.preventDefault();
    tellSoon();
  });
}
