/** Every package that ships has a licence that lets us ship it. GPL and AGPL would bind everybody who runs Concord. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Read by a person; anything else is looked at before it is added here. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'MPL-2.0',
  'LGPL-3.0-or-later',
  'LGPL-3.0',
  'LGPL-2.1',
  'PostgreSQL',
  'Zlib',
  'WTFPL',
  'CC-BY-4.0',
  'EUPL-1.2',
]);

/** Packages whose manifest is silent; what their own files say, read by a person. */
const READ_BY_HAND: Readonly<Record<string, string>> = { 'combine-errors@3.0.3': 'MIT' };

interface Entry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** An SPDX expression: one of several by OR is enough, all by AND are needed. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/[()]/g, '').trim();
  return plain
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((part) => ALLOWED.has(part.trim())));
}

const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

function licenceOf(path: string, entry: Entry): string {
  if (entry.license) return entry.license;
  const read = READ_BY_HAND[`${nameOf(path)}@${entry.version}`];
  if (read) return read;
  const manifest = join(ROOT, path, 'package.json');
  if (!existsSync(manifest)) return 'unknown';
  const found: { license?: string | { type?: string }; licenses?: { type: string }[] } = JSON.parse(
    readFileSync(manifest, 'utf8'),
  );
  if (typeof found.license === 'string') return found.license;
  return found.license?.type ?? found.licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown';
}

function main(): void {
  const lock: { packages: Record<string, Entry> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  );
  const shipped = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && !entry.dev && !entry.devOptional,
  );
  const refused = shipped
    .map(([path, entry]) => ({ path, version: entry.version ?? '', licence: licenceOf(path, entry) }))
    .filter(({ licence }) => !isAllowed(licence));
  for (const { path, version, licence } of refused) {
    process.stdout.write(`${nameOf(path)} ${version}: ${licence}\n`);
  }
  process.exitCode = refused.length > 0 ? 1 : 0;
}

if (import.meta.main) main();
