import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { readPlaceDirectory } from '#domain/jurisdiction';
import { type Caller, type Resident, type Runtime, type TenantId, transact } from '#domain/kernel';
import { testDatabase, testRuntime } from '#testing';
import { eraseReport, followReport } from './follow-report.ts';
import { listDemoReceipts, playHistory } from './play-history.ts';
import { proveReceipt } from './receipts.ts';
import { setUpPlace } from './set-up-place.ts';

const HAVEN = new URL('../../content/haven/', import.meta.url);
const history = JSON.parse(readFileSync(new URL('history.json', HAVEN), 'utf8'));
let runtime: Runtime;
let tenant: TenantId;

beforeAll(async () => {
  runtime = testRuntime((await testDatabase()).pool);
  tenant = (await setUpPlace(runtime, await readPlaceDirectory(HAVEN.pathname))).tenant;
});

/** What really stands in the tables. */
async function rowsOf<Row extends object>(statement: string): Promise<Row[]> {
  return transact(runtime.pool, tenant, async (db) => (await sql.raw<Row>(statement).execute(db)).rows);
}

const PLAYER: Caller['actor'] = { kind: 'system', duty: 'demo' };

async function follow(key: string, language: string) {
  const [demo] = await listDemoReceipts(runtime, { tenant, actor: PLAYER }, { reports: [{ key, language }] });
  const stranger: Caller = { tenant, actor: { kind: 'resident', reports: [] } };
  const receipt = demo?.receipt.words.join(' ') ?? '';
  const report = await proveReceipt(runtime, stranger, { receipt, network: '192.0.2.1' });
  const actor: Resident = { kind: 'resident', reports: [report] };
  return { caller: { tenant, actor }, found: await followReport(runtime, { tenant, actor }, { report }) };
}

test('the history is played once: every report, letter, outcome and answer at its time', async () => {
  expect(await playHistory(runtime, tenant, history)).toBe(history.length);
  const counts = `select (select count(*)::int from reports.report) as reports, (select count(*)::int from conversations.message) as letters,
    (select count(*)::int from feedback.answer) as answers, (select count(*)::int from reports.publication) as published,
    (select count(*)::int from reports.activity) as activities, (select count(*)::int from graphile_worker._private_jobs) as jobs`;
  const [first] = await rowsOf<Record<string, number>>(counts);
  const letters = history.flatMap((one: { thread: object[]; outcome?: object; reopen?: object }) => [
    ...one.thread,
    ...(one.outcome ? [one.outcome] : []),
    ...(one.reopen ? [one.reopen] : []),
  ]);
  expect(first).toMatchObject({ reports: history.length, letters: letters.length, jobs: 0 });
  expect(first?.answers).toBe(history.filter((one: { feedback?: object }) => one.feedback).length);
  expect(first?.published).toBe(history.filter((one: { published?: object }) => one.published).length);
  expect(await playHistory(runtime, tenant, history)).toBe(0);
  expect(await rowsOf(counts)).toEqual([first]);
});

test('nothing of it lies in the future, and its states are those of a real desk', async () => {
  const [late] = await rowsOf<{ late: number }>(`select count(*)::int as late from (
    select at from reports.activity union all select at from conversations.message union all select given_at from feedback.answer
  ) t where at > now()`);
  expect(late?.late).toBe(0);
  const states = await rowsOf<{ status: string; count: number }>(
    'select status, count(*)::int from reports.report group by status',
  );
  const of = (status: string) => states.find((row) => row.status === status)?.count ?? 0;
  expect(of('closed')).toBe(76);
  for (const status of ['new', 'open', 'waiting', 'referred']) expect(of(status), status).toBeGreaterThan(1);
  const [unheld] = await rowsOf<{ count: number }>(
    "select count(*)::int from reports.report where status <> 'new' and (assignee is null or unit is null)",
  );
  expect(unheld?.count).toBe(0);
});

test('officers write in the daytime, and each report is told in its order, whenever the demo is started', async () => {
  const [found] = await rowsOf<{
    written: number;
    atNight: number;
    outOfOrder: number;
  }>(`select count(*)::int as written,
    count(*) filter (where sender = 'officer' and at < now() - interval '1 day'
      and extract(hour from at at time zone 'Europe/Madrid') not between 8 and 20)::int as "atNight",
    count(*) filter (where at < before)::int as "outOfOrder"
    from (select sender, at, lag(at) over (partition by report order by id) as before from conversations.message) m`);
  expect(found?.written).toBeGreaterThan(100);
  expect(found).toMatchObject({ atNight: 0, outOfOrder: 0 });
});

test('whoever holds a printed receipt reads the whole story, and the words stand sealed', async () => {
  const { found } = await follow('calle-mar-noise', 'en');
  expect(found.report).toMatchObject({ status: 'open', reopened: 1, outcome: null });
  expect(found.messages.map(({ from }) => from)).toEqual([
    ...['officer', 'resident', 'officer', 'officer'],
    'resident',
  ]);
  expect(found.activity.map(({ verb }) => verb)).toContain('reopened');
  const times = found.activity.map(({ at }) => at.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const [sealed] = await rowsOf<{ plain: number }>(
    `select count(*)::int as plain from reports.report where position('Saturday' in encode(content, 'escape')) > 0`,
  );
  expect(sealed?.plain).toBe(0);
});

test('a report that its writer erased does not come back at the next start', async () => {
  const { caller, found } = await follow('buurman-camera', 'nl');
  await eraseReport(runtime, caller, { report: found.report.id, sure: true });
  expect(await playHistory(runtime, tenant, history)).toBe(0);
  const listed = { reports: [{ key: 'buurman-camera', language: 'nl' }] };
  expect(await listDemoReceipts(runtime, { tenant, actor: PLAYER }, listed)).toEqual([]);
});
