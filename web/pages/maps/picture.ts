/** Maps of a place as plain pictures, drawn once and kept: for pages with scripts off, and behind every map with them on. */
import { type Area, basemapOf, boxOf, type Place, type Position } from '#domain/jurisdiction';
import type { Runtime } from '#domain/kernel';
import { type Language, text } from '#words';
import type { AreaFeature, BaseMap } from '../../maps/base-map.ts';
import { type Palette, palettes } from '../../maps/palette.ts';
import { type MapView, toPlace, viewAround, viewOf } from '../../maps/projection.ts';
import { drawStaticMap, type Pin } from '../../maps/static-map.ts';

/** `press` and `wide` are for pressing, on narrow and on wide screens; `small` is for looking. */
export const SIZES = { small: [360, 240], press: [288, 288], wide: [720, 480] } as const;
export type Size = keyof typeof SIZES;

export interface Picture {
  /** Only this area, outlined; without it all of the place. */
  readonly area?: Area | undefined;
  /** Around this point instead, so many metres from edge to edge. */
  readonly around?: { readonly at: Position; readonly metres: number } | undefined;
  readonly pins?: readonly Pin[] | undefined;
  readonly size: Size;
  readonly language: Language;
  readonly title: string;
}

/** What stretch of ground a picture shows; the same for drawing it and for understanding a press on it. */
export function viewOfPicture(
  place: Place,
  { area, around, size }: Pick<Picture, 'area' | 'around' | 'size'>,
): MapView {
  const [width, height] = SIZES[size];
  if (around) return viewAround(around.at, around.metres, width, height);
  return viewOf(area ? boxOf(area.shape) : place.bounds, width, height, area ? 24 : 8);
}

/** The place under a pixel of a picture. */
export function positionPressed(
  place: Place,
  picture: Pick<Picture, 'area' | 'around' | 'size'>,
  pressed: { readonly x: number; readonly y: number },
): Position {
  return toPlace(viewOfPicture(place, picture), pressed);
}

/** Sizes in which a picture can be pressed; which one was pressed is told by the name of its field. */
export const PRESSED_SIZES = ['press', 'wide'] as const;

/**
 * Where a `PressMap` was pressed, from the fields `<name>-<size>.x` and `.y` of the form. Browsers count the pixels of
 * the picture as it is shown, so it must never be shown scaled. A keyboard presses it at no point: then they send its
 * corner, and that is no place.
 *
 * @returns nothing when no picture was pressed, `null` when it was pressed at no point.
 */
export function placePressed(
  place: Place,
  name: string,
  given: Readonly<Record<string, unknown>>,
  shown: Pick<Picture, 'area' | 'around'> = {},
): Position | null | undefined {
  const size = PRESSED_SIZES.find((one) => given[`${name}-${one}.x`] !== undefined);
  if (!size) return undefined;
  const x = Number(given[`${name}-${size}.x`]) || 0;
  const y = Number(given[`${name}-${size}.y`]) || 0;
  return x > 0 || y > 0 ? positionPressed(place, { ...shown, size }, { x, y }) : null;
}

/** Parsed once for each version of the place. */
const drawings = new WeakMap<Place, Promise<BaseMap>>();

function drawingOf(runtime: Runtime, place: Place): Promise<BaseMap> {
  const kept = drawings.get(place);
  if (kept) return kept;
  const parsed = basemapOf(runtime, place).then((body) => JSON.parse(body) as BaseMap);
  drawings.set(place, parsed);
  // A failed reading is not kept: the next picture tries again.
  parsed.catch(() => drawings.delete(place));
  return parsed;
}

/** Whether there is more to see around a point than the outline of its area. */
export async function showsStreets(runtime: Runtime, place: Place): Promise<boolean> {
  const { features } = await drawingOf(runtime, place);
  return features.some(({ properties }) => properties.layer === 'road');
}

const features = new WeakMap<Place, readonly AreaFeature[]>();

export function areaFeaturesOf(place: Place): readonly AreaFeature[] {
  const kept = features.get(place);
  if (kept) return kept;
  const made = place.areas.map(({ slug, name, shape }) => ({
    type: 'Feature',
    properties: { slug, name: name as Readonly<Record<string, string>> },
    geometry: shape,
  }));
  features.set(place, made);
  return made;
}

/** The picture's own colours for a dark screen: a picture sees the device's wish, not the page's style sheet. */
function darkStyle(): string {
  const { dark, light } = palettes;
  const names = (Object.keys(dark) as (keyof Palette)[]).filter((name) => dark[name] !== light[name]);
  const colours = names.map((name) => `--map-${name.toLowerCase()}:${dark[name]}`).join(';');
  return `<style>@media (prefers-color-scheme:dark){:root{${colours}}}</style>`;
}

/** The picture as SVG text. May stand in a page as a `data:` address, so that a person's place is in no address of ours. */
export async function drawPicture(runtime: Runtime, place: Place, picture: Picture): Promise<string> {
  const svg = drawStaticMap({
    view: viewOfPicture(place, picture),
    baseMap: await drawingOf(runtime, place),
    areas: areaFeaturesOf(place),
    ...(picture.area ? { chosenArea: picture.area.slug } : {}),
    pins: picture.pins ?? [],
    theme: 'light',
    language: picture.language,
    title: picture.title,
  });
  return svg.replace('<title>', `${darkStyle()}<title>`);
}

/** The address of a picture that is the same for everybody. It changes when the place does, so it may be kept for long. */
export function pictureHref(place: Place, size: Size, language: Language, area?: Area): string {
  const query = new URLSearchParams({ size, language, version: place.version.slice(0, 8) });
  if (area) query.set('area', area.slug);
  return `/maps/${place.slug}/static.svg?${query}`;
}

export function nameOfArea(area: Area, place: Place, language: Language): string {
  return text(area.name, language, place.defaultLanguage);
}
