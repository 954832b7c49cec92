import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { DAY, HOUR, type Id, newId, type TenantId, type Use } from '#domain/kernel';
import { aStaffMember, testDatabase, withUse } from '#testing';
import {
  close,
  countPublishedByCell,
  countReports,
  dropDraft,
  dropOldDrafts,
  findDraft,
  formatDraftSecret,
  getContact,
  getReport,
  getReportHead,
  keepDraft,
  listActivity,
  listPublished,
  listReports,
  newDraftSecret,
  note,
  parseDraftSecret,
  publish,
  receiptEntropyOf,
  recordMessage,
  recordReply,
  reopen,
  reportIdOf,
  type Submission,
  searchReports,
  submit,
  triage,
  unpublish,
} from './index.ts';

const TENANT = 1 as TenantId;
const UNIT = newId<'unit'>();
const AREA = newId<'area'>();
const CATEGORY = newId<'category'>();
const START = new Date('2026-03-10T12:00:00Z');
const at = (hours: number) => ({ now: new Date(START.getTime() + hours * HOUR) });

async function run<T>(work: (use: Use) => Promise<T>, more: Partial<Use> = {}, tenant = TENANT): Promise<T> {
  const { pool } = await testDatabase();
  return withUse(pool, tenant, work, { now: START, ...more });
}

function aSubmission(
  more: Partial<Submission> = {},
  words = 'The lamp at the Peñón steps is broken',
): Submission {
  return {
    id: newId(),
    kind: 'incident',
    category: CATEGORY,
    sensitive: false,
    tier: 'identified',
    language: 'en',
    area: AREA,
    cell: '8939601a5afffff',
    unit: UNIT,
    firstReplyHours: 48,
    outcomeDays: 14,
    content: {
      words,
      place: { how: 'words', words: 'by the steps' },
      when: { type: 'ongoing' },
      answers: {},
      onBehalf: false,
    },
    contact: { name: 'Ana Pons', email: 'ana@example.org' },
    ...more,
  };
}

const send = (more: Partial<Submission> = {}, words?: string, when = {}) =>
  run((use) => submit(use, aSubmission(more, words)), when);

const all = () => true;

test('a report is stored sealed, and comes back as it was told', async () => {
  const { report, dueAt } = await send();
  expect(dueAt).toEqual(new Date(START.getTime() + 48 * HOUR));
  const { pool } = await testDatabase();
  const client = await pool.connect();
  await client.query("begin; set local concord.tenant = '1'");
  const { rows } = await client.query('select r::text as raw from reports.report r');
  await client.query('rollback');
  client.release();
  const raw = rows.map((row: { raw: string }) => row.raw).join();
  expect(raw).not.toMatch(/lamp|steps|Ana|example/);
  expect(raw).not.toContain(Buffer.from('lamp').toString('hex'));
  const open = await run((use) => getReport(use, report));
  expect(open.content.words).toBe('The lamp at the Peñón steps is broken');
  expect(await run((use) => getContact(use, report))).toEqual({ name: 'Ana Pons', email: 'ana@example.org' });
});

