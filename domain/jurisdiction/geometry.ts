/** Points and outlines on the ground. Pure. */
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { cellToLatLng, latLngToCell } from 'h3-js';

export interface Position {
  readonly lat: number;
  readonly lon: number;
}

/** West, south, east, north. */
export type Box = readonly [number, number, number, number];

/** GeoJSON (RFC 7946): longitude first. */
export type Shape =
  | { readonly type: 'Polygon'; readonly coordinates: [number, number][][] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: [number, number][][][] };

/** An H3 cell of resolution 9. */
export type Cell = string & { readonly __kind: 'cell' };

const RESOLUTION = 9;

export function cellOf(lat: number, lon: number): Cell {
  return latLngToCell(lat, lon, RESOLUTION) as Cell;
}

export function middleOfCell(cell: string): Position {
  const [lat, lon] = cellToLatLng(cell);
  return { lat, lon };
}

function ringsOf(shape: Shape): [number, number][][] {
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
}

export function boxOf(shape: Shape): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const ring of ringsOf(shape)) {
    for (const [lon, lat] of ring) {
      west = Math.min(west, lon);
      south = Math.min(south, lat);
      east = Math.max(east, lon);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}

export function isInBox([west, south, east, north]: Box, lat: number, lon: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Exact; a point on the border counts as inside. */
export function isInside(shape: Shape, box: Box, lat: number, lon: number): boolean {
  return isInBox(box, lat, lon) && booleanPointInPolygon([lon, lat], shape);
}

const GRID = 12;

/**
 * A point inside the outline, near the middle of its box: for a label, or to stand for the whole. A crescent's own
 * middle lies outside it, so a grid of points is tried, the nearest to the middle first.
 */
export function pointInside(shape: Shape): Position {
  const box = boxOf(shape);
  const [west, south, east, north] = box;
  const middle = { lat: (south + north) / 2, lon: (west + east) / 2 };
  const tries: Position[] = [middle];
  for (let row = 1; row < GRID; row += 1) {
    for (let column = 1; column < GRID; column += 1) {
      tries.push({
        lat: south + ((north - south) * row) / GRID,
        lon: west + ((east - west) * column) / GRID,
      });
    }
  }
  tries.sort((a, b) => metresBetween(a, middle) - metresBetween(b, middle));
  return tries.find(({ lat, lon }) => isInside(shape, box, lat, lon)) ?? middle;
}

const METRES_A_DEGREE = 111_320;

/** On a flat sheet at the first point's latitude: right to a millimetre or so over a city. */
export function offsetInMetres(from: Position, to: Position): { readonly x: number; readonly y: number } {
  return {
    x: (to.lon - from.lon) * METRES_A_DEGREE * Math.cos((from.lat * Math.PI) / 180),
    y: (to.lat - from.lat) * METRES_A_DEGREE,
  };
}

export function metresBetween(from: Position, to: Position): number {
  const { x, y } = offsetInMetres(from, to);
  return Math.hypot(x, y);
}
