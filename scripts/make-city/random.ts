// Chance that is the same on every machine and every run: the city is drawn from one fixed seed.

export type Chance = () => number;

/** mulberry32: 32-bit integers only, so no machine rounds it differently. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number in 0..1 that depends on the two whole numbers and the seed alone. */
export function chanceAt(seed: number, a: number, b: number): number {
  let mixed = Math.imul(a | 0, 0x27d4eb2d) ^ Math.imul(b | 0, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}

const ease = (t: number) => t * t * (3 - 2 * t);

/** Smooth noise in -1..1 over the plane; `scale` is the size of a bump in metres. */
export function noiseAt(seed: number, x: number, y: number, scale: number): number {
  const left = Math.floor(x / scale);
  const low = Math.floor(y / scale);
  const across = ease(x / scale - left);
  const up = ease(y / scale - low);
  const below = chanceAt(seed, left, low) * (1 - across) + chanceAt(seed, left + 1, low) * across;
  const above = chanceAt(seed, left, low + 1) * (1 - across) + chanceAt(seed, left + 1, low + 1) * across;
  return (below * (1 - up) + above * up) * 2 - 1;
}
