/** Rows of a CSV file, plain or packed, one after the other: a file of any size takes the memory of a few rows. */
import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { CommandFailure } from './exit-codes.ts';

export interface TableRow {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  /** Undefined where the row can not be read as one. */
  readonly cells: readonly string[] | undefined;
}

export interface Table {
  readonly header: readonly string[];
  /** Bytes of the file, as it lies on the disk. */
  readonly size: number;
  /** How many of them have been read so far. */
  readBytes(): number;
  readonly rows: AsyncIterable<TableRow>;
}

/** Longer rows are refused: one quote that is never closed would otherwise swallow the rest of the file. */
const LONGEST_ROW = 256_000;

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    throw new CommandFailure(`There is no file ${path}.`);
  }
}

async function* rowsOf(records: AsyncIterable<Parsed>, unreadable: number[]): AsyncGenerator<TableRow> {
  let last = 0;
  const told = () => unreadable.splice(0).map((line) => ({ line, cells: undefined }));
  for await (const { record, info } of records) {
    yield* told();
    // The parser says where a row ends; it begins behind the one before.
    yield { line: last + 1, cells: record };
    last = info.lines;
  }
  yield* told();
}

export async function openTable(path: string): Promise<Table> {
  const size = sizeOf(path);
  const file = createReadStream(path);
  const unreadable: number[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
  });
  parser.on('skip', (error?: { lines?: number }) => unreadable.push(error?.lines ?? 0));
  const unpacked = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  for (const stream of [file, unpacked]) stream.on('error', (error: Error) => parser.destroy(error));
  const rows = rowsOf(unpacked.pipe(parser), unreadable);
  const first = await rows.next();
  const header = first.done ? undefined : first.value.cells;
  if (!header) throw new CommandFailure(`${path} has no row with the names of its columns.`);
  return { header, size, readBytes: () => file.bytesRead, rows };
}
