/** Looks through everything that is kept, as a thief of the disk would: tables, files and what stands beside them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { RunningConcord } from './running-concord.ts';

/** What is looked for: words, or bytes such as a place written by a camera. */
export type Needle = string | Buffer;

export interface Kept {
  /** Where it stands: a table or a file. */
  readonly place: string;
  readonly bytes: Buffer;
}

/**
 * Every row of every table as text, as a dump has it; binary columns come as hex. Row-level security holds for the
 * owner too, so it is put aside for one transaction that is taken back.
 */
export async function dumpTables({ database }: RunningConcord): Promise<Kept[]> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin');
    const tables = await owner.query<{ name: string; guarded: boolean }>(
      `select format('%I.%I', nspname, relname) as name, relforcerowsecurity as guarded
       from pg_class join pg_namespace on pg_namespace.oid = relnamespace
       where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema')`,
    );
    const kept: Kept[] = [];
    for (const { name, guarded } of tables.rows) {
      if (guarded) await owner.query(`alter table ${name} no force row level security`);
      const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${name} t`);
      kept.push({ place: name, bytes: Buffer.from(rows.map(({ row }) => row).join('\n')) });
    }
    await owner.query('rollback');
    return kept;
  } finally {
    await owner.end();
  }
}

/** Every file below the data directory, its name among its bytes. */
export async function readFiles({ dataDirectory }: RunningConcord): Promise<Kept[]> {
  const entries = await readdir(dataDirectory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { place: path, bytes: Buffer.concat([Buffer.from(`${path}\n`), await readFile(path)]) };
    }),
  );
}

/** One needle in every dress it could stand in: plain, both UTF-16, hex, and base64 at each of its three beginnings. */
function dressesOf(needle: Needle): Buffer[] {
  const plain = typeof needle === 'string' ? Buffer.from(needle) : needle;
  const dresses = [plain];
  if (typeof needle === 'string') {
    const wide = Buffer.from(needle, 'utf16le');
    dresses.push(wide, Buffer.from(wide).swap16(), Buffer.from(encodeURIComponent(needle)));
  }
  const hex = plain.toString('hex');
  dresses.push(Buffer.from(hex), Buffer.from(hex.toUpperCase()));
  for (const before of [0, 1, 2]) {
    // The first and last letters depend on what stands beside it, so they are left off.
    const letters = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '');
    const own = letters.slice(before === 0 ? 0 : before + 1, -1);
    dresses.push(Buffer.from(own), Buffer.from(own.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return dresses;
}

/** Which needles can be read where; empty when nothing can. */
export function findReadable(kept: readonly Kept[], needles: readonly Needle[]): string[] {
  return needles.flatMap((needle) => {
    const dresses = dressesOf(needle);
    return kept
      .filter(({ bytes }) => dresses.some((dress) => bytes.includes(dress)))
      .map(({ place }) => `${typeof needle === 'string' ? needle : needle.toString('hex')} in ${place}`);
  });
}