test('the same draft sent twice is one report', async () => {
  const id = newId<'report'>();
  await send({ id });
  await expect(send({ id })).rejects.toMatchObject({ code: 'already-done' });
  const both = newId<'report'>();
  const results = await Promise.allSettled([send({ id: both }), send({ id: both })]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a pseudonym keeps the handle and nothing else that was typed on the way', async () => {
  const { report } = await send({
    tier: 'pseudonymous',
    contact: { handle: 'Gull', name: 'Ana Pons', email: 'ana@example.org', phone: '600' },
  });
  expect(await run((use) => getContact(use, report))).toEqual({ handle: 'Gull' });
});

test('sensitive reports keep no cell', async () => {
  const { report } = await send({ sensitive: true });
  expect((await run((use) => getReportHead(use, report))).cell).toBeNull();
});

test('another tenant finds nothing', async () => {
  const { report } = await send();
  await expect(run((use) => getReport(use, report), {}, 2 as TenantId)).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('words are found whatever their accents; all must match', async () => {
  const { report } = await send({}, 'Ruido nocturno en la azotea del Peñón grande');
  const found = (words: string) =>
    run(async (use) =>
      (await searchReports(use, words, { maySee: all, mayOpen: all })).map((line) => line.report.id),
    );
  expect(await found('azotea PENON')).toEqual([report]);
  expect(await found('azotea lamp')).toEqual([]);
  expect(
    await run(
      async (use) => (await searchReports(use, 'azotea', { maySee: () => false, mayOpen: all })).length,
    ),
  ).toBe(0);
});

test('from triage to the end and back: the clock follows every step', async () => {
  const { report } = await send();
  const head = () => run((use) => getReportHead(use, report));
  const officer = aStaffMember('cpo', UNIT);
  const as = (hours: number) => ({ ...at(hours), actor: officer });
  await run(
    (use) =>
      triage(use, {
        report,
        category: CATEGORY,
        urgency: 'soon',
        reason: 'dark steps',
        unit: UNIT,
        assignee: officer.id,
      }),
    as(1),
  );
  expect(await head()).toMatchObject({
    status: 'open',
    urgency: 'soon',
    assignee: officer.id,
    dueKind: 'reply',
  });
  await run((use) => recordReply(use, { report, asks: true }), as(2));
  expect(await head()).toMatchObject({ status: 'waiting', dueAt: null, repliedAt: at(2).now });
  await run((use) => recordMessage(use, report), {
    ...at(3),
    actor: { kind: 'resident', reports: [report] },
  });
  expect(await head()).toMatchObject({ status: 'open', dueKind: 'reply', dueAt: at(51).now });
  await run((use) => close(use, { report, outcome: 'solved' }), as(5));
  expect(await head()).toMatchObject({
    status: 'closed',
    outcome: 'solved',
    closedAt: at(5).now,
    dueAt: null,
  });
  await expect(run((use) => recordReply(use, { report, asks: false }), as(6))).rejects.toMatchObject({
    code: 'not-in-this-state',
  });
  await run((use) => reopen(use, report), { ...at(30), actor: { kind: 'resident', reports: [report] } });
  expect(await head()).toMatchObject({
    status: 'open',
    outcome: null,
    closedAt: null,
    reopened: 1,
    dueKind: 'reply',
  });
  await run((use) => note(use, report, 'checked the wiring'), as(31));
  const forOfficers = await run(async (use) =>
    listActivity(use, await getReportHead(use, report), { notes: true }),
  );
  expect(forOfficers.map((one) => one.verb)).toEqual([
    'submitted',
    'triaged',
    'asked',
    'wrote',
    'closed',
    'reopened',
    'noted',
  ]);
  expect(forOfficers.at(1)?.words).toBe('dark steps');
  expect(forOfficers.at(-1)?.words).toBe('checked the wiring');
  const forResident = await run(async (use) =>
    listActivity(use, await getReportHead(use, report), { notes: false }),
  );
  expect(forResident.map((one) => one.words)).toEqual(forResident.map(() => null));
  expect(forResident.some((one) => one.verb === 'noted')).toBe(false);
});

test('who decides on what somebody else has changed meanwhile is told so', async () => {
  const { report } = await send();
  const seen = (await run((use) => getReportHead(use, report))).version;
  await run((use) => close(use, { report, outcome: 'helped', version: seen }));
  await expect(run((use) => close(use, { report, outcome: 'solved', version: seen }))).rejects.toMatchObject({
    code: 'changed-meanwhile',
  });
});

test('the queue shows what is due first, page by page, each report once', async () => {
  const unit = newId<'unit'>();
  for (const hours of [90, 2, 30, 400, 60]) await send({ unit, firstReplyHours: hours });
  const soonUntil = at(24).now;
  const lines: Id<'report'>[] = [];
  const dues: (Date | null)[] = [];
  for (let after: { at: Date; id: Id<'report'> } | undefined, more = true; more; ) {
    const query = { unit, group: 'all', soonUntil, limit: 2, ...(after && { after }) } as const;
    const page = await run((use) => listReports(use, query, all), at(10));
    lines.push(...page.lines.map((line) => line.report.id));
    dues.push(...page.lines.map((line) => line.report.dueAt));
    const last = page.lines.at(-1)?.report;
    after = last?.dueAt ? { at: last.dueAt, id: last.id } : undefined;
    more = page.isMore;
  }
  expect(new Set(lines).size).toBe(5);
  expect(dues).toEqual([...dues].sort((a, b) => Number(a) - Number(b)));
  expect(await run((use) => countReports(use, { unit, soonUntil }), at(10))).toEqual({
    overdue: 1,
    soon: 0,
    later: 0,
    new: 4,
    waiting: 0,
  });
});

test('a line that may not be opened stays sealed and counts as seen by nobody', async () => {
  const unit = newId<'unit'>();
  await send({ unit });
  const soonUntil = at(24).now;
  const { page, seen } = await run(async (use) => {
    const page = await listReports(use, { unit, group: 'all', soonUntil, limit: 5 }, () => false);
    return { page, seen: use.seen.size };
  });
  expect(page.lines).toMatchObject([{ isOpened: false, firstLine: '', placeWords: null }]);
  expect(seen).toBe(0);
});

test('nothing is public until somebody decides, and it can be taken back', async () => {
  const { report } = await send();
  const area = AREA;
  const listed = () => run((use) => listPublished(use, { area, limit: 50 }));
  expect(await listed()).toEqual([]);
  const officer = aStaffMember('cpo', UNIT);
  await run(
    (use) =>
      publish(use, { report, title: { en: 'Lamp' }, words: { en: 'We know.' }, reason: 'neighbours ask' }),
    { actor: officer },
  );
  expect(await listed()).toMatchObject([{ report, title: { en: 'Lamp' }, closed: false }]);
  expect(await run((use) => countPublishedByCell(use, area))).toEqual([
    { cell: '8939601a5afffff', published: 1 },
  ]);
  // Why it was decided is for staff, and stands sealed like all that may name the reporter.
  const told = await run(async (use) => listActivity(use, await getReportHead(use, report), { notes: true }));
  expect(told.at(-1)).toMatchObject({ verb: 'published', words: 'neighbours ask' });
  const [raw] = await run(
    async (use) =>
      (
        await sql<{ row: string }>`select p::text as row from reports.publication p
        where tenant = ${use.tenant} and report = ${report}`.execute(use.db)
      ).rows,
  );
  expect(raw?.row).not.toContain('neighbours');
  await run((use) => unpublish(use, report), { actor: officer });
  expect(await listed()).toEqual([]);
  expect(await run((use) => countPublishedByCell(use, area))).toEqual([]);
});

test('a draft opens only with the secret of its writer, and ends', async () => {
  const secret = newDraftSecret(START);
  await run((use) => keepDraft(use, secret, { words: 'half a sentence' }, new Date(START.getTime() + DAY)));
  expect((await run((use) => findDraft(use, secret)))?.content).toEqual({ words: 'half a sentence' });
  expect(await run((use) => findDraft(use, newDraftSecret(START)))).toBeUndefined();
  const raw = await run(
    async (use) =>
      (
        await sql<{ all: string }>`select string_agg(d::text, ',') as all from reports.draft d`.execute(
          use.db,
        )
      ).rows[0]?.all,
  );
  expect(raw).not.toContain(Buffer.from('sentence').toString('hex'));
  const again = parseDraftSecret(formatDraftSecret(secret));
  if (!again) throw new Error('the secret did not survive its cookie');
  expect(reportIdOf(again)).toBe(reportIdOf(secret));
  expect(receiptEntropyOf(again).equals(receiptEntropyOf(secret))).toBe(true);
  await send({ id: reportIdOf(secret) });
  expect((await run((use) => findDraft(use, secret)))?.sent?.report).toBe(reportIdOf(secret));
  expect(await run(dropOldDrafts, at(23))).toBe(0);
  expect(await run(dropOldDrafts, at(25))).toBe(1);
  await run((use) => dropDraft(use, secret));
});

test('a cookie that is no secret is nothing', () => {
  for (const text of [undefined, '', 'x', 'A'.repeat(44), `${'A'.repeat(42)}!`])
    expect(parseDraftSecret(text)).toBeUndefined();
});
