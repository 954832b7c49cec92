// Plane geometry in metres. East is x, north is y, the south-west corner of the city is the origin.

export type Point = readonly [x: number, y: number];
export type Patch = { name: string; area: string; ring: Point[] };
export type Line = { name: string; line: Point[] };

export const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

export const between = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];

export function pairs(line: readonly Point[]): [Point, Point][] {
  return line.slice(1).map((point, at) => [line[at] ?? point, point]);
}

export const lengthOf = (line: readonly Point[]) =>
  pairs(line).reduce((sum, [a, b]) => sum + distance(a, b), 0);

/** The point so many metres along the line; its ends when asked for less or more than there is. */
export function pointAlong(line: readonly Point[], metres: number): Point {
  let left = metres;
  for (const [a, b] of pairs(line)) {
    const step = distance(a, b);
    if (left <= step && step > 0) return between(a, b, Math.max(0, left / step));
    left -= step;
  }
  return line[line.length - 1] ?? [0, 0];
}

export function isInside(point: Point, ring: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (!a || !b || a[1] > point[1] === b[1] > point[1]) continue;
    if (point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

function distanceToSegment(point: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared;
  return distance(point, between(a, b, Math.min(1, Math.max(0, share))));
}

export function distanceToLine(point: Point, line: readonly Point[]): number {
  return pairs(line).reduce((least, [a, b]) => Math.min(least, distanceToSegment(point, a, b)), Infinity);
}

/** Twice the signed area is positive when the ring runs counter-clockwise. */
export function areaOf(ring: readonly Point[]): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[j];
    const b = ring[i];
    if (a && b) twice += a[0] * b[1] - b[0] * a[1];
  }
  return twice / 2;
}

export function centreOf(ring: readonly Point[]): Point {
  const sum = ring.reduce<Point>((total, p) => [total[0] + p[0], total[1] + p[1]], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

/** Douglas-Peucker: leaves out points that lie within `tolerance` metres of the line without them. */
export function simplify(line: readonly Point[], tolerance: number): Point[] {
  const first = line[0];
  const last = line[line.length - 1];
  if (!first || !last || line.length < 3) return [...line];
  let farthest = 0;
  let most = 0;
  line.forEach((point, at) => {
    const off = distanceToSegment(point, first, last);
    if (off > most) [most, farthest] = [off, at];
  });
  if (most <= tolerance) return [first, last];
  return [
    ...simplify(line.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...simplify(line.slice(farthest), tolerance),
  ];
}

/** A smooth curve through all points (Catmull-Rom), with a point about every `step` metres. */
export function smooth(through: readonly Point[], step: number): Point[] {
  const curve: Point[] = [];
  for (let i = 0; i + 1 < through.length; i++) {
    const p1 = through[i];
    const p2 = through[i + 1];
    if (!p1 || !p2) continue;
    const p0 = through[i - 1] ?? p1;
    const p3 = through[i + 2] ?? p2;
    const count = Math.max(1, Math.round(distance(p1, p2) / step));
    for (let k = 0; k < count; k++) {
      const t = k / count;
      const at = (axis: 0 | 1) =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t * t * t);
      curve.push([at(0), at(1)]);
    }
  }
  const last = through[through.length - 1];
  return last ? [...curve, last] : curve;
}

/** The line moved sideways: to its left when `metres` is positive. */
export function besides(line: readonly Point[], metres: number): Point[] {
  return line.map((point, at) => {
    const before = line[at - 1] ?? point;
    const after = line[at + 1] ?? point;
    const along = distance(before, after) || 1;
    return [
      point[0] - ((after[1] - before[1]) / along) * metres,
      point[1] + ((after[0] - before[0]) / along) * metres,
    ];
  });
}

/** Those stretches of a line for which `holds` is true, their ends found to within half a metre. */
export function stretchesWhere(line: readonly Point[], holds: (point: Point) => boolean): Point[][] {
  const stretches: Point[][] = [];
  let current: Point[] = [];
  let before: Point | undefined;
  for (const point of line) {
    const held = current.length > 0;
    const holdsHere = holds(point);
    if (before && held !== holdsHere) {
      const edge = held ? edgeBetween(before, point, holds) : edgeBetween(point, before, holds);
      current.push(edge);
    }
    if (holdsHere) current.push(point);
    else if (held) {
      stretches.push(current);
      current = [];
    }
    before = point;
  }
  return current.length > 1 ? [...stretches, current] : stretches;
}

function edgeBetween(within: Point, beyond: Point, holds: (point: Point) => boolean): Point {
  let good = within;
  let bad = beyond;
  while (distance(good, bad) > 0.5) {
    const middle = between(good, bad, 0.5);
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
