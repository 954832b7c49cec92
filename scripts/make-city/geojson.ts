// From metres to degrees, and from shapes to GeoJSON with few characters.
import { areaOf, type Point } from './geometry.ts';

/** The city lies in open sea, so that it never collides with a real base map. */
export const southWest = { lat: 38.5775, lon: 0.7655 };
export const size = { across: 6000, up: 5000 };
const metresPerDegree = { lat: 111_132, lon: 111_320 * Math.cos((38.6 * Math.PI) / 180) };

/** Five decimals are about a metre. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

export type Position = [lon: number, lat: number];

export function degrees([x, y]: Point): Position {
  return [round(southWest.lon + x / metresPerDegree.lon), round(southWest.lat + y / metresPerDegree.lat)];
}

export const metres = ([lon, lat]: Position): Point => [
  (lon - southWest.lon) * metresPerDegree.lon,
  (lat - southWest.lat) * metresPerDegree.lat,
];

export const bounds = (): [number, number, number, number] => [
  ...degrees([0, 0]),
  ...degrees([size.across, size.up]),
];

export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

export type Feature = { type: 'Feature'; properties: Record<string, unknown>; geometry: Geometry };

/** Rounding may bring two points together; one of them is enough. */
function positions(line: readonly Point[]): Position[] {
  return line.map(degrees).filter((point, at, all) => {
    const before = all[at - 1];
    return !before || before[0] !== point[0] || before[1] !== point[1];
  });
}

/** Outer rings run counter-clockwise and end where they began (RFC 7946). */
export function closed(ring: readonly Point[]): Position[] {
  const turned = areaOf(ring) < 0 ? [...ring].reverse() : ring;
  const open = positions(turned);
  const first = open[0];
  return first ? [...open, first] : open;
}

export const feature = (properties: Record<string, unknown>, geometry: Geometry): Feature => ({
  type: 'Feature',
  properties,
  geometry,
});

export const polygon = (ring: readonly Point[]): Geometry => ({
  type: 'Polygon',
  coordinates: [closed(ring)],
});

export const polygons = (rings: readonly Point[][]): Geometry => ({
  type: 'MultiPolygon',
  coordinates: rings.map((ring) => [closed(ring)]),
});

export const lines = (parts: readonly (readonly Point[])[]): Geometry =>
  parts.length === 1 && parts[0]
    ? { type: 'LineString', coordinates: positions(parts[0]) }
    : { type: 'MultiLineString', coordinates: parts.map(positions) };

export const spot = (point: Point): Geometry => ({ type: 'Point', coordinates: degrees(point) });

/** One feature a line: small, and a change can be read. */
export function collection(features: readonly Feature[]): string {
  return `{"type":"FeatureCollection","features":[\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;
}
