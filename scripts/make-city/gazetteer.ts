// The list in which a typed address or the name of a place is found.
import { degrees } from './geojson.ts';
import { distanceToLine, isInside, lengthOf, type Patch, type Point, pointAlong } from './geometry.ts';
import { landmarks } from './landmarks.ts';
import type { Street } from './streets.ts';

export type Entry = {
  id: string;
  kind: string;
  name: string;
  aka?: string[];
  lat: number;
  lon: number;
  area: string;
  /** House numbers at points along the street; between two of them one may interpolate. */
  numbers?: { n: number; lat: number; lon: number }[];
};

type Areas = { slug: string; ring: Point[] }[];

const metresPerHouse = 9;
const metresBetweenKnownHouses = 72;

export const slugOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function areaAt(areas: Areas, point: Point): string {
  const holding = areas.find(({ ring }) => isInside(point, ring));
  if (holding) return holding.slug;
  // Piers and bridges stand in water: they belong to the nearest shore.
  const near = areas.map(({ slug, ring }) => ({ slug, far: distanceToLine(point, ring) }));
  return near.reduce((best, one) => (one.far < best.far ? one : best)).slug;
}

function entry(kind: string, name: string, point: Point, area: string): Entry {
  const [lon, lat] = degrees(point);
  return { id: slugOf(name), kind, name, lat, lon, area };
}

function houseNumbers(parts: Point[][]): Entry['numbers'] {
  let walked = 0;
  return parts.flatMap((part) => {
    const long = lengthOf(part);
    const stops = Math.max(1, Math.round(long / metresBetweenKnownHouses));
    const houses = Array.from({ length: stops + 1 }, (_, at) => {
      const along = (long * at) / stops;
      const [lon, lat] = degrees(pointAlong(part, along));
      return { n: 1 + Math.round((walked + along) / metresPerHouse), lat, lon };
    });
    walked += long + metresPerHouse;
    return houses;
  });
}

function streetEntries(streets: Street[]): Entry[] {
  const byName = new Map<string, Street[]>();
  for (const street of streets) {
    if (street.name) byName.set(street.name, [...(byName.get(street.name) ?? []), street]);
  }
  return [...byName].map(([name, parts]) => {
    const longest = parts.reduce((best, part) => (lengthOf(part.line) > lengthOf(best.line) ? part : best));
    const middle = pointAlong(longest.line, lengthOf(longest.line) / 2);
    const numbers = houseNumbers(parts.map((part) => part.line));
    return { ...entry('street', name, middle, longest.area), ...(numbers ? { numbers } : {}) };
  });
}

/** A bus stop about every 700 m of avenue, named for the street nearest to it. */
function stopEntries(streets: Street[], areas: Areas): Entry[] {
  const named = new Set<string>();
  const side = streets.filter((street) => street.class === 'street');
  return streets
    .filter((street) => street.class === 'avenue')
    .flatMap((avenue) => {
      const count = Math.floor(lengthOf(avenue.line) / 700);
      return Array.from({ length: count }, (_, at) => pointAlong(avenue.line, 350 + at * 700));
    })
    .flatMap((point) => {
      const near = side.map((street) => ({ name: street.name, far: distanceToLine(point, street.line) }));
      const nearest = near.reduce((best, one) => (one.far < best.far ? one : best));
      const name = `Parada ${nearest.name}`;
      if (nearest.far > 120 || named.has(name)) return [];
      named.add(name);
      return [entry('stop', name, point, areaAt(areas, point))];
    });
}

export function makeGazetteer(streets: Street[], parks: Patch[], squares: Patch[], areas: Areas): Entry[] {
  const middle = (ring: Point[]): Point => [
    ring.reduce((sum, p) => sum + p[0], 0) / ring.length,
    ring.reduce((sum, p) => sum + p[1], 0) / ring.length,
  ];
  const marks = landmarks.map(({ kind, name, at, aka }) => ({
    ...entry(kind, name, at, areaAt(areas, at)),
    ...(aka ? { aka } : {}),
  }));
  return [
    ...streetEntries(streets),
    ...squares.map(({ name, ring, area }) => entry('square', name, middle(ring), area)),
    ...parks.map(({ name, ring, area }) => entry('park', name, middle(ring), area)),
    ...marks,
    ...stopEntries(streets, areas),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}
