// The river, the beach, the piers, and what runs along the water's edge.
import { besides, type Line, type Point, pairs, smooth } from './geometry.ts';
import type { Outline } from './outline.ts';

export function drawRiver(outline: Outline): Point[] {
  const course = outline.river;
  const wide = (at: number) => 20 + 26 * (at / (course.length - 1)) ** 2;
  const bank = (side: 1 | -1) =>
    besides(course, 1).map((left, at): Point => {
      const middle = course[at] ?? left;
      const half = wide(at) * side;
      return [middle[0] + (left[0] - middle[0]) * half, middle[1] + (left[1] - middle[1]) * half];
    });
  // Past the limit of the city the river comes from the hills; past its mouth it is the sea.
  const upper: Point[] = smooth(
    [[900, 7600], [1350, 6300], [1820, 5500], course[0] ?? [1760, 4930]],
    200,
  ).slice(0, -1);
  const mouth: Point[] = [
    [2390, 1560],
    [2290, 1540],
  ];
  return [
    ...besides(upper, 19),
    ...bank(1),
    ...mouth,
    ...bank(-1).reverse(),
    ...besides(upper, -19).reverse(),
  ];
}

/** The sand lies between the water's edge and a little below the promenade. */
export function drawBeach(outline: Outline): Point[] {
  const shore = outline.borders[0]?.line ?? [];
  const dry = shore.slice(0, -3);
  return [...besides(dry, -22), ...besides(dry, 44).reverse()];
}

export const piers: Point[][] = [
  // The mole with the harbour light, and the breakwater that shelters the bay.
  [
    [3470, 1740],
    [3380, 1640],
    [3130, 1560],
    [2900, 1580],
    [2896, 1562],
    [3134, 1540],
    [3394, 1622],
    [3486, 1726],
  ],
  [
    [2520, 1700],
    [2620, 1640],
    [2700, 1650],
    [2702, 1634],
    [2618, 1622],
    [2508, 1686],
  ],
  [
    [2900, 2180],
    [2980, 1990],
    [2994, 1996],
    [2914, 2190],
  ],
  [
    [3020, 2220],
    [3080, 2040],
    [3094, 2045],
    [3036, 2226],
  ],
  [
    [3180, 2210],
    [3200, 2050],
    [3215, 2052],
    [3196, 2206],
  ],
  [
    [5000, 2290],
    [5000, 2050],
    [5070, 2050],
    [5070, 2290],
  ],
  [
    [5380, 2520],
    [5380, 2300],
    [5450, 2300],
    [5450, 2520],
  ],
  [
    [4900, 2080],
    [4900, 1820],
    [5150, 1640],
    [5640, 1640],
    [5640, 1662],
    [5160, 1662],
    [4925, 1832],
    [4925, 2080],
  ],
];

/** The lines that run beside the water on the land side. */
export function drawWaterside(outline: Outline): Line[] {
  const coast = outline.borders.filter(
    (border) => border.street && ['sand', 'quay', 'rock'].includes(border.course),
  );
  const along = coast.map((border) => ({
    name: border.street ?? '',
    line: densify(besides(border.line, border.course === 'sand' ? 62 : 34)),
  }));
  const half = Math.floor(outline.river.length / 2);
  const bank = (name: string, from: number, to: number, metres: number) => ({
    name,
    line: densify(besides(outline.river, metres).slice(from, to)),
  });
  return [
    ...along,
    bank('Ribera Alta', 0, half, -56),
    bank('Ribera de Poniente', half - 1, -2, -66),
    bank('Muelle de la Ribera', 0, half, 56),
    bank('Ribera de Levante', half - 1, -3, 66),
  ];
}

function densify(line: readonly Point[], step = 15): Point[] {
  const last = line[line.length - 1];
  const dense = pairs(line).flatMap(([a, b]) => {
    const count = Math.max(1, Math.round(Math.hypot(b[0] - a[0], b[1] - a[1]) / step));
    return Array.from(
      { length: count },
      (_, k): Point => [a[0] + ((b[0] - a[0]) * k) / count, a[1] + ((b[1] - a[1]) * k) / count],
    );
  });
  return last ? [...dense, last] : dense;
}
