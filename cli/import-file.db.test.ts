import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MappingProblem, setUpPlace } from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import { makeKeyring, type Runtime, type TenantId, transact } from '#domain/kernel';
import { freshDatabase, type TestDatabase, testRuntime } from '#testing';
import { compareWithFile, importFile } from './import-file.ts';

const HERE = join(import.meta.dirname, '..');
const SAMPLE = join(HERE, 'tests/fixtures/boston-sample.csv.gz');
const BOSTON = join(HERE, 'content/boston');
const mapping = JSON.parse(readFileSync(join(BOSTON, 'mapping.json'), 'utf8'));
const KEY = Buffer.alloc(32, 7);
const directory = mkdtempSync(join(tmpdir(), 'concord-import-'));
const rejected = join(directory, 'rejected.csv');

let database: TestDatabase;
let runtime: Runtime;
let tenant: TenantId;

beforeAll(async () => {
  database = await freshDatabase();
  runtime = testRuntime(database.pool, () => new Date(), makeKeyring([KEY]));
  tenant = (await setUpPlace(runtime, await readPlaceDirectory(BOSTON))).tenant;
});
afterAll(async () => {
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

async function rowsOf<Row extends object>(statement: string): Promise<Row[]> {
  return transact(runtime.pool, tenant, async (db) => (await sql.raw<Row>(statement).execute(db)).rows);
}

const countReports = async () =>
  (await rowsOf<{ count: number }>('select count(*)::int from reports.report'))[0]?.count;

const order = (file: string, more: object = {}) => ({
  runtime,
  tenant,
  file,
  mapping,
  dryRun: false,
  ...more,
});

/** A table of its own, with the columns of Boston. */
function tableOf(lines: readonly string[]): string {
  const file = join(directory, `${Math.random().toString(36).slice(2)}.csv`);
  const header = gunzipSync(readFileSync(SAMPLE)).toString().split('\n')[0];
  writeFileSync(file, `${[header, ...lines].join('\n')}\n`);
  return file;
}

const COLUMNS = 18;
/** A row of the table: number, sent, due, closed, state, reason of closing; the rest is the same in all. */
function row(number: string, sent: string, closed = '', state = 'Open', reason = ''): string {
  const cells = [
    number,
    sent,
    '',
    closed,
    'ONTIME',
    state,
    reason,
    'Pothole',
    'Works',
    'Highway Maintenance',
    'Pothole',
  ];
  return [...cells, 'PWDx', '1 Main St', 'A1', 'Downtown', '42.3574', '-71.0648', 'App'].join(',');
}

/** Kill a process of its own while it imports, as soon as it says that a batch is stored. */
async function importUntilKilled(): Promise<void> {
  const script = join(HERE, 'tests/fixtures/import-until-killed.ts');
  const args = ['--import', 'tsx', script, database.appUrl, KEY.toString('hex'), String(tenant), SAMPLE];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: HERE });
  await new Promise((stored) => child.stdout.once('data', stored));
  child.kill('SIGKILL');
  await new Promise((ended) => child.once('exit', ended));
}

test('killed in the midst, the same import goes on where it was, and a further one changes nothing', async () => {
  await importUntilKilled();
  const before = (await countReports()) ?? 0;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(3000);
  const result = await importFile(order(SAMPLE, { rejected }));
  expect(result).toMatchObject({ rows: 3000, taken: 3000 - before, known: before, refused: 0 });
  const again = await importFile(order(SAMPLE, { rejected }));
  expect(again).toMatchObject({ rows: 3000, taken: 0, known: 3000, refused: 0 });
  expect(await countReports()).toBe(3000);
}, 120_000);

const sampleRows = (): Record<string, string>[] => parse(gunzipSync(readFileSync(SAMPLE)), { columns: true });

test('counts by state and district are those of the file', async () => {
  const rows = sampleRows();
  const inFile = (district: string, status: string) =>
    rows.filter(
      (one) => one.police_district?.replace('-', '').toLowerCase() === district && one.status === status,
    ).length;
  const here = await rowsOf<{ slug: string | null; closed: boolean; count: number }>(
    `select a.slug, r.closed_at is not null as closed, count(*)::int from reports.report r
       left join jurisdiction.area a on a.tenant = r.tenant and a.id = r.area group by 1, 2`,
  );
  const stored = (slug: string | null, closed: boolean) =>
    here.find((line) => line.slug === slug && line.closed === closed)?.count ?? 0;
  const compared = await compareWithFile(order(SAMPLE));
  expect(compared).toHaveLength(13);
  const byPoint = compared.reduce((sum, line) => sum + line.byPoint, 0);
  expect(byPoint).toBe(22);
  for (const line of compared) {
    const { area, openHere, closedHere } = line;
    expect([line.open, line.closed]).toEqual([openHere, closedHere]);
    expect([stored(area, false), stored(area, true)]).toEqual([openHere, closedHere]);
    if (area === null)
      expect(openHere + closedHere).toBe(inFile('', 'Open') + inFile('', 'Closed') - byPoint);
    else expect(openHere + closedHere - line.byPoint).toBe(inFile(area, 'Open') + inFile(area, 'Closed'));
  }
});

