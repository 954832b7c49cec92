import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { BaseMap } from './base-map.ts';
import { palettes } from './palette.ts';
import { toPixel, viewAround, viewOf } from './projection.ts';
import { drawStaticMap, type StaticMap } from './static-map.ts';
import { thin } from './svg-path.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../content/haven/${name}`, import.meta.url), 'utf8'));
const baseMap: BaseMap = read('basemap.geojson');
const areas: StaticMap['areas'] = read('areas.geojson').features;
const bounds = [0.7655, 38.5775, 0.83447, 38.62249] as const;
const harbour = { lat: 38.5995, lon: 0.7995 };

const draw = (more: Partial<StaticMap> = {}) =>
  drawStaticMap({
    view: viewOf(bounds, 720, 480, 8),
    baseMap,
    areas: areas ?? [],
    theme: 'light',
    language: 'en',
    title: 'Haven',
    ...more,
  });

describe('a static map', () => {
  it('costs no more than 25 KB for the whole city, by day and by night', () => {
    for (const theme of ['light', 'dark'] as const)
      expect(gzipSync(draw({ theme })).length).toBeLessThan(25 * 1024);
  });

  it('says what it shows to people who hear it', () => {
    expect(draw()).toContain('role="img"');
    expect(draw()).toContain('<title>Haven</title>');
  });

  it('puts the point of a pin on its place', () => {
    const view = viewAround(harbour, 900, 640, 480);
    const { x, y } = toPixel(view, harbour);
    expect(draw({ view, pins: [harbour] })).toContain(
      `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">`,
    );
  });

  it('outlines the chosen area and no other boldly', () => {
    expect(draw({ chosenArea: 'old-harbour' }).match(/stroke-width="2\.5" d="/g)).toHaveLength(1);
    expect(draw({ chosenArea: 'nowhere' })).not.toMatch(/stroke-width="2\.5" d="/);
  });

  it('names neighbourhoods in the language of the reader, and streets when one comes close', () => {
    expect(draw({ language: 'el' })).toContain('Παλιό Λιμάνι');
    expect(draw({ language: 'ar' })).toContain('الميناء القديم');
    expect(draw()).not.toContain('Calle Mar<');
    expect(draw({ view: viewAround(harbour, 900, 640, 480) })).toContain('Calle Mar<');
  });

  it('leaves out what lies outside the picture', () => {
    const close = draw({ view: viewAround(harbour, 500, 640, 480) });
    expect(close).not.toContain('Los Molinos');
    expect(close.length).toBeLessThan(draw().length);
  });

  it('is other colours at night', () => {
    expect(draw({ theme: 'dark' })).toContain(palettes.dark.water);
    expect(draw({ theme: 'dark' })).not.toContain(palettes.light.water);
  });

  it('cannot be made to carry markup or script by a title, a pin or a name in a file', () => {
    const naughty = '"><script>alert(1)</script>';
    const feature = {
      properties: { layer: 'label', class: 'area', name: naughty },
      geometry: { type: 'Point' as const, coordinates: [0.8, 38.6] as const },
    };
    const svg = draw({
      title: naughty,
      pins: [{ ...harbour, label: naughty }],
      baseMap: { features: [feature] },
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('alert(1)');
  });

  it('draws a place whose base map is empty', () => {
    expect(draw({ baseMap: { features: [] }, areas: [] })).toMatch(/^<svg .*<\/svg>$/);
  });
});

describe('thinning a line', () => {
  it('keeps the corners and drops what lies between them', () => {
    const straight = [0, 1, 2, 3, 4].map((x) => ({ x, y: 0 }));
    expect(thin([...straight, { x: 4, y: 5 }], 0.5)).toEqual([
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 5 },
    ]);
  });
});
