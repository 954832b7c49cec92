/** With thousands of reports, what people ask most often is found by indexes, also under row-level security. */
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  countPublishedOnMap,
  findReports,
  followReport,
  listInbox,
  listPublishedReports,
  lookAtArea,
  openReport,
  setUpPlace,
} from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import { type Caller, type Id, newId, type Runtime, type TenantId } from '#domain/kernel';
import { listPublished } from '#domain/reports';
import { aStaffMember, freshDatabase, type TestDatabase, testRuntime, withUse } from '#testing';
import { storeReports } from '../bench/support/store-reports.ts';

const HAVEN = join(import.meta.dirname, '../content/haven');
const REPORTS = 4_000;
/** Tables below this many rows may be read whole: that is then the quickest way. */
const MANY = 1_000;

/** A file for every closed report and a look into the log for every one, so that their tables are as long as the others. */
const FILES_AND_LOOKS = `
  insert into files.file (tenant, id, report, subject, name, kind, media_type, size, keep_original, state, sent_at)
    select tenant, gen_random_uuid(), id, subject, '', 'photo', 'image/jpeg', 1, false, 'ready', sent_at
    from reports.report where closed_at is not null;
  insert into access.entry (tenant, id, at, actor_kind, action, purpose, basis, subjects, outcome, mac)
    select tenant, id, sent_at, 'staff', 'reports.open', 'respond', 'public-task', array[subject], 'done', ''
    from reports.report;
  insert into access.entry_subject (tenant, subject, entry) select tenant, subject, id from reports.report`;

interface Asked {
  readonly text: string;
  readonly values: unknown[];
}

interface Plan {
  readonly 'Node Type': string;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

let database: TestDatabase;
let runtime: Runtime;
let tenant: TenantId;
let officer: Caller;
let supervisor: Caller;
let grown: ReadonlySet<string>;
const asked: Asked[] = [];

/** Notes every statement that looks for rows, as it is sent. */
function listenTo(client: pg.PoolClient): void {
  const query = client.query.bind(client);
  const noting = (text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text === 'string' && Array.isArray(values) && /^\s*(select|update|delete|with)/i.test(text))
      asked.push({ text, values });
    return Reflect.apply(query, client, [text, values, ...rest]);
  };
  Object.assign(client, { query: noting });
}

/** @returns the tables that have become long. */
async function fillTheRest(ownerUrl: string): Promise<ReadonlySet<string>> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`set concord.tenant = '${tenant}'; ${FILES_AND_LOOKS}; analyze`);
    const { rows } = await owner.query<{ name: string }>(
      "select oid::regclass::text as name from pg_class where relkind = 'r' and reltuples > $1",
      [MANY],
    );
    return new Set(rows.map(({ name }) => name));
  } finally {
    await owner.end();
  }
}

beforeAll(async () => {
  database = await freshDatabase();
  runtime = testRuntime(database.pool);
  tenant = (await setUpPlace(runtime, await readPlaceDirectory(HAVEN))).tenant;
  const { ownerUrl } = database;
  await storeReports({ runtime, ownerUrl, tenant, count: REPORTS, seed: 7 });
  grown = await fillTheRest(ownerUrl);
  const { rows } = await withUse(database.pool, tenant, (use) =>
    sql<{ unit: Id<'unit'> }>`select unit from reports.report where closed_at is null and unit is not null
      group by unit order by count(*) desc limit 1`.execute(use.db),
  );
  const unit = rows[0]?.unit ?? null;
  officer = { tenant, actor: aStaffMember('cpo', unit) };
  supervisor = { tenant, actor: aStaffMember('supervisor', unit) };
  database.pool.on('acquire', (client) => {
    if (!Object.hasOwn(client, 'query')) listenTo(client);
  });
}, 120_000);

afterAll(() => database?.drop());

/** Tables that this plan reads from end to end. */
function readWhole(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' ? [`${plan.Schema}.${plan['Relation Name']}`] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(readWhole)];
}

