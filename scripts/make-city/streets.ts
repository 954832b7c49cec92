// Streets and house blocks. Each area has a grid of its own: turned, spaced and bent to its character,
// cut off wherever there is water, a park, or the avenue that borders the area.
import {
  centreOf,
  distance,
  distanceToLine,
  isInside,
  lengthOf,
  type Point,
  simplify,
  stretchesWhere,
} from './geometry.ts';
import { chanceAt, noiseAt } from './random.ts';
import { streetNames } from './street-names.ts';

type Character = {
  /** Radians by which the grid is turned. */
  turn: number;
  /** Metres between the streets one way and the other. */
  wide: number;
  deep: number;
  /** Metres by which lines wander, and the size of a bend. */
  bend: number;
  bump: number;
  /** Share of street pieces that are missing, which makes corners and dead ends. */
  missing: number;
  /** Share of blocks that are left open as yards and green. */
  open: number;
};

const characters: Record<string, Character> = {
  'old-harbour': { turn: -0.25, wide: 92, deep: 72, bend: 26, bump: 210, missing: 0.2, open: 0.04 },
  'old-town': { turn: 0.2, wide: 84, deep: 68, bend: 34, bump: 190, missing: 0.24, open: 0.04 },
  lighthouse: { turn: 0.32, wide: 104, deep: 84, bend: 24, bump: 260, missing: 0.14, open: 0.08 },
  'market-quarter': { turn: 0.12, wide: 104, deep: 84, bend: 14, bump: 280, missing: 0.1, open: 0.03 },
  'new-town': { turn: 0.05, wide: 117, deep: 117, bend: 0, bump: 500, missing: 0, open: 0.01 },
  station: { turn: 0.1, wide: 130, deep: 110, bend: 8, bump: 400, missing: 0.08, open: 0.1 },
  docks: { turn: -0.02, wide: 210, deep: 150, bend: 6, bump: 500, missing: 0.06, open: 0.2 },
  'olive-groves': { turn: -0.3, wide: 172, deep: 118, bend: 48, bump: 520, missing: 0.16, open: 0.24 },
  mills: { turn: 0.08, wide: 138, deep: 108, bend: 30, bump: 420, missing: 0.12, open: 0.16 },
  'castle-hill': { turn: 0.5, wide: 160, deep: 112, bend: 60, bump: 460, missing: 0.2, open: 0.26 },
  orchards: { turn: 0.18, wide: 156, deep: 112, bend: 36, bump: 480, missing: 0.16, open: 0.22 },
  beach: { turn: 0.28, wide: 128, deep: 92, bend: 22, bump: 420, missing: 0.1, open: 0.12 },
};

export type Street = { name: string; area: string; class: 'avenue' | 'street' | 'path'; line: Point[] };

export type Ground = {
  seed: number;
  area: string;
  ring: Point[];
  /** True where a street may run. */
  isFree: (point: Point) => boolean;
};

type Grid = { at: (u: number, v: number) => Point; reach: number; character: Character; origin: Point };

function gridOf({ area, ring, seed }: Ground): Grid {
  const character = characters[area];
  if (!character) throw new Error(`No character for ${area}`);
  const origin = centreOf(ring);
  const { turn, bend, bump } = character;
  const at = (u: number, v: number): Point => {
    const x = origin[0] + u * Math.cos(turn) - v * Math.sin(turn);
    const y = origin[1] + u * Math.sin(turn) + v * Math.cos(turn);
    return [x + bend * noiseAt(seed, x, y, bump), y + bend * noiseAt(seed + 77, x, y, bump)];
  };
  const reach = Math.max(...ring.map((point) => distance(point, origin))) + 60;
  return { at, reach, character, origin };
}

function isMissing(seed: number, share: number, row: number, piece: number): boolean {
  return chanceAt(seed, row, piece) < share;
}

