/** A file becomes reports: rows are read, taken or refused, and stored in batches that each stand by themselves. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import {
  countImportedReports,
  importDuty,
  importReports,
  type OpenImport,
  openImport,
  ROWS_AT_ONCE,
  type RowProblem,
} from '#domain/journeys';
import type { Runtime, TenantId } from '#domain/kernel';
import { openTable, type TableRow } from './read-table.ts';

type Problem = RowProblem | 'unreadable' | 'twice';
type Report = Extract<ReturnType<OpenImport['read']>, { report: object }>['report'];

/** For the list of refused rows. */
export const PROBLEM_WORDS: Readonly<Record<Problem, string>> = {
  unreadable: 'can not be read: a quote is missing, or the row is very long',
  columns: 'has more or fewer columns than the first row',
  'no-number': 'has no number of its own',
  twice: 'has a number that a row above has too',
  'no-words': 'says nothing',
  'too-long': 'has a longer text than a report can hold',
  'no-sending-date': 'does not say when it was sent',
  'no-closing-date': 'is closed and does not say when',
  'date-wrong': 'has a date that does not exist',
  'in-the-future': 'has a date that is yet to come',
  'status-unknown': 'has a state that the mapping does not know',
  'category-unknown': 'has a category that the mapping does not know',
};

/** By area and state; `null` is no area. `byPoint` are those whose row names no area, but whose point lies in one. */
export interface AreaLine {
  readonly area: string | null;
  open: number;
  closed: number;
  byPoint: number;
}

export interface ImportResult {
  rows: number;
  taken: number;
  /** Rows that stand here already, from an earlier run. */
  known: number;
  refused: number;
  readonly reasons: Partial<Record<Problem, number>>;
  /** What the file says of the rows that can be taken. */
  readonly areas: AreaLine[];
}

export interface ImportOrder {
  readonly runtime: Runtime;
  readonly tenant: TenantId;
  readonly file: string;
  readonly mapping: unknown;
  /** Where refused rows are listed; nowhere when undefined. */
  readonly rejected?: string | undefined;
  /** Read everything, store nothing. */
  readonly dryRun: boolean;
  onProgress?(readBytes: number, size: number): void;
}

/** A list that is written as it grows, and that appears only if there is something to list. */
function openList(path: string | undefined) {
  let file: ReturnType<typeof createWriteStream> | undefined;
  return {
    async add(line: number, problem: Problem, number: string): Promise<void> {
      if (!path) return;
      if (!file) {
        file = createWriteStream(path, { mode: 0o600 });
        file.write('line,reason,number,what\n');
      }
      // Never the row itself: what a person wrote does not lie about in a list.
      const id = /^[\w.-]{1,60}$/.test(number) ? number : '';
      if (!file.write(`${line},${problem},${id},"${PROBLEM_WORDS[problem]}"\n`)) await once(file, 'drain');
    },
    async end(): Promise<void> {
      if (!file) return;
      file.end();
      await once(file, 'close');
    },
  };
}

class Tally {
  readonly result: ImportResult = { rows: 0, taken: 0, known: 0, refused: 0, reasons: {}, areas: [] };
  readonly #byArea = new Map<string | null, AreaLine>();

  refuse(problem: Problem): void {
    this.result.refused += 1;
    this.result.reasons[problem] = (this.result.reasons[problem] ?? 0) + 1;
  }

  accept(area: string | null, isClosed: boolean, byPoint: boolean): void {
    const line = this.#byArea.get(area) ?? { area, open: 0, closed: 0, byPoint: 0 };
    if (!this.#byArea.has(area)) this.result.areas.push(line);
    this.#byArea.set(area, line);
    line[isClosed ? 'closed' : 'open'] += 1;
    if (byPoint) line.byPoint += 1;
  }
}

/** Decides rows one by one, each number once a file. */
function decider(opened: OpenImport, tally: Tally) {
  const seen = new Set<string>();
  return ({ cells }: TableRow): { report: Report } | { problem: Problem } => {
    tally.result.rows += 1;
    const read = cells ? opened.read(cells) : { problem: 'unreadable' as const };
    if ('problem' in read) return read;
    const { report, areaBy } = read;
    if (seen.has(report.external)) return { problem: 'twice' };
    seen.add(report.external);
    const slug = report.area ? (opened.place.areaById(report.area)?.slug ?? null) : null;
    tally.accept(slug, report.closedAt !== null, areaBy === 'point');
    return { report };
  };
}

/**
 * Bring in a file. Each batch is stored or not as a whole, and a row that stands here already is left alone: after a
 * kill the same command goes on where it was. Throws `MappingProblem` before anything is stored.
 */
export async function importFile(order: ImportOrder): Promise<ImportResult> {
  const { runtime, tenant } = order;
  const table = await openTable(order.file);
  const opened = await openImport(runtime, tenant, { mapping: order.mapping, header: table.header });
  const { source } = opened.mapping;
  const tally = new Tally();
  const decide = decider(opened, tally);
  const list = openList(order.rejected);
  let batch: Report[] = [];
  let underWay: Promise<void> = Promise.resolve();
  const storeBatch = async (reports: readonly Report[]): Promise<void> => {
    const fresh = await importReports(runtime, importDuty(tenant), { source, reports });
    tally.result.taken += fresh;
    tally.result.known += reports.length - fresh;
    order.onProgress?.(table.readBytes(), table.size);
  };
  /** One batch is stored while the next is read. */
  const store = async (): Promise<void> => {
    await underWay;
    if (!order.dryRun && batch.length > 0) underWay = storeBatch(batch);
    // Awaited at the next turn; a failure until then is not one that nobody looks at.
    underWay.catch(() => undefined);
    batch = [];
  };
  for await (const row of table.rows) {
    const decided = decide(row);
    if ('problem' in decided) {
      tally.refuse(decided.problem);
      await list.add(row.line, decided.problem, row.cells?.[table.header.indexOf(opened.mapping.id)] ?? '');
    } else if (batch.push(decided.report) === ROWS_AT_ONCE) await store();
  }
  await store();
  await underWay;
  await list.end();
  return tally.result;
}

export interface Comparison extends AreaLine {
  readonly openHere: number;
  readonly closedHere: number;
}

/** What the file says against what stands here, by area and state. */
export async function compareWithFile(
  order: Omit<ImportOrder, 'dryRun' | 'rejected'>,
): Promise<Comparison[]> {
  const { areas } = await importFile({ ...order, dryRun: true });
  const source = String((order.mapping as { source?: unknown }).source);
  const here = await countImportedReports(order.runtime, importDuty(order.tenant), { source });
  const slugs = [...new Set([...areas, ...here].map(({ area }) => area))];
  slugs.sort((a, b) => (a ?? '~').localeCompare(b ?? '~', 'en', { numeric: true }));
  return slugs.map((area) => {
    const inFile = areas.find((line) => line.area === area) ?? { open: 0, closed: 0, byPoint: 0 };
    const stored = here.find((line) => line.area === area);
    return { ...inFile, area, openHere: stored?.open ?? 0, closedHere: stored?.closed ?? 0 };
  });
}
