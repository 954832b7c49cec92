import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { findByReceipt, keepReceipt, receiptOf } from '#domain/identity';
import {
  chooseMails,
  closeReport,
  eraseReport,
  followReport,
  giveFeedback,
  noteOnReport,
  reopenReport,
  replyToReport,
  setUpPlace,
  withdrawReport,
  writeMessage,
} from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import { type Caller, DAY, HOUR, type Id, newId, STRANGER, sent, type TenantId } from '#domain/kernel';
import { submit } from '#domain/reports';
import { aStaffMember, testDatabase, testRuntime, withUse } from '#testing';

const START = new Date('2026-11-20T12:00:00Z');
let now = START;
const { pool } = await testDatabase();
const runtime = testRuntime(pool, () => now);
let tenant: TenantId;
const unit = newId<'unit'>();

beforeAll(async () => {
  ({ tenant } = await setUpPlace(runtime, await readPlaceDirectory('content/haven')));
});

interface Told {
  readonly report: Id<'report'>;
  readonly locatorHash: Buffer;
  readonly holder: Caller;
  readonly officer: Caller;
}

async function tell(): Promise<Told> {
  now = START;
  const { locatorHash } = receiptOf(randomBytes(16));
  const { report } = await withUse(
    pool,
    tenant,
    async (use) => {
      const stored = await submit(use, {
        ...{
          id: newId<'report'>(START.getTime()),
          kind: 'worry',
          category: newId<'category'>(),
          language: 'nl',
        },
        ...{ sensitive: false, tier: 'identified', area: null, cell: null, unit },
        ...{ firstReplyHours: 48, outcomeDays: 14 },
        content: {
          words: 'Ik maak mij zorgen',
          place: { how: 'none' },
          ...{ when: { type: 'unknown' }, answers: {}, onBehalf: false },
        },
        contact: { email: 'ana@example.org' },
      });
      await keepReceipt(use, locatorHash, stored.report, stored.subject);
      return stored;
    },
    { now: START },
  );
  const holder: Caller = { tenant, actor: { kind: 'resident', reports: [report] } };
  return { report, locatorHash, holder, officer: { tenant, actor: aStaffMember('cpo', unit) } };
}

const key = () => newId<'form'>();
const letter = (report: Id<'report'>, words: string, requestKey: string = key()) => ({
  ...{ report, words, requestKey },
  language: 'nl',
});
const end = ({ report, officer }: Told) =>
  closeReport(runtime, officer, { report, outcome: 'helped', words: 'Klaar.', language: 'nl' });
const look = ({ report, holder }: Told) => followReport(runtime, holder, { report });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

test('a letter that is sent twice is one letter, and from it on an answer is owed', async () => {
  const told = await tell();
  await replyToReport(runtime, told.officer, {
    report: told.report,
    words: 'Hoe laat?',
    language: 'nl',
    asks: true,
  });
  expect((await look(told)).report).toMatchObject({ status: 'waiting', dueAt: null });
  now = new Date(START.getTime() + HOUR);
  const twice = letter(told.report, 'Om acht uur.');
  await writeMessage(runtime, told.holder, twice);
  await writeMessage(runtime, told.holder, twice);
  const followed = await look(told);
  expect(followed.messages.map(({ words }) => words)).toEqual(['Hoe laat?', 'Om acht uur.']);
  expect(followed.report).toMatchObject({ status: 'open', dueKind: 'reply' });
  expect(followed.report.dueAt).toEqual(new Date(START.getTime() + 49 * HOUR));
});

test('two presses at the same moment are one letter', async () => {
  const told = await tell();
  const same = letter(told.report, 'Een keer.');
  await Promise.all([1, 2, 3].map(() => writeMessage(runtime, told.holder, same)));
  expect((await look(told)).messages).toHaveLength(1);
});

test('the holder sees no notes, and sees in which role it was opened', async () => {
  const told = await tell();
  now = new Date(START.getTime() + HOUR);
  await noteOnReport(runtime, told.officer, { report: told.report, words: 'A note among us' });
  await replyToReport(runtime, told.officer, { report: told.report, words: 'Dank u.', language: 'nl' });
  const followed = await look(told);
  expect(JSON.stringify(followed)).not.toContain('A note among us');
  expect(followed.activity.map(({ verb }) => verb)).toEqual(['submitted', 'replied']);
  expect((await look(told)).looks.map(({ actorKind }) => actorKind)).toContain('resident');
});

test('nobody but the holder follows, writes, reopens, withdraws, answers or erases', async () => {
  const told = await tell();
  const other = await tell();
  const { report } = told;
  const callers: Caller[] = [
    { tenant, actor: STRANGER },
    other.holder,
    told.officer,
    { tenant: 99 as TenantId, actor: { kind: 'resident', reports: [report] } },
  ];
  for (const caller of callers) {
    const tries = [
      followReport(runtime, caller, { report }),
      writeMessage(runtime, caller, letter(report, 'x')),
      reopenReport(runtime, caller, letter(report, 'x')),
      withdrawReport(runtime, caller, { report, requestKey: key() }),
      giveFeedback(runtime, caller, { report, helped: 'yes', requestKey: key() }),
      chooseMails(runtime, caller, { report, wanted: false, requestKey: key() }),
      eraseReport(runtime, caller, { report, sure: true }),
    ];
    expect(new Set(await Promise.all(tries.map(codeOf)))).toEqual(new Set(['not-found']));
  }
  expect((await look(told)).messages).toEqual([]);
});