/** The lines of one direction, as stretches of free ground, longest name-bearing line first. */
function linesOneWay(ground: Ground, grid: Grid, way: 'across' | 'up'): Point[][][] {
  const { character, reach } = grid;
  const [gap, step] = way === 'up' ? [character.wide, character.deep] : [character.deep, character.wide];
  const salt = ground.seed + (way === 'up' ? 11 : 23);
  const rows: Point[][][] = [];
  const most = Math.ceil(reach / gap);
  for (let row = -most; row <= most; row++) {
    const along = Math.ceil(reach / step);
    const pieces: Point[][] = [[]];
    for (let piece = -along; piece < along; piece++) {
      const current = pieces[pieces.length - 1] ?? [];
      if (isMissing(salt, character.missing, row, piece)) {
        if (current.length) pieces.push([]);
        continue;
      }
      const samples = 8;
      for (let k = current.length ? 1 : 0; k <= samples; k++) {
        const run = (piece + k / samples) * step;
        current.push(way === 'up' ? grid.at(row * gap, run) : grid.at(run, row * gap));
      }
    }
    const stretches = pieces
      .flatMap((piece) => stretchesWhere(piece, ground.isFree))
      .filter((part) => lengthOf(part) > 45);
    if (stretches.length) rows.push(stretches);
  }
  return rows;
}

export function drawStreets(ground: Ground): Street[] {
  const grid = gridOf(ground);
  const rows = [...linesOneWay(ground, grid, 'across'), ...linesOneWay(ground, grid, 'up')];
  const total = (row: Point[][]) => row.reduce((sum, part) => sum + lengthOf(part), 0);
  const names = streetNames[ground.area] ?? [];
  return rows
    .sort((a, b) => total(b) - total(a))
    .flatMap((row, at) =>
      row.map((part): Street => {
        const name = names[at];
        return {
          name: name ?? '',
          area: ground.area,
          class: name ? 'street' : 'path',
          line: simplify(part, 1.2),
        };
      }),
    );
}

/** House blocks between the streets, the corners of the new town cut off as its builder wanted them. */
export function drawBlocks(ground: Ground): Point[][] {
  const grid = gridOf(ground);
  const { wide, deep, open } = grid.character;
  const kerb = ground.area === 'new-town' ? 10 : 6.5;
  const blocks: Point[][] = [];
  for (let i = -Math.ceil(grid.reach / wide); i < grid.reach / wide; i++) {
    for (let j = -Math.ceil(grid.reach / deep); j < grid.reach / deep; j++) {
      if (chanceAt(ground.seed + 5, i, j) < open) continue;
      const cell = {
        left: i * wide + kerb,
        right: (i + 1) * wide - kerb,
        low: j * deep + kerb,
        high: (j + 1) * deep - kerb,
      };
      const block = blockIn(grid, cell, ground.area === 'new-town' ? 15 : 0);
      const tested = [...block, centreOf(block)];
      if (tested.every((point) => ground.isFree(point) && distanceToLine(point, ground.ring) > 15))
        blocks.push(block);
    }
  }
  return blocks;
}

function blockIn(
  grid: Grid,
  cell: { left: number; right: number; low: number; high: number },
  cut: number,
): Point[] {
  const { left, right, low, high } = cell;
  const corners: Point[] = cut
    ? [
        [left + cut, low],
        [right - cut, low],
        [right, low + cut],
        [right, high - cut],
        [right - cut, high],
        [left + cut, high],
        [left, high - cut],
        [left, low + cut],
      ]
    : [
        [left, low],
        [right, low],
        [right, high],
        [left, high],
      ];
  return corners.map(([u, v]) => grid.at(u, v));
}

/** Ground that is neither park nor square, and keeps clear of the waterside roads. */
export function freeGround(ring: Point[], open: Point[][], water: { coast: Point[]; river: Point[] }) {
  return (point: Point): boolean =>
    isInside(point, ring) &&
    !open.some((patch) => isInside(point, patch)) &&
    distanceToLine(point, water.coast) > 36 &&
    distanceToLine(point, water.river) > 58;
}
