// Everything that is neither street nor house: river, beach, parks, squares, piers, rails, the land around.
import { besides, type Point, pairs, smooth } from './geometry.ts';
import type { Outline } from './outline.ts';
import { noiseAt } from './random.ts';

export type Patch = { name: string; area: string; ring: Point[] };
export type Line = { name: string; line: Point[] };

/** A round shape that nobody drew with a compass. */
function blob(seed: number, centre: Point, across: number, up: number, turn = 0): Point[] {
  return Array.from({ length: 28 }, (_, at) => {
    const angle = (at / 28) * Math.PI * 2;
    const swell = 1 + 0.16 * noiseAt(seed, Math.cos(angle) * 100, Math.sin(angle) * 100, 55);
    const x = Math.cos(angle) * across * swell;
    const y = Math.sin(angle) * up * swell;
    return [
      centre[0] + x * Math.cos(turn) - y * Math.sin(turn),
      centre[1] + x * Math.sin(turn) + y * Math.cos(turn),
    ];
  });
}

function box(centre: Point, across: number, up: number, turn = 0): Point[] {
  return (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([sx, sy]) => {
    const x = (sx * across) / 2;
    const y = (sy * up) / 2;
    return [
      centre[0] + x * Math.cos(turn) - y * Math.sin(turn),
      centre[1] + x * Math.sin(turn) + y * Math.cos(turn),
    ];
  });
}

export function drawParks(seed: number): Patch[] {
  return [
    { name: 'Parque del Castillo', area: 'castle-hill', ring: blob(seed, [690, 4130], 400, 330, 0.4) },
    { name: 'Jardines de la Ciudadela', area: 'new-town', ring: box([3080, 3640], 330, 206, 0.05) },
    { name: 'Parque de la Ribera', area: 'orchards', ring: blob(seed + 1, [1900, 2720], 105, 260, 0.1) },
    { name: 'Parque del Molino', area: 'mills', ring: blob(seed + 2, [2330, 4480], 230, 130, 0.2) },
    {
      name: 'Parque de los Olivos',
      area: 'olive-groves',
      ring: blob(seed + 3, [5270, 4020], 260, 190, -0.3),
    },
    { name: 'Jardín de las Palmeras', area: 'beach', ring: blob(seed + 4, [1330, 1660], 170, 70, 0.3) },
    { name: 'Huertos del Poniente', area: 'orchards', ring: blob(seed + 5, [430, 2560], 230, 170, 0.2) },
    { name: 'Parque de la Farola', area: 'lighthouse', ring: blob(seed + 6, [4130, 1530], 190, 85, 0.1) },
    { name: 'Jardín de la Estación', area: 'station', ring: box([3800, 3270], 130, 90, 0.1) },
    { name: 'Campo de la Feria', area: 'mills', ring: blob(seed + 7, [3300, 4560], 190, 110, 0) },
  ];
}

export function drawSquares(seed: number): Patch[] {
  return [
    { name: 'Plaza del Faro', area: 'lighthouse', ring: box([3790, 1990], 84, 60, 0.3) },
    { name: 'Plaza del Mercado', area: 'market-quarter', ring: box([3980, 2830], 110, 80, 0.15) },
    { name: 'Plaza Mayor', area: 'old-town', ring: box([2850, 2960], 96, 78, 0.2) },
    { name: 'Plaza de las Redes', area: 'old-harbour', ring: box([2960, 2440], 74, 56, -0.2) },
    { name: 'Plaza del Pescado', area: 'old-harbour', ring: box([3260, 2360], 80, 52, -0.1) },
    { name: 'Plaza de la Fuente', area: 'old-town', ring: blob(seed + 9, [2400, 2820], 38, 34) },
    { name: 'Plaza de la Estación', area: 'station', ring: box([3900, 3390], 120, 70, 0.1) },
    { name: 'Plaza de España', area: 'new-town', ring: blob(seed + 10, [2600, 3560], 62, 62) },
    { name: 'Plaza del Pozo', area: 'orchards', ring: box([1180, 2730], 70, 60, 0.2) },
    { name: 'Plaza de la Noria', area: 'mills', ring: box([2900, 4280], 76, 58, 0.1) },
    { name: 'Plaza de los Pinos', area: 'castle-hill', ring: box([1330, 3860], 70, 58, 0.2) },
    { name: 'Plaza del Sol', area: 'beach', ring: box([1720, 1880], 80, 60, 0.3) },
  ];
}

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

