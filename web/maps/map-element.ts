// What a page tells its map, read once from the element's attributes.
import { type MapWords, mapWordKeys } from './map-words.ts';
import type { Place } from './projection.ts';

export type MapSettings = {
  mode: 'pick' | 'view';
  basemap: string;
  language: string;
  areas?: string;
  pins?: string;
  bounds?: [west: number, south: number, east: number, north: number];
  start?: Place;
  words: MapWords;
};

function placeFrom(lat: string | undefined, lon: string | undefined): Place | undefined {
  const place = { lat: Number(lat || Number.NaN), lon: Number(lon || Number.NaN) };
  return Number.isFinite(place.lat) && Number.isFinite(place.lon) ? place : undefined;
}

function boundsFrom(text = ''): MapSettings['bounds'] {
  const [west, south, east, north] = text.split(',').map(Number);
  const whole = [west, south, east, north].every((edge) => Number.isFinite(edge));
  return whole ? [Number(west), Number(south), Number(east), Number(north)] : undefined;
}

function wordsFrom(text = '{}'): MapWords {
  const given: Record<string, unknown> = JSON.parse(text);
  return Object.fromEntries(mapWordKeys.map((key) => [key, String(given[key] ?? '')])) as MapWords;
}

/** MapLibre fetches in a worker, which has no page address to resolve against. */
const absolute = (address: string) => new URL(address, location.href).href;

export function settingsOf({ dataset }: HTMLElement, inputs?: PlaceInputs): MapSettings {
  const bounds = boundsFrom(dataset.bounds);
  const start = placeFrom(inputs?.lat.value, inputs?.lon.value) ?? placeFrom(dataset.lat, dataset.lon);
  return {
    mode: dataset.mode === 'view' ? 'view' : 'pick',
    basemap: absolute(dataset.basemap ?? ''),
    language: document.documentElement.lang.slice(0, 2),
    ...(dataset.areas ? { areas: absolute(dataset.areas) } : {}),
    ...(dataset.pins ? { pins: absolute(dataset.pins) } : {}),
    ...(bounds ? { bounds } : {}),
    ...(start ? { start } : {}),
    words: wordsFrom(dataset.words),
  };
}

export type PlaceInputs = { lat: HTMLInputElement; lon: HTMLInputElement };

/** The two fields that the form sends: inside the map's element, else the only ones of its form. */
export function findPlaceInputs(element: HTMLElement): PlaceInputs | undefined {
  const named = (name: string) =>
    element.querySelector<HTMLInputElement>(`input[name="${name}"]`) ??
    element.closest('form')?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const lat = named('lat');
  const lon = named('lon');
  return lat && lon ? { lat, lon } : undefined;
}
