/** The requests of residents of Boston, brought in as anybody would: by the command. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openTable } from '../../cli/read-table.ts';
import { tell } from './figures.ts';

const ROOT = join(import.meta.dirname, '../..');
const PLACE = join(ROOT, 'content/boston');
const SAMPLE = join(ROOT, 'tests/fixtures/boston-sample.csv.gz');

export interface BostonFile {
  readonly path: string;
  /** A sample never goes by the name of the whole. */
  readonly name: 'boston' | 'boston-sample';
}

/** The whole file when it lies beside the checkout or where `CONCORD_BOSTON_CSV` says, otherwise the committed sample. */
export function findBostonFile(): BostonFile {
  const named = process.env.CONCORD_BOSTON_CSV;
  // Concord refuses to start with a setting that it does not know, and this one is not its own.
  delete process.env.CONCORD_BOSTON_CSV;
  const path = resolve(ROOT, named ?? '../shared/data/boston-311-2015-jan-sep.csv.gz');
  if (existsSync(path)) return { path, name: 'boston' };
  if (named) throw new Error(`There is no file ${path}, which CONCORD_BOSTON_CSV names.`);
  tell(`There is no ${path}: measured with the sample of 3,000 rows, as boston-sample.`);
  return { path: SAMPLE, name: 'boston-sample' };
}

/** `npx concord … --json` over this data; `fine` are the exit codes that are no failure. */
async function concord<T>(dataDirectory: string, words: readonly string[], fine = [0]): Promise<T> {
  const child = spawn(process.execPath, [join(ROOT, 'cli/concord.mjs'), ...words, '--json'], {
    cwd: ROOT,
    env: { ...process.env, CONCORD_DATA: dataDirectory, CONCORD_DEMO: 'off', CONCORD_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code === null || !fine.includes(code))
    throw new Error(`concord ${words.slice(0, 2).join(' ')} ended with ${code}. ${said.slice(0, 2000)}`);
  return JSON.parse(said);
}

export interface Imported {
  readonly rows: number;
  readonly taken: number;
  readonly refused: number;
  readonly seconds: number;
}

export interface ComparedArea {
  readonly area: string | null;
  readonly open: number;
  readonly closed: number;
  readonly openHere: number;
  readonly closedHere: number;
  readonly byPoint: number;
}

/** Into a fresh directory: the place, the file, and two who work there. */
export async function bringIn(dataDirectory: string, { path }: BostonFile): Promise<Imported> {
  rmSync(dataDirectory, { recursive: true, force: true });
  mkdirSync(dataDirectory, { recursive: true });
  await concord(dataDirectory, ['tenant', 'add', PLACE]);
  const map = ['--map', join(PLACE, 'mapping.json'), '--tenant', 'boston'];
  const rejected = ['--rejected', join(dataDirectory, 'rejected.csv')];
  return concord<Imported>(dataDirectory, ['import', 'csv', path, ...map, ...rejected], [0, 2]);
}

/** Fails, as the command does, when any count of the file is not the one that stands here. */
export async function verify(dataDirectory: string, { path }: BostonFile): Promise<readonly ComparedArea[]> {
  const map = ['--map', join(PLACE, 'mapping.json'), '--tenant', 'boston'];
  const words = ['import', 'csv', path, ...map, '--verify'];
  const { equal, areas } = await concord<{ equal: boolean; areas: ComparedArea[] }>(dataDirectory, words);
  if (!equal) throw new Error('The counts by status and district are not those of the file.');
  return areas;
}

export async function addStaff(dataDirectory: string, code: string, more: readonly string[]): Promise<void> {
  const who = ['--name', code, '--email', `${code}@example.org`];
  await concord(dataDirectory, ['user', 'add', code, ...who, ...more]);
}

interface Counts {
  open: number;
  closed: number;
}

/** Counted from the file's own columns, without the mapping: `A1` and `A-1` are one district, '' is none. */
async function countFile({ path }: BostonFile): Promise<Map<string, Counts>> {
  const table = await openTable(path);
  const status = table.header.indexOf('status');
  const district = table.header.indexOf('police_district');
  const counted = new Map<string, Counts>();
  for await (const { cells } of table.rows) {
    if (!cells) continue;
    const name = cells[district]?.replaceAll('-', '').toLowerCase() ?? '';
    const counts = counted.get(name) ?? { open: 0, closed: 0 };
    counts[cells[status] === 'Open' ? 'open' : 'closed'] += 1;
    counted.set(name, counts);
  }
  return counted;
}

/**
 * How many reports stand elsewhere than the file's columns say. Rows without a district may lie in one by their point:
 * so many that a district has too much are so many that are missing among those without.
 */
export async function countMisplaced(file: BostonFile, areas: readonly ComparedArea[]): Promise<number> {
  const counted = await countFile(file);
  let misplaced = 0;
  const left: Counts = { open: 0, closed: 0 };
  for (const { area, openHere, closedHere, byPoint } of areas) {
    const own = counted.get(area ?? '') ?? { open: 0, closed: 0 };
    counted.delete(area ?? '');
    const more: Counts = { open: openHere - own.open, closed: closedHere - own.closed };
    left.open += more.open;
    left.closed += more.closed;
    if (area !== null) misplaced += Math.abs(more.open + more.closed - byPoint);
  }
  const unseen = [...counted.values()].reduce((sum, { open, closed }) => sum + open + closed, 0);
  return misplaced + Math.abs(left.open) + Math.abs(left.closed) + unseen;
}
