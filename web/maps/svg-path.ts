// Short SVG path data: only what the picture shows, no finer than it can show.
import type { Position } from './base-map.ts';
import { type MapView, type Pixel, toPixel } from './projection.ts';

/** Half a street's width may reach in from outside. */
const spill = 12;

export function isSeen(points: readonly Pixel[], view: MapView): boolean {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return left < view.width + spill && right > -spill && top < view.height + spill && bottom > -spill;
}

function distanceFrom(point: Pixel, a: Pixel, b: Pixel): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared;
  const kept = Math.min(1, Math.max(0, share));
  return Math.hypot(point.x - a.x - dx * kept, point.y - a.y - dy * kept);
}

/** Douglas-Peucker in pixels. */
export function thin(points: readonly Pixel[], tolerance: number): Pixel[] {
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last || points.length < 3) return [...points];
  let [farthest, most] = [0, 0];
  points.forEach((point, at) => {
    const off = distanceFrom(point, first, last);
    if (off > most) [most, farthest] = [off, at];
  });
  if (most <= tolerance) return [first, last];
  return [
    ...thin(points.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...thin(points.slice(farthest), tolerance),
  ];
}

/** Relative steps in tenths of a pixel; errors do not add up because each step starts from the rounded point. */
function steps(points: readonly Pixel[], isRing: boolean): string {
  let [x, y] = [0, 0];
  const body = (isRing ? points.slice(0, -1) : points).map((point, at) => {
    const [dx, dy] = [Math.round(point.x * 10) - x, Math.round(point.y * 10) - y];
    x += dx;
    y += dy;
    const pair = `${dx / 10}${dy < 0 ? '' : ' '}${dy / 10}`;
    return at === 0 ? `m${pair}` : `${at === 1 ? 'l' : dx < 0 ? '' : ' '}${pair}`;
  });
  return `${body.join('')}${isRing ? 'z' : ''}`;
}

/** Path data for rings or lines; each sub-path begins from the origin, so that they can be joined. */
export function pathData(rings: readonly (readonly Position[])[], view: MapView, isRing: boolean): string {
  return rings
    .map((ring) => ring.map(([lon, lat]) => toPixel(view, { lat, lon })))
    .filter((points) => isSeen(points, view))
    .map((points) => thin(points, 0.45))
    .filter((points) => points.length >= (isRing ? 4 : 2))
    .map((points) => steps(points, isRing).replace(/^m/, 'M'))
    .join('');
}
