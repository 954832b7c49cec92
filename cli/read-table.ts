/** Rows of a CSV file, plain or packed, one after the other: a file of any size takes the memory of a few rows. */
import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
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

/** A row may go over many lines, but not over these: a quote that is never closed would swallow the rest of the file. */
const MOST_LINES = 1000;

const quotesIn = (line: string): number => line.split('"').length - 1;

/** The cells of one row; undefined when its quotes make no sense. */
function cellsOf(text: string): readonly string[] | undefined {
  // Most rows have no quotes, and then a comma is a comma.
  if (!text.includes('"')) return text.split(',');
  try {
    const records: string[][] = parse(text, { relax_column_count: true });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
}

interface Taken extends TableRow {
  /** How many lines the row takes; one where it can not be read, so that reading goes on with the next line. */
  readonly lines: number;
}

/** The row at the beginning of these lines; undefined while a quote is open and more lines may close it. */
function takeRow(lines: readonly string[], line: number, isEnd: boolean): Taken | undefined {
  let quotes = 0;
  for (const [at, text] of lines.entries()) {
    quotes += quotesIn(text);
    if (quotes % 2 !== 0) continue;
    const cells = cellsOf(lines.slice(0, at + 1).join('\n'));
    return { line, cells, lines: cells ? at + 1 : 1 };
  }
  return isEnd || lines.length >= MOST_LINES ? { line, cells: undefined, lines: 1 } : undefined;
}

/** A row that can not be read costs its own line alone: the next line is tried as the beginning of a row again. */
async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<TableRow> {
  let open: string[] = [];
  let line = 1;
  const drain = function* (isEnd: boolean): Generator<TableRow> {
    while (open.length > 0) {
      const row = takeRow(open, line, isEnd);
      if (!row) return;
      const isEmpty = row.lines === 1 && open[0] === '';
      open = open.slice(row.lines);
      line += row.lines;
      if (!isEmpty) yield row;
    }
  };
  for await (const text of lines) {
    open.push(line === 1 && open.length === 0 ? text.replace(/^\uFEFF/, '') : text);
    // While a quote is open, only a line with a quote can close it.
    if (open.length === 1 || text.includes('"') || open.length >= MOST_LINES) yield* drain(false);
  }
  yield* drain(true);
}

export async function openTable(path: string): Promise<Table> {
  let size: number;
  try {
    size = statSync(path).size;
  } catch {
    throw new CommandFailure(`There is no file ${path}.`);
  }
  const file = createReadStream(path);
  const unpacked = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  if (unpacked !== file) file.on('error', (error) => unpacked.destroy(error));
  const rows = rowsOf(createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY }));
  const first = await rows.next();
  const header = first.done ? undefined : first.value.cells;
  if (!header) throw new CommandFailure(`${path} has no row with the names of its columns.`);
  return { header, size, readBytes: () => file.bytesRead, rows };
}
