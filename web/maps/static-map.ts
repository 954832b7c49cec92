// A map as one SVG picture: no script, no tiles. Shown by <img>, or by <input type="image"> so that a click is a place.
import { type BaseMap, type BaseMapFeature, ringsOf } from './base-map.ts';
import { drawLabels } from './map-labels.ts';
import { escapeXml, type StaticMap } from './map-request.ts';
import { type Palette, palettes } from './palette.ts';
import { type MapView, metresPerPixel, toPixel } from './projection.ts';
import { pathData } from './svg-path.ts';

export type { Pin, StaticMap } from './map-request.ts';

type Layer = { layer: string; class?: string; fill?: keyof Palette; finerThan?: number };
type Stroke = {
  class: string;
  color: keyof Palette;
  casing?: keyof Palette;
  width: [metres: number, least: number];
  finerThan?: number;
};

/** From the ground up. `finerThan` leaves a layer out when a pixel stands for more metres than that. */
const fills: Layer[] = [
  { layer: 'land', class: 'countryside', fill: 'countryside' },
  { layer: 'park', class: 'wood', fill: 'wood' },
  { layer: 'land', class: 'city', fill: 'city' },
  { layer: 'beach', fill: 'sand' },
  { layer: 'park', class: 'park', fill: 'park' },
  { layer: 'pier', fill: 'quay' },
  { layer: 'building', class: 'houses', fill: 'houses', finerThan: 7 },
  { layer: 'building', class: 'works', fill: 'works', finerThan: 7 },
  { layer: 'water', fill: 'water' },
];

const strokes: Stroke[] = [
  { class: 'path', color: 'path', width: [2, 0.6], finerThan: 6 },
  { class: 'street', color: 'road', casing: 'casing', width: [9, 0.9], finerThan: 14 },
  { class: 'avenue', color: 'avenue', casing: 'casing', width: [16, 2] },
  { class: 'motorway', color: 'motorway', casing: 'casing', width: [22, 2.5] },
];

/** Brands may set a colour from outside when the picture stands inline in a page. */
const paint = (palette: Palette, name: keyof Palette) => `var(--map-${name.toLowerCase()},${palette[name]})`;

const of = (baseMap: BaseMap, layer: string, kind?: string): BaseMapFeature[] =>
  baseMap.features.filter(
    ({ properties }) => properties.layer === layer && (!kind || properties.class === kind),
  );

function data(
  features: readonly { geometry: BaseMapFeature['geometry'] }[],
  view: MapView,
  isRing: boolean,
): string {
  return features.map(({ geometry }) => pathData(ringsOf(geometry), view, isRing)).join('');
}

function drawGround({ baseMap, view }: StaticMap, palette: Palette, fineness: number): string {
  return fills
    .filter(({ finerThan = Infinity }) => fineness <= finerThan)
    .map((layer) => {
      const d = data(of(baseMap, layer.layer, layer.class), view, true);
      return d && layer.fill ? `<path fill="${paint(palette, layer.fill)}" d="${d}"/>` : '';
    })
    .join('');
}

function drawRoads({ baseMap, view }: StaticMap, palette: Palette, fineness: number): string {
  const drawn = strokes
    .filter(({ finerThan = Infinity }) => fineness <= finerThan)
    .map((stroke) => ({
      ...stroke,
      d: data(of(baseMap, 'road', stroke.class), view, false),
      wide: Math.max(stroke.width[1], stroke.width[0] / fineness),
    }))
    .filter(({ d }) => d);
  const line = (id: string, color: keyof Palette, wide: number) =>
    `<use href="#${id}" stroke="${paint(palette, color)}" stroke-width="${wide.toFixed(1)}"/>`;
  // The path data stands once; casing and road are two uses of it.
  const defs = drawn.map(({ class: kind, d }) => `<path id="road-${kind}" d="${d}"/>`).join('');
  const casings = drawn.map(({ class: kind, casing, wide }) =>
    casing ? line(`road-${kind}`, casing, wide + 1.2) : '',
  );
  const roads = drawn.map(({ class: kind, color, wide }) => line(`road-${kind}`, color, wide));
  const rail = data(of(baseMap, 'rail'), view, false);
  const rails = rail
    ? `<path d="${rail}" stroke="${paint(palette, 'rail')}" stroke-width="1.6" stroke-dasharray="6 3"/>`
    : '';
  return `<defs>${defs}</defs><g fill="none" stroke-linecap="round" stroke-linejoin="round">${casings.join('')}${rails}${roads.join('')}</g>`;
}

function drawSquares({ baseMap, view }: StaticMap, palette: Palette, fineness: number): string {
  const d = fineness <= 7 ? data(of(baseMap, 'square'), view, true) : '';
  return d ? `<path fill="${paint(palette, 'square')}" stroke="${paint(palette, 'casing')}" d="${d}"/>` : '';
}

function drawAreas({ areas = [], chosenArea, view }: StaticMap, palette: Palette): string {
  const all = data(areas, view, true);
  const chosen = data(
    areas.filter(({ properties }) => properties.slug === chosenArea),
    view,
    true,
  );
  const color = paint(palette, 'outline');
  return (
    (all
      ? `<path fill="none" stroke="${color}" stroke-opacity=".45" stroke-width="1.2" stroke-dasharray="4 3" d="${all}"/>`
      : '') +
    (chosen
      ? `<path fill="${paint(palette, 'chosen')}" fill-opacity=".1" stroke="${color}" stroke-width="2.5" d="${chosen}"/>`
      : '')
  );
}

function drawPins({ pins = [], view }: StaticMap, palette: Palette): string {
  return pins
    .map((pin) => {
      const { x, y } = toPixel(view, pin);
      const label = pin.label
        ? `<text y="-18" fill="${paint(palette, 'pinText')}" font-size="13" font-weight="650" text-anchor="middle" stroke="none">${escapeXml(pin.label)}</text>`
        : `<circle cy="-22" r="4.5" fill="${paint(palette, 'pinText')}"/>`;
      return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"><path fill="${paint(palette, 'pin')}" stroke="${paint(palette, 'halo')}" stroke-width="1.5" d="M0 0c-3-8-11-13-11-22a11 11 0 0 1 22 0c0 9-8 14-11 22z"/>${label}</g>`;
    })
    .join('');
}

export function drawStaticMap(map: StaticMap): string {
  const palette = palettes[map.theme];
  const { width, height } = map.view;
  const fineness = metresPerPixel(map.view);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui,sans-serif">`,
    `<title>${escapeXml(map.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${paint(palette, 'water')}"/>`,
    drawGround(map, palette, fineness),
    drawRoads(map, palette, fineness),
    drawSquares(map, palette, fineness),
    drawAreas(map, palette),
    drawLabels(map, palette, fineness),
    drawPins(map, palette),
    '</svg>',
  ].join('');
}
