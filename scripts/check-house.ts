/** The rules of the house that no ready-made tool knows: sizes, names, one floor plan for every slice, no way around a check. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const GROUND = ['kernel', 'jurisdiction', 'identity', 'access', 'door', 'journeys'];
const LONGEST_FILE = 400;
const NAMELESS = /(^|[-.])(utils?|helpers?|common|manager|misc|v2)([-.]|$)/;
/** Spelt in pieces, so that this file does not find itself. */
const WAYS_AROUND = [
  '@ts-' + 'ignore',
  '@ts-' + 'nocheck',
  'biome-' + 'ignore',
  'test.' + 'skip(',
  'test.' + 'only(',
  'it.' + 'skip(',
];
const MACHINE_PATHS = /(?<![\w.])\/(work|home\/\w+|root|Users\/\w+)\/[\w.-]+/;

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export function checkFile({ path, text }: SourceFile): string[] {
  const faults: string[] = [];
  const lines = text.split('\n').length - 1;
  if (/\.(ts|tsx|mjs|cjs|css|cedar)$/.test(path) && lines > LONGEST_FILE) {
    faults.push(`${path}: ${lines} lines; ${LONGEST_FILE} is the most. Split it by what it does.`);
  }
  const name = basename(path);
  if (/\.(ts|tsx|mjs)$/.test(name) && !/^[a-z0-9.-]+$/.test(name))
    faults.push(`${path}: file names are in kebab-case.`);
  if (NAMELESS.test(name)) faults.push(`${path}: what it does has a name; say it.`);
  if (/\.(ts|tsx|mjs)$/.test(path)) {
    for (const way of WAYS_AROUND)
      if (text.includes(way)) faults.push(`${path}: "${way}" goes around a check.`);
  }
  const machine = MACHINE_PATHS.exec(text);
  if (machine) faults.push(`${path}: names a path of one machine (${machine[0]}).`);
  return faults;
}

/** Code naming a table in SQL: `from reports.report`, `insert into reports.token` … */
const NAMED_TABLE = /\b(?:from|join|into|update|truncate|table|only)\s+([a-z_]+)\.([a-z_]+)\b/gi;

export function tablesNamedIn(text: string): { schema: string; table: string }[] {
  const found = [...text.matchAll(NAMED_TABLE)].map(([, schema = '', table = '']) => ({ schema, table }));
  return found.filter(({ schema }) => schema !== 'kernel' && schema !== 'graphile_worker');
}

/** @param entries names in the slice's folder */
export function checkFloorPlan(
  slice: string,
  entries: readonly string[],
  files: readonly SourceFile[],
): string[] {
  const faults: string[] = [];
  const has = (name: string) => entries.includes(name);
  const need = (name: string, why: string) => {
    if (!has(name)) faults.push(`domain/${slice}: ${name} is missing: ${why}.`);
  };
  if (has('permissions.cedar')) need('permissions.cedarschema', 'rules are validated against a schema');
  if (has('migrations')) need('store.ts', 'tables are known by the store');
  for (const folder of entries.filter(
    (name) => !name.includes('.') && !['commands', 'migrations'].includes(name),
  )) {
    faults.push(`domain/${slice}/${folder}: the floor plan has commands/ and migrations/ alone.`);
  }
  return [...faults, ...checkTables(slice, files)];
}

/** Every folder of the domain, the ground floors as well, says by itself what lives in it. */
export function checkFace(folder: string, entries: readonly string[]): string[] {
  const why = {
    'index.ts': 'a folder is entered by its face',
    'README.md': 'ten lines say what lives here',
  };
  return Object.entries(why)
    .filter(([name]) => !entries.includes(name))
    .map(([name, reason]) => `domain/${folder}: ${name} is missing: ${reason}.`);
}

/** A table is named by its own slice only, and there by the store alone, which may be several files called `…store.ts`. */
function checkTables(slice: string, files: readonly SourceFile[]): string[] {
  const schema = slice.replaceAll('-', '_');
  const faults: string[] = [];
  for (const { path, text } of files.filter(
    (file) => /\.ts$/.test(file.path) && !/\.test\.ts$/.test(file.path),
  )) {
    for (const named of tablesNamedIn(text)) {
      const table = `${named.schema}.${named.table}`;
      if (named.schema !== schema) faults.push(`${path}: names ${table}, which belongs to another.`);
      else if (!/store\.ts$/.test(path))
        faults.push(`${path}: names ${table}; tables are known by the store.`);
    }
  }
  return [...new Set(faults)];
}

function listTracked(): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

function readSources(): SourceFile[] {
  const text = /\.(ts|tsx|mjs|cjs|js|css|cedar|cedarschema|sql|md|json|yml|yaml|sh)$|^\.ci\/run$/;
  return listTracked()
    .filter((path) => text.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function main(): void {
  const sources = readSources();
  const faults = sources.flatMap(checkFile);
  for (const folder of readdirSync(join(ROOT, 'domain'))) {
    const entries = readdirSync(join(ROOT, 'domain', folder));
    faults.push(...checkFace(folder, entries));
    if (GROUND.includes(folder)) continue;
    const files = sources.filter(({ path }) => path.startsWith(`domain/${folder}/`));
    faults.push(...checkFloorPlan(folder, entries, files));
  }
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

if (import.meta.main) main();