test('what came is a report like any other: due, ended with an outcome, public in words of its own, sealed', async () => {
  const backwards = sampleRows().filter(
    (one) => one.closed_at && one.closed_at < (one.opened_at ?? ''),
  ).length;
  expect(backwards).toBeGreaterThan(30);
  const [odd] = await rowsOf<Record<string, number>>(`select
    (select count(*)::int from reports.report where closed_at is null and (due_at is null or due_kind <> 'outcome' or status <> 'open')) as no_due,
    (select count(*)::int from reports.report where closed_at is not null and (due_at is not null or status <> 'closed')) as still_due,
    (select count(*)::int from reports.report where closed_at < sent_at or unit is null and area is not null) as wrong,
    (select count(*)::int from reports.report where outcome = 'solved') as solved,
    (select count(*)::int from reports.activity where detail->>'corrected' = 'closed-before-sent') as corrected,
    (select count(*)::int from reports.publication) as published,
    (select count(distinct report)::int from reports.token) as found_by_words,
    (select count(*)::int from reports.report r where position('Pothole' in encode(r.content, 'escape')) > 0) as readable,
    (select count(*)::int from reports.publication where words::text ~ 'Case|@') as said_by_others`);
  expect(odd).toMatchObject({ no_due: 0, still_due: 0, wrong: 0, readable: 0, said_by_others: 0 });
  expect(odd).toMatchObject({ corrected: backwards, published: 3000, found_by_words: 3000 });
  expect(odd?.solved).toBeGreaterThan(1000);
});

test('local times are read by the rules of the place, also when the clocks change', async () => {
  const file = tableOf([
    row('dst-1', '2015-03-08T01:59:00'),
    row('dst-2', '2015-03-08T03:01:00'),
    row('dst-3', '2015-07-01T12:00:00', '2015-07-01T11:59:00', 'Closed', 'Case Closed Case Resolved'),
  ]);
  await importFile(order(file));
  const rows = await rowsOf<{ sent_at: Date; closed_at: Date | null; outcome: string | null }>(
    `select sent_at, closed_at, outcome from reports.report r where sent_at in ('2015-03-08T06:59:00Z', '2015-03-08T07:01:00Z', '2015-07-01T16:00:00Z') order by sent_at`,
  );
  expect(rows.map((one) => one.sent_at.toISOString())).toEqual([
    ...['2015-03-08T06:59:00.000Z', '2015-03-08T07:01:00.000Z'],
    '2015-07-01T16:00:00.000Z',
  ]);
  expect(rows[2]).toMatchObject({ closed_at: rows[2]?.sent_at, outcome: 'solved' });
});

test('rows that can not be taken are listed with line and reason, and the others come in', async () => {
  const before = (await countReports()) ?? 0;
  const file = tableOf([
    row('ok-1', '2015-02-01T10:00:00'),
    row('', '2015-02-01T10:00:00'),
    row('ok-1', '2015-02-01T10:00:00'),
    row('bad-1', '2015-02-30T10:00:00'),
    row('bad-2', ''),
    row('bad-3', '2015-02-01T10:00:00', '', 'Closed'),
    row('bad-4', '2999-01-01T00:00:00'),
    row('bad-5', '2015-02-01T10:00:00', '', 'Paused'),
    'too,few,columns',
    `bad-6,${'"'}never "closed,${','.repeat(COLUMNS - 3)}`,
    row('ok-2', '2015-02-02T10:00:00'),
  ]);
  const result = await importFile(order(file, { rejected }));
  expect(result).toMatchObject({ rows: 11, taken: 2, refused: 9 });
  const list = readFileSync(rejected, 'utf8').trim().split('\n');
  expect(list.slice(1).map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
    ...[
      '3 no-number',
      '4 twice',
      '5 date-wrong',
      '6 no-sending-date',
      '7 no-closing-date',
      '8 in-the-future',
    ],
    ...['9 status-unknown', '10 columns', '11 unreadable'],
  ]);
  expect(list.join('\n')).not.toContain('Main St');
  expect(await countReports()).toBe(before + 2);
});

test('a mapping that does not fit stores nothing and names every fault', async () => {
  const before = await countReports();
  const wrong = { ...mapping, id: 'number', category: { rules: [], otherwise: 'ufo' } };
  const attempt = importFile({ ...order(SAMPLE), mapping: wrong });
  await expect(attempt).rejects.toThrow(MappingProblem);
  await expect(attempt).rejects.toThrow(/no column "number"/);
  await expect(attempt).rejects.toThrow(/no "ufo" in boston/);
  await expect(importFile({ ...order(SAMPLE), mapping: { source: 'Not A Code' } })).rejects.toThrow(/source/);
  expect(await countReports()).toBe(before);
});

test('a dry run reads everything and stores nothing', async () => {
  const before = await countReports();
  const other = { ...mapping, source: 'another' };
  const result = await importFile({ ...order(SAMPLE), mapping: other, dryRun: true });
  expect(result).toMatchObject({ rows: 3000, taken: 0, known: 0, refused: 0 });
  expect(await countReports()).toBe(before);
});
