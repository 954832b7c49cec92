// Builds the live map itself: canvas, theme, buttons. What is done with it is in pick-place.ts and view-pins.ts.
import { Map as LiveMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import './place-map.css';
import type { MapSettings } from './map-element.ts';
import { mapStyle } from './style.ts';

export type Frame = { map: LiveMap; box: HTMLElement; status: HTMLElement; tools: HTMLElement };

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export function makeButton(className: string, label: string, press: () => void): HTMLButtonElement {
  const button = make('button', className, { type: 'button', 'aria-label': label, title: label });
  button.addEventListener('click', press);
  return button;
}

const night = matchMedia('(prefers-color-scheme: dark)');
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
export const moves = () => !stillness.matches;

function openingView({ start, bounds }: MapSettings) {
  if (start) return { center: [start.lon, start.lat] as [number, number], zoom: 16 };
  return bounds ? { bounds, fitBoundsOptions: { padding: 12 } } : {};
}

/** A little room around the city, so that a pin at its edge can be brought to the middle. */
function roomAround(bounds: MapSettings['bounds']) {
  if (!bounds) return {};
  const [west, south, east, north] = bounds;
  const [x, y] = [(east - west) / 2, (north - south) / 2];
  return { maxBounds: [west - x, south - y, east + x, north + y] as [number, number, number, number] };
}

export function makeFrame(element: HTMLElement, settings: MapSettings): Frame {
  const { words } = settings;
  const box = make('div', 'place-map');
  const canvas = make('div', 'place-map__canvas');
  const tools = make('div', 'place-map__tools');
  const status = make('p', 'place-map__status', { role: 'status' });
  box.append(canvas, tools);
  element.append(box, status);
  setWorkerUrl(new URL(workerUrl, import.meta.url).href);
  const map = new LiveMap({
    container: canvas,
    style: mapStyle(settings, night.matches ? 'dark' : 'light'),
    ...openingView(settings),
    ...roomAround(settings.bounds),
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // The cross answers the keys, and says aloud where it is; the canvas itself has no words.
    keyboard: false,
    fadeDuration: moves() ? 200 : 0,
    minZoom: 10,
    maxZoom: 19,
    locale: {
      'Map.Title': words.mapOf,
      'CooperativeGesturesHandler.WindowsHelpText': words.holdCtrl,
      'CooperativeGesturesHandler.MacHelpText': words.holdCommand,
      'CooperativeGesturesHandler.MobileHelpText': words.twoFingers,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.getCanvas().tabIndex = -1;
  map.getCanvas().setAttribute('aria-hidden', 'true');
  night.addEventListener('change', () => map.setStyle(mapStyle(settings, night.matches ? 'dark' : 'light')));
  const zoom = (by: number) => () => map.easeTo({ zoom: map.getZoom() + by, animate: moves() });
  tools.append(
    makeButton('place-map__zoom place-map__zoom--in', words.zoomIn, zoom(1)),
    makeButton('place-map__zoom place-map__zoom--out', words.zoomOut, zoom(-1)),
  );
  return { map, box, status, tools };
}