test('it can be opened again for 28 days and not a moment longer', async () => {
  const told = await tell();
  await end(told);
  now = new Date(START.getTime() + 28 * DAY + 1);
  expect((await look(told)).reopenUntil).toBeNull();
  expect(await codeOf(reopenReport(runtime, told.holder, letter(told.report, 'Nog niet.')))).toBe('too-late');
  now = new Date(START.getTime() + 28 * DAY - 1);
  expect((await look(told)).reopenUntil).toEqual(new Date(START.getTime() + 28 * DAY));
  await reopenReport(runtime, told.holder, letter(told.report, 'Nog niet.'));
  const followed = await look(told);
  expect(followed.report).toMatchObject({ status: 'open', outcome: null, reopened: 1, dueKind: 'reply' });
  expect(followed.messages.at(-1)?.words).toBe('Nog niet.');
});

test('each end is asked about once, can be changed, and an open report is not asked about', async () => {
  const told = await tell();
  const give = (helped: string, remark = '') =>
    giveFeedback(runtime, told.holder, { report: told.report, helped, remark, requestKey: key() });
  expect(await codeOf(give('yes'))).toBe('not-in-this-state');
  await end(told);
  expect(await codeOf(give('maybe'))).toBe('helped: missing');
  await give('no', 'Niets gedaan');
  await give('partly');
  expect((await look(told)).feedback).toMatchObject({ helped: 'partly', words: null, closing: 0 });
  await reopenReport(runtime, told.holder, letter(told.report, 'Nog niet.'));
  expect((await look(told)).feedback).toBeUndefined();
  await end(told);
  expect((await look(told)).feedback).toBeUndefined();
  await give('yes');
  expect((await look(told)).feedback).toMatchObject({ helped: 'yes', closing: 1 });
});

test('what was taken back is closed, asks nothing, and can be opened again', async () => {
  const told = await tell();
  await withdrawReport(runtime, told.holder, { report: told.report, requestKey: key() });
  expect((await look(told)).report).toMatchObject({ status: 'closed', outcome: 'withdrawn', dueAt: null });
  const feedback = { report: told.report, helped: 'yes', requestKey: key() };
  expect(await codeOf(giveFeedback(runtime, told.holder, feedback))).toBe('not-in-this-state');
  await reopenReport(runtime, told.holder, letter(told.report, 'Toch wel.'));
  expect((await look(told)).report.status).toBe('open');
});

test('mails can be stopped and wanted again', async () => {
  const told = await tell();
  const choose = (wanted: boolean) =>
    chooseMails(runtime, told.holder, { report: told.report, wanted, requestKey: key() });
  expect((await look(told)).mailsStopped).toBe(false);
  await choose(false);
  expect((await look(told)).mailsStopped).toBe(true);
  await choose(true);
  expect((await look(told)).mailsStopped).toBe(false);
});

test('erasing leaves no row and no key of the report, and its receipt opens nothing', async () => {
  const told = await tell();
  await writeMessage(runtime, told.holder, letter(told.report, 'Weg ermee'));
  await end(told);
  await giveFeedback(runtime, told.holder, { report: told.report, helped: 'no', requestKey: key() });
  const subject = (await look(told)).report.subject;
  await eraseReport(runtime, told.holder, { report: told.report, sure: true });
  const client = await pool.connect();
  await client.query(`begin; set local concord.tenant = '${tenant}'`);
  const left: string[] = [];
  const of = [
    ...['reports.activity', 'reports.token', 'conversations.message', 'feedback.answer', 'files.file'],
    ...['identity.receipt', 'notifications.delivery', 'reports.publication'],
  ];
  for (const table of of) {
    const { rowCount } = await client.query(`select 1 from ${table} where report = $1`, [told.report]);
    if (rowCount) left.push(table);
  }
  const { rowCount: reports } = await client.query('select 1 from reports.report where id = $1', [
    told.report,
  ]);
  const { rowCount: keys } = await client.query('select 1 from access.subject_key where subject = $1', [
    subject,
  ]);
  await client.query('rollback');
  client.release();
  expect([left, reports, keys]).toEqual([[], 0, 0]);
  expect(await codeOf(look(told))).toBe('not-found');
  expect(await withUse(pool, tenant, (use) => findByReceipt(use, told.locatorHash))).toBeUndefined();
});

test('a long story costs as many statements as a short one', async () => {
  const told = await tell();
  const write = (words: string) =>
    replyToReport(runtime, told.officer, { report: told.report, words, language: 'nl' });
  const count = async () => {
    await look(told);
    const before = sent.statements;
    await look(told);
    return sent.statements - before;
  };
  await write('Een.');
  const short = await count();
  for (let number = 0; number < 20; number += 1) {
    await write(`Brief ${number}`);
    await writeMessage(runtime, told.holder, letter(told.report, `Antwoord ${number}`));
  }
  expect(await count()).toBe(short);
  expect(short).toBeLessThanOrEqual(14);
});
