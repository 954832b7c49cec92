// Where the land ends and how it is divided. Neighbours are made of the very same border lines,
// so the twelve areas cover the land with no gap and no overlap.
import { between, distance, type Point, smooth } from './geometry.ts';
import { type Chance, chanceFrom } from './random.ts';

const corners = {
  westShore: [60, 980],
  riverMouth: [2300, 1640],
  harbourEast: [3480, 1880],
  docksWest: [4560, 2060],
  docksEast: [5880, 2930],
  eastShore: [5960, 3450],
  northEast: [5350, 4850],
  north: [3850, 4960],
  riverTop: [1760, 4930],
  northWest: [820, 4820],
  castleWest: [70, 3420],
  orchardsWest: [40, 2050],
  beachInland: [1200, 2080],
  castleSouth: [1020, 3300],
  riverNorth: [1830, 3760],
  riverMiddle: [2090, 3080],
  riverSouth: [2120, 2470],
  oldTownSouth: [2790, 2720],
  oldTownEast: [3500, 2540],
  gridSouth: [2760, 3260],
  gridEast: [3560, 3060],
  gridNorthEast: [3700, 3960],
  gridNorthWest: [2560, 4030],
  lighthouseNorth: [4350, 2560],
  marketEast: [4420, 3160],
  stationNorth: [4620, 3990],
  grovesSouth: [5060, 3230],
} as const satisfies Record<string, Point>;

type Corner = keyof typeof corners;
type Course = 'avenue' | 'sand' | 'rock' | 'quay' | 'river' | 'limit';
type Border = { from: Corner; to: Corner; course: Course; street?: string; via?: Point[] };