/** The statements of `work`, each with the long tables that it would read whole. */
async function slowStatements(work: () => Promise<unknown>): Promise<{ statements: number; slow: string[] }> {
  asked.length = 0;
  await work();
  const statements = asked.splice(0);
  const slow: string[] = [];
  const client = await database.pool.connect();
  try {
    await client.query(`begin; set local concord.tenant = '${tenant}'`);
    for (const { text, values } of statements) {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `explain (verbose, format json) ${text}`,
        values,
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      const found = plan ? readWhole(plan).filter((table) => grown.has(table)) : ['no plan'];
      if (found.length > 0) slow.push(`${found.join(', ')}: ${text}`);
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
  return { statements: statements.length, slow };
}

const stranger = (): Caller => ({ tenant, actor: { kind: 'resident', reports: [] } });

async function firstOpen(): Promise<Id<'report'>> {
  const { lines } = await listInbox(runtime, supervisor, { group: 'all', scope: 'all' });
  const found = lines.find(
    ({ report }) => report.unit === (officer.actor.kind === 'staff' && officer.actor.unit),
  );
  return found?.report.id ?? newId();
}

test.each(['all', 'overdue', 'soon', 'new', 'later', 'waiting', 'closed'] as const)(
  'the inbox, group %s, of a unit and of all units',
  async (group) => {
    const found = await slowStatements(async () => {
      await listInbox(runtime, officer, { group, scope: 'unit' });
      await listInbox(runtime, officer, { group, scope: 'mine' });
      await listInbox(runtime, supervisor, { group, scope: 'all' });
    });
    expect(found.statements).toBeGreaterThan(5);
    expect(found.slow).toEqual([]);
  },
);

test('a later page of the inbox', async () => {
  const { next } = await listInbox(runtime, supervisor, { group: 'all', scope: 'all' });
  expect(next).toBeDefined();
  const found = await slowStatements(() =>
    listInbox(runtime, supervisor, { group: 'all', scope: 'all', after: next }),
  );
  expect(found.slow).toEqual([]);
});

test('one report, at the desk and with the receipt', async () => {
  const report = await firstOpen();
  const holder: Caller = { tenant, actor: { kind: 'resident', reports: [report] } };
  const found = await slowStatements(async () => {
    await openReport(runtime, supervisor, { report });
    await followReport(runtime, holder, { report });
  });
  expect(found.statements).toBeGreaterThan(8);
  expect(found.slow).toEqual([]);
});

test('a search for several words', async () => {
  const report = await firstOpen();
  const { content } = await openReport(runtime, supervisor, { report });
  const words = content.words.split(' ').slice(0, 3).join(' ');
  const found = await slowStatements(async () => {
    const { lines } = await findReports(runtime, supervisor, { words });
    expect(lines.map((line) => line.report.id)).toContain(report);
  });
  expect(found.slow).toEqual([]);
});

test('the pages of an area: its home, what was made public, and the map', async () => {
  const area = 'old-harbour';
  const found = await slowStatements(async () => {
    await lookAtArea(runtime, stranger(), { area });
    const page = await listPublishedReports(runtime, stranger(), { area });
    expect(page.reports.length).toBeGreaterThan(5);
    await listPublishedReports(runtime, stranger(), { area, before: page.next });
    expect((await countPublishedOnMap(runtime, stranger(), { area })).length).toBeGreaterThan(2);
    await withUse(database.pool, tenant, (use) => listPublished(use, { limit: 20 }));
  });
  expect(found.slow).toEqual([]);
});

test('the tables that this is about are long', () => {
  const names = [
    'reports.report',
    'reports.token',
    'reports.activity',
    'conversations.message',
    'files.file',
  ];
  expect([...grown]).toEqual(expect.arrayContaining([...names, 'access.entry', 'access.subject_key']));
});
