import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from './gazetteer.ts';
import { type Feature, metres, type Position } from './geojson.ts';
import { areaOf, distanceToLine, isInside, type Point } from './geometry.ts';
import { makeCity } from './make-city.ts';
import { drawOutline } from './outline.ts';

const made = makeCity();
const committed = (name: string) =>
  readFileSync(new URL(`../../content/haven/${name}`, import.meta.url), 'utf8');
const features = (name: string): Feature[] => JSON.parse(made[name] ?? '').features;

function ringOf({ geometry }: Feature): Position[] {
  if (geometry.type !== 'Polygon') throw new Error(`Expected one polygon, not ${geometry.type}`);
  return geometry.coordinates[0] ?? [];
}

const rings = features('areas.geojson').map((feature) => ({
  slug: String(feature.properties.slug),
  ring: ringOf(feature).map(metres),
}));
const land = features('basemap.geojson').find(({ properties }) => properties.class === 'city');
const landRing = land ? ringOf(land).map(metres) : [];

describe('the city of Haven', () => {
  it('is the same to the byte every time it is drawn', () => {
    expect(makeCity()).toEqual(made);
  });

  it('stands in content/haven exactly as the script draws it', () => {
    for (const [name, text] of Object.entries(made)) expect(committed(name)).toBe(text);
  });

  it('is light enough to be sent to a phone', () => {
    expect(Buffer.byteLength(made['basemap.geojson'] ?? '')).toBeLessThanOrEqual(300 * 1024);
  });

  it('has twelve neighbourhoods named in five languages', () => {
    const areas = features('areas.geojson');
    expect(areas).toHaveLength(12);
    for (const { properties } of areas) {
      expect(Object.keys(properties.name as object).sort()).toEqual(['ar', 'el', 'en', 'es', 'nl']);
    }
    expect(areas.find(({ properties }) => properties.slug === 'old-harbour')?.properties.name).toMatchObject({
      en: 'Old Harbour',
    });
  });

  it('has every point of its land in exactly one neighbourhood', () => {
    const anywhere = fc.tuple(
      fc.double({ min: 0, max: 6000, noNaN: true }),
      fc.double({ min: 900, max: 5000, noNaN: true }),
    );
    fc.assert(
      fc.property(anywhere, (point: Point) => {
        const holding = rings.filter(({ ring }) => isInside(point, ring)).map(({ slug }) => slug);
        expect(holding).toHaveLength(isInside(point, landRing) ? 1 : 0);
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it('leaves no sliver: borders inside the land are walked once in each direction, the outer one once', () => {
    const walked = new Map<string, number>();
    for (const feature of features('areas.geojson')) {
      const ring = ringOf(feature);
      ring.slice(1).forEach((to, at) => {
        const key = `${ring[at]} ${to}`;
        walked.set(key, (walked.get(key) ?? 0) + 1);
      });
    }
    const alone = [...walked.keys()].filter((key) => !walked.has(key.split(' ').reverse().join(' ')));
    expect(Math.max(...walked.values())).toBe(1);
    expect(alone).toHaveLength(landRing.length - 1);
    const sum = rings.reduce((total, { ring }) => total + areaOf(ring), 0);
    expect(sum).toBeCloseTo(areaOf(landRing), 3);
  });

  it('would be divided as cleanly from any other seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { areas, land: shape } = drawOutline(seed);
        const sum = areas.reduce((total, { ring }) => total + areaOf(ring), 0);
        expect(Math.abs(sum - areaOf(shape))).toBeLessThan(1);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

describe('the list of places', () => {
  const places: Entry[] = JSON.parse(made['places.json'] ?? '[]');

  it('names each place once, and enough of them to say where something happened', () => {
    expect(new Set(places.map(({ id }) => id)).size).toBe(places.length);
    expect(places.filter(({ kind }) => kind === 'street').length).toBeGreaterThanOrEqual(150);
    expect(places.filter(({ kind }) => kind !== 'street').length).toBeGreaterThanOrEqual(80);
  });

  it('files every place under the neighbourhood it lies in, or the nearest when it stands in water', () => {
    for (const { name, kind, lat, lon, area } of places) {
      const ring = rings.find(({ slug }) => slug === area)?.ring ?? [];
      const point = metres([lon, lat]);
      const off = isInside(point, ring) ? 0 : distanceToLine(point, ring);
      // An avenue is the border itself, and may wander over it.
      expect(off, `${name} (${kind}) in ${area}`).toBeLessThan({ street: 60, harbour: 500 }[kind] ?? 60);
    }
  });

  it('numbers houses upwards along a street', () => {
    for (const { name, numbers = [] } of places.filter(({ kind }) => kind === 'street')) {
      const order = numbers.map(({ n }) => n);
      expect(order.length, name).toBeGreaterThan(1);
      expect(order, name).toEqual([...new Set(order)].sort((a, b) => a - b));
    }
  });
});
