// What is green or paved for people: parks, squares, woods, the land around, the paths through them.
import { type Line, type Patch, type Point, smooth } from './geometry.ts';
import type { Outline } from './outline.ts';
import { noiseAt } from './random.ts';

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