/** Every border line of the city once. `street` is what runs along it. */
const borders: Border[] = [
  {
    from: 'westShore',
    to: 'riverMouth',
    course: 'sand',
    street: 'Paseo de la Playa',
    via: [
      [520, 1010],
      [1080, 1120],
      [1620, 1340],
      [2010, 1580],
    ],
  },
  {
    from: 'riverMouth',
    to: 'harbourEast',
    course: 'quay',
    street: 'Paseo del Puerto',
    via: [
      [2500, 1740],
      [2640, 1960],
      [2840, 2170],
      [3130, 2240],
      [3380, 2110],
    ],
  },
  {
    from: 'harbourEast',
    to: 'docksWest',
    course: 'rock',
    street: 'Paseo del Faro',
    via: [
      [3610, 1600],
      [3890, 1390],
      [4240, 1330],
      [4430, 1480],
      [4480, 1770],
    ],
  },
  {
    from: 'docksWest',
    to: 'docksEast',
    course: 'quay',
    street: 'Ronda del Muelle',
    via: [
      [4900, 2060],
      [4900, 2290],
      [5270, 2290],
      [5270, 2520],
      [5640, 2520],
      [5640, 2800],
    ],
  },
  { from: 'docksEast', to: 'eastShore', course: 'rock', street: 'Camino de las Calas', via: [[5990, 3190]] },
  { from: 'eastShore', to: 'northEast', course: 'limit', via: [[5900, 4150]] },
  { from: 'northEast', to: 'north', course: 'limit', via: [[4600, 4990]] },
  { from: 'north', to: 'riverTop', course: 'limit', via: [[2800, 4880]] },
  { from: 'riverTop', to: 'northWest', course: 'limit' },
  { from: 'northWest', to: 'castleWest', course: 'limit', via: [[200, 4200]] },
  { from: 'castleWest', to: 'orchardsWest', course: 'limit' },
  { from: 'orchardsWest', to: 'westShore', course: 'limit' },
  { from: 'riverTop', to: 'riverNorth', course: 'river', via: [[1610, 4430]] },
  { from: 'riverNorth', to: 'riverMiddle', course: 'river', via: [[2030, 3420]] },
  { from: 'riverMiddle', to: 'riverSouth', course: 'river', via: [[2050, 2760]] },
  { from: 'riverSouth', to: 'riverMouth', course: 'river', via: [[2250, 2080]] },
  { from: 'orchardsWest', to: 'beachInland', course: 'avenue', street: 'Avenida del Poniente' },
  { from: 'beachInland', to: 'riverSouth', course: 'avenue', street: 'Avenida del Poniente' },
  { from: 'riverSouth', to: 'oldTownSouth', course: 'avenue', street: 'Avenida del Puente' },
  { from: 'oldTownSouth', to: 'oldTownEast', course: 'avenue', street: 'Calle Mayor' },
  { from: 'oldTownEast', to: 'harbourEast', course: 'avenue', street: 'Calle del Astillero' },
  { from: 'oldTownEast', to: 'lighthouseNorth', course: 'avenue', street: 'Avenida del Levante' },
  { from: 'lighthouseNorth', to: 'docksWest', course: 'avenue', street: 'Calle de la Aduana' },
  { from: 'oldTownEast', to: 'gridEast', course: 'avenue', street: 'Rambla Vieja' },
  { from: 'gridEast', to: 'gridSouth', course: 'avenue', street: 'Ronda de la Muralla' },
  { from: 'gridSouth', to: 'riverMiddle', course: 'avenue', street: 'Ronda de la Muralla' },
  { from: 'gridEast', to: 'marketEast', course: 'avenue', street: 'Avenida de la Lonja' },
  { from: 'marketEast', to: 'lighthouseNorth', course: 'avenue', street: 'Avenida de la Aduana' },
  { from: 'gridEast', to: 'gridNorthEast', course: 'avenue', street: 'Gran Vía de la Estación' },
  { from: 'gridNorthEast', to: 'gridNorthWest', course: 'avenue', street: 'Avenida del Norte' },
  { from: 'gridNorthWest', to: 'riverNorth', course: 'avenue', street: 'Avenida del Norte' },
  { from: 'riverNorth', to: 'castleSouth', course: 'avenue', street: 'Avenida del Castillo' },
  { from: 'castleSouth', to: 'castleWest', course: 'avenue', street: 'Avenida del Castillo' },
  { from: 'marketEast', to: 'stationNorth', course: 'avenue', street: 'Calle de la Vía' },
  { from: 'stationNorth', to: 'gridNorthEast', course: 'avenue', street: 'Avenida del Olivar' },
  { from: 'marketEast', to: 'grovesSouth', course: 'avenue', street: 'Carretera del Muelle' },
  { from: 'grovesSouth', to: 'docksEast', course: 'avenue', street: 'Carretera del Muelle' },
  { from: 'gridNorthEast', to: 'north', course: 'avenue', street: 'Carretera de la Sierra' },
];

/** The corners of each area, walked round once. */
export const areaCorners: Record<string, Corner[]> = {
  'old-harbour': ['riverMouth', 'harbourEast', 'oldTownEast', 'oldTownSouth', 'riverSouth'],
  'old-town': ['riverSouth', 'oldTownSouth', 'oldTownEast', 'gridEast', 'gridSouth', 'riverMiddle'],
  lighthouse: ['harbourEast', 'docksWest', 'lighthouseNorth', 'oldTownEast'],
  'market-quarter': ['oldTownEast', 'lighthouseNorth', 'marketEast', 'gridEast'],
  'new-town': ['riverMiddle', 'gridSouth', 'gridEast', 'gridNorthEast', 'gridNorthWest', 'riverNorth'],
  station: ['gridEast', 'marketEast', 'stationNorth', 'gridNorthEast'],
  docks: ['docksWest', 'docksEast', 'grovesSouth', 'marketEast', 'lighthouseNorth'],
  'olive-groves': [
    'grovesSouth',
    'docksEast',
    'eastShore',
    'northEast',
    'north',
    'gridNorthEast',
    'stationNorth',
    'marketEast',
  ],
  mills: ['riverNorth', 'gridNorthWest', 'gridNorthEast', 'north', 'riverTop'],
  'castle-hill': ['castleWest', 'castleSouth', 'riverNorth', 'riverTop', 'northWest'],
  orchards: [
    'orchardsWest',
    'beachInland',
    'riverSouth',
    'riverMiddle',
    'riverNorth',
    'castleSouth',
    'castleWest',
  ],
  beach: ['westShore', 'riverMouth', 'riverSouth', 'beachInland', 'orchardsWest'],
};