/** Rails end at the station; a single track goes on to the docks. */
export const rails: Line[] = [
  {
    name: 'Línea del Norte',
    line: smooth(
      [
        [5600, 7400],
        [5050, 5900],
        [4520, 4760],
        [4230, 4080],
        [4010, 3500],
      ],
      90,
    ),
  },
  {
    name: 'Ramal del Puerto',
    line: smooth(
      [
        [4360, 4380],
        [4700, 3700],
        [4830, 3150],
        [4930, 2760],
        [5420, 2640],
      ],
      80,
    ),
  },
];

export const motorway: Line = {
  name: 'Autovía del Mediterráneo',
  line: smooth(
    [
      [-3200, 4700],
      [-1200, 4900],
      [200, 5250],
      [1800, 5330],
      [3600, 5380],
      [5300, 5250],
      [7000, 4700],
      [9200, 4600],
    ],
    160,
  ),
};

/** Fields and hills outside the limit, so that the map does not end at the last house. */
export function drawCountryside(outline: Outline): Point[] {
  const east: Point[] = smooth(
    [
      [5960, 3450],
      [6300, 3700],
      [6900, 3600],
      [7600, 4000],
      [9400, 3900],
    ],
    120,
  ).slice(1);
  const west: Point[] = smooth(
    [
      [-3400, 500],
      [-2400, 760],
      [-1500, 700],
      [-700, 900],
      [60, 980],
    ],
    120,
  ).slice(0, -1);
  return [...[...outline.limit].reverse(), ...east, [9400, 8500], [-3400, 8500], ...west];
}

export function drawWoods(seed: number): Point[][] {
  const places: [Point, number, number][] = [
    [[-900, 3700], 520, 300],
    [[300, 5900], 700, 330],
    [[2700, 6000], 560, 260],
    [[4100, 5850], 380, 210],
    [[6900, 4500], 460, 220],
    [[-1500, 2100], 420, 260],
  ];
  return places.map(([centre, across, up], at) => blob(seed + 20 + at, centre, across, up, at));
}

/** Footpaths: two rings and a climb on the hill, one walk across each larger park. */
export function drawPaths(seed: number): Line[] {
  const ringAt = (across: number, up: number): Point[] => {
    const ring = blob(seed, [690, 4130], across, up, 0.4);
    return [...ring, ...ring.slice(0, 1)];
  };
  return [
    { name: 'Camino de Ronda', line: ringAt(300, 245) },
    { name: 'Camino del Vigía', line: ringAt(150, 120) },
    {
      name: 'Subida al Castillo',
      line: smooth(
        [
          [1020, 3900],
          [860, 3960],
          [930, 4130],
          [790, 4190],
          [690, 4130],
        ],
        40,
      ),
    },
    {
      name: 'Paseo de las Fuentes',
      line: [
        [2925, 3630],
        [3080, 3640],
        [3235, 3652],
      ],
    },
    {
      name: 'Senda de la Ribera',
      line: smooth(
        [
          [1880, 2480],
          [1930, 2640],
          [1880, 2800],
          [1900, 2960],
        ],
        40,
      ),
    },
    {
      name: 'Senda de los Olivos',
      line: smooth(
        [
          [5060, 4080],
          [5200, 4000],
          [5330, 4060],
          [5490, 3950],
        ],
        40,
      ),
    },
    {
      name: 'Senda del Molino',
      line: smooth(
        [
          [2130, 4440],
          [2280, 4500],
          [2420, 4460],
          [2540, 4530],
        ],
        40,
      ),
    },
  ];
}

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

export function densify(line: readonly Point[], step = 15): Point[] {
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
