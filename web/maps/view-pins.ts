// Showing places that are already known, with a list beside the map that says the same in words.
import { LngLatBounds, Marker } from 'maplibre-gl';
import type { MapSettings } from './map-element.ts';
import { type Frame, make, moves } from './map-frame.ts';
import { makePin } from './pick-place.ts';

type KnownPin = { lon: number; lat: number; title: string; published?: number; url?: string };

/** A GeoJSON of points with `title`, with how many it stands for (`published`) and `url` if there is more to read. Anything else in it is left out. */
function pinsFrom(body: unknown): KnownPin[] {
  const features = (body as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) return [];
  return features.flatMap((feature) => {
    const { geometry, properties } = feature as {
      geometry?: { type?: string; coordinates?: unknown[] };
      properties?: { title?: unknown; published?: unknown; url?: unknown };
    };
    const [lon, lat] = geometry?.type === 'Point' ? (geometry.coordinates ?? []) : [];
    if (typeof lon !== 'number' || typeof lat !== 'number' || typeof properties?.title !== 'string')
      return [];
    const url =
      typeof properties.url === 'string' && properties.url.startsWith('/') ? properties.url : undefined;
    const published = typeof properties.published === 'number' ? properties.published : undefined;
    return [
      { lon, lat, title: properties.title, ...(published ? { published } : {}), ...(url ? { url } : {}) },
    ];
  });
}

function listItem(pin: KnownPin, marker: Marker, { map }: Frame): HTMLElement {
  const entry = pin.url
    ? make('a', 'place-map__entry', { href: pin.url })
    : make('button', 'place-map__entry', { type: 'button' });
  entry.textContent = pin.title;
  const mark = (on: boolean) => () => marker.getElement().classList.toggle('place-map__pin--chosen', on);
  const bring = () =>
    map.easeTo({ center: [pin.lon, pin.lat], zoom: Math.max(15, map.getZoom()), animate: moves() });
  entry.addEventListener('focus', mark(true));
  entry.addEventListener('blur', mark(false));
  entry.addEventListener('mouseenter', mark(true));
  entry.addEventListener('mouseleave', mark(false));
  entry.addEventListener(pin.url ? 'focus' : 'click', bring);
  // A press on the pin is a press on its entry: both lead to the same words.
  marker.getElement().addEventListener('click', () => {
    if (!pin.url) bring();
    entry.focus();
  });
  const item = make('li', 'place-map__item');
  item.append(entry);
  return item;
}

export async function viewPins(
  frame: Frame,
  element: HTMLElement,
  { pins, words, start, language }: MapSettings,
): Promise<void> {
  if (!pins) {
    if (start)
      new Marker({ element: makePin(words.pin), anchor: 'bottom' })
        .setLngLat([start.lon, start.lat])
        .addTo(frame.map);
    return;
  }
  const answer = await fetch(pins);
  if (!answer.ok) throw new Error(`Pins could not be read: ${answer.status}`);
  const known = pinsFrom(await answer.json());
  const list = make('ul', 'place-map__list', { 'aria-label': words.list });
  const around = new LngLatBounds();
  const numbers = new Intl.NumberFormat(language);
  for (const pin of known) {
    const drawn = makePin(pin.title, pin.published ? numbers.format(pin.published) : undefined);
    const marker = new Marker({ element: drawn, anchor: 'bottom' }).setLngLat([pin.lon, pin.lat]);
    // The list is what is read aloud; the pins would say everything twice.
    marker.addTo(frame.map).getElement().setAttribute('aria-hidden', 'true');
    list.append(listItem(pin, marker, frame));
    around.extend([pin.lon, pin.lat]);
  }
  element.append(list);
  if (known.length) frame.map.fitBounds(around, { padding: 48, maxZoom: 15, animate: false });
}