const landCorners: Corner[] = [
  'westShore',
  'riverMouth',
  'harbourEast',
  'docksWest',
  'docksEast',
  'eastShore',
  'northEast',
  'north',
  'riverTop',
  'northWest',
  'castleWest',
  'orchardsWest',
];

const roughness: Record<Course, number> = {
  avenue: 0.035,
  sand: 0,
  rock: 0.16,
  quay: 0,
  river: 0,
  limit: 0.1,
};

/** Splits a line again and again, pushing each new middle a little sideways, as real lines wander. */
function roughen(a: Point, b: Point, share: number, chance: Chance): Point[] {
  const long = distance(a, b);
  if (long < 60) return [a];
  const push = (chance() - 0.5) * 2 * share * long;
  const middle = between(a, b, 0.5);
  const bent: Point = [middle[0] - ((b[1] - a[1]) / long) * push, middle[1] + ((b[0] - a[0]) / long) * push];
  return [...roughen(a, bent, share, chance), ...roughen(bent, b, share, chance)];
}

function draw(border: Border, chance: Chance): Point[] {
  const through: Point[] = [corners[border.from], ...(border.via ?? []), corners[border.to]];
  if (border.course === 'sand' || border.course === 'river') return smooth(through, 45);
  if (border.course === 'quay') return through;
  const bent = border.course === 'avenue' ? through : smooth(through, 150);
  const line = bent
    .slice(1)
    .flatMap((point, at) => roughen(bent[at] ?? point, point, roughness[border.course], chance));
  const wandering = [...line, corners[border.to]];
  // An avenue bends, it does not zigzag: a curve through every second wandering point.
  if (border.course !== 'avenue') return wandering;
  return smooth(
    wandering.filter((_, at) => at % 2 === 0 || at === wandering.length - 1),
    40,
  );
}

export type DrawnBorder = { course: Course; street?: string; line: Point[] };
export type Outline = {
  borders: DrawnBorder[];
  /** Rings without the repeated first point. */
  areas: { slug: string; ring: Point[] }[];
  land: Point[];
  /** From the western shore, the sea on the right, to the eastern shore. */
  coast: Point[];
  river: Point[];
  limit: Point[];
};

export function drawOutline(seed: number): Outline {
  const chance = chanceFrom(seed);
  const lines = new Map<string, Point[]>();
  const drawn = borders.map((border) => {
    const line = draw(border, chance);
    lines.set(`${border.from} ${border.to}`, line);
    lines.set(`${border.to} ${border.from}`, [...line].reverse());
    return { course: border.course, ...(border.street ? { street: border.street } : {}), line };
  });
  const walk = (round: Corner[]) =>
    round.flatMap((corner, at) => {
      const next = round[(at + 1) % round.length] ?? corner;
      const line = lines.get(`${corner} ${next}`);
      if (!line) throw new Error(`No border from ${corner} to ${next}`);
      return line.slice(0, -1);
    });
  const joined = (course: Course[]) =>
    drawn
      .filter((border) => course.includes(border.course))
      .flatMap((border, at) => (at ? border.line.slice(1) : border.line));
  return {
    borders: drawn,
    areas: Object.entries(areaCorners).map(([slug, round]) => ({ slug, ring: walk(round) })),
    land: walk(landCorners),
    coast: joined(['sand', 'quay', 'rock']),
    river: joined(['river']),
    limit: joined(['limit']),
  };
}
