import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { resolveSession } from '#domain/identity';
import { placeOf } from '#domain/jurisdiction';
import {
  type Caller,
  DAY,
  type Hat,
  type Id,
  newId,
  type Runtime,
  sent,
  type TenantId,
  transact,
} from '#domain/kernel';
import { testDatabase, testRuntime } from '#testing';
import { raiseHaven, signInAs, tell } from '../../tests/support/desk-city.ts';
import {
  closeReport,
  findReports,
  listInbox,
  noteOnReport,
  openContact,
  openReport,
  publishReport,
  referReport,
  replyToReport,
  triageReport,
} from './index.ts';

const { pool } = await testDatabase();
const runtime: Runtime = testRuntime(pool);
const tenant: TenantId = await raiseHaven(runtime);
const place = await placeOf(runtime, tenant);

async function officer(code: string, hat: Hat = 'cpo'): Promise<Caller & { token: string }> {
  const token = await signInAs(runtime, tenant, code, hat);
  const signedIn = await resolveSession(runtime, tenant, token);
  if (!signedIn) throw new Error('Nobody is signed in.');
  return { tenant, actor: signedIn.staff, token };
}

const ines = await officer('ines-vidal');
const letter = { words: 'I will come by on Tuesday.', language: 'en' } as const;

/** Begin, the tenant's name, and commit. */
const FRAME = 3;

/** Statements of one page: the session is looked up in a transaction of its own, then comes the door's. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const before = sent.statements;
  await work();
  return sent.statements - before - 2 * FRAME;
}

const versionOf = async (report: Id<'report'>) =>
  (await openReport(runtime, ines, { report })).report.version;

test('the inbox and a report cost at most eight statements in two transactions, the session among them, however many there are', async () => {
  const reports: Id<'report'>[] = [];
  for (let count = 0; count < 4; count += 1)
    reports.push(await tell(runtime, tenant, { words: `Report number ${count}`, unit: 'north' }));
  const [report] = reports;
  if (!report) throw new Error('No report.');
  const lucia = await officer('lucia-peral');
  const unit = lucia.actor.kind === 'staff' ? lucia.actor.unit : null;
  const busy = place.unitById(unit ?? '')?.code ?? 'north';
  const mine = await tell(runtime, tenant, { words: 'Somebody has written', unit: busy });
  const visit = (work: () => Promise<unknown>) => async () => {
    await resolveSession(runtime, tenant, lucia.token);
    await work();
  };
  const inbox = visit(() => listInbox(runtime, lucia, {}));
  const open = visit(() => openReport(runtime, lucia, { report: mine }));
  await inbox();
  await open();
  const few = await statements(inbox);
  expect(few).toBeLessThanOrEqual(8);
  expect(await statements(open)).toBeLessThanOrEqual(8);
  for (let count = 0; count < 40; count += 1)
    await tell(runtime, tenant, { words: `One of many, ${count}`, unit: busy });
  await inbox();
  expect(await statements(inbox)).toBe(few);
});

test('pages of the inbox show every open report once, those that wait last', async () => {
  const caller = await officer('samira-haddad');
  const unit = place.unitById((caller.actor.kind === 'staff' && caller.actor.unit) || '');
  if (!unit) throw new Error('No unit.');
  const told: string[] = [];
  for (let count = 0; count < 35; count += 1)
    told.push(
      await tell(runtime, tenant, { words: `A lamp is out, ${count}`, unit: unit.code, hoursAgo: count + 1 }),
    );
  for (const report of told.slice(0, 33)) {
    await replyToReport(runtime, caller, { report, ...letter, asks: true });
  }
  const seen: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < 5; page += 1) {
    const inbox = await listInbox(runtime, caller, { after });
    seen.push(...inbox.lines.map((line) => line.report.id));
    after = inbox.next;
    if (after === undefined) break;
  }
  expect(after).toBeUndefined();
  expect(new Set(seen).size).toBe(seen.length);
  expect(told.filter((id) => !seen.includes(id))).toEqual([]);
  const [first, second] = seen;
  expect(told.slice(33)).toEqual(expect.arrayContaining([first, second]));
});

test('a reply stores the letter, keeps the promise and is sent once however often it is pressed', async () => {
  const report = await tell(runtime, tenant, { words: 'A scooter at night', email: 'ana@example.org' });
  const version = await versionOf(report);
  const promise = new Date(Date.now() + 3 * DAY);
  const form = { report, version, requestKey: 'pressed-twice', ...letter, promise };
  await replyToReport(runtime, ines, form);
  await replyToReport(runtime, ines, form);
  const opened = await openReport(runtime, ines, { report });
  expect(opened.messages.map(({ words, from }) => [from, words])).toEqual([['officer', letter.words]]);
  expect([opened.report.status, opened.report.dueKind]).toEqual(['open', 'promise']);
  expect(opened.report.dueAt?.getTime()).toBe(promise.getTime());
  expect(opened.activity.map(({ verb }) => verb)).toEqual(['submitted', 'replied']);
  await expect(replyToReport(runtime, ines, { ...form, requestKey: 'another-form' })).rejects.toMatchObject({
    code: 'changed-meanwhile',
  });
});

test('a promise in the past and a colleague who is not here are turned away at their field', async () => {
  const report = await tell(runtime, tenant, { words: 'A question' });
  const past = new Date(Date.now() - DAY);
  await expect(replyToReport(runtime, ines, { report, ...letter, promise: past })).rejects.toMatchObject({
    problems: [{ field: 'promise', code: 'in-the-past' }],
  });
  const { report: stands } = await openReport(runtime, ines, { report });
  const decision = {
    report,
    category: stands.category,
    urgency: 'soon',
    reason: 'Children pass here',
  } as const;
  await expect(
    triageReport(runtime, ines, { ...decision, unit: stands.unit, assignee: newId<'staff'>() }),
  ).rejects.toMatchObject({ problems: [{ field: 'assignee', code: 'not-here' }] });
  expect((await openReport(runtime, ines, { report })).report.urgency).toBe('normal');
});

test('closing needs an outcome and words; both reach the resident and the report takes no more letters', async () => {
  const report = await tell(runtime, tenant, { words: 'A broken lamp', email: 'ana@example.org' });
  await expect(
    closeReport(runtime, ines, { report, outcome: 'solved', words: '  ', language: 'en' }),
  ).rejects.toMatchObject({ problems: [{ field: 'words', code: 'missing' }] });
  const lighting = place.agencyByCode('city-lighting');
  if (!lighting) throw new Error('No lighting.');
  await referReport(runtime, ines, { report, agency: lighting.id, ...letter });
  await closeReport(runtime, ines, { report, outcome: 'solved', ...letter, words: 'It shines again.' });
  const { report: closed, messages } = await openReport(runtime, ines, { report });
  expect([closed.status, closed.outcome, closed.agency]).toEqual(['closed', 'solved', lighting.id]);
  expect(messages.map(({ words }) => words)).toEqual([letter.words, 'It shines again.']);
  await expect(replyToReport(runtime, ines, { report, ...letter })).rejects.toMatchObject({
    code: 'not-in-this-state',
  });
});

test('nothing is public before somebody decides so, with words of their own in at least one language', async () => {
  const report = await tell(runtime, tenant, { words: 'Bottles on the beach' });
  const decision = { report, title: { en: 'Beach cleaned' }, words: { en: 'The council came.' } };
  await expect(publishReport(runtime, ines, { ...decision, reason: '' })).rejects.toMatchObject({
    problems: [{ field: 'reason', code: 'missing' }],
  });
  await expect(
    publishReport(runtime, ines, { ...decision, title: {}, reason: 'Asked for' }),
  ).rejects.toMatchObject({
    problems: [{ field: 'title', code: 'missing' }],
  });
  expect((await openReport(runtime, ines, { report })).publication).toBeUndefined();
  await publishReport(runtime, ines, { ...decision, reason: 'Many asked' });
  const { publication, activity } = await openReport(runtime, ines, { report });
  expect(publication?.title).toEqual({ en: 'Beach cleaned' });
  expect(activity.at(-1)).toMatchObject({ verb: 'published', actorKind: 'staff' });
});

test('another unit, another hat and one factor find nothing; a supervisor elsewhere says why first', async () => {
  const report = await tell(runtime, tenant, {
    words: 'A very particular scooter',
    email: 'ana@example.org',
  });
  const ruth = await officer('ruth-benet');
  const pilar = await officer('pilar-toledo', 'administrator');
  const notFound = { code: 'not-found' };
  for (const caller of [ruth, pilar]) {
    await expect(openReport(runtime, caller, { report })).rejects.toMatchObject(notFound);
    await expect(openContact(runtime, caller, { report })).rejects.toMatchObject(notFound);
    await expect(noteOnReport(runtime, caller, { report, words: 'Mine' })).rejects.toMatchObject(notFound);
  }
  const found = async (caller: Caller) =>
    (await findReports(runtime, caller, { words: 'PARTICULAR scóoter' })).lines.length;
  expect([await found(ines), await found(ruth)]).toEqual([1, 0]);
  const hugo = await officer('hugo-baeza', 'supervisor');
  await expect(openReport(runtime, hugo, { report })).rejects.toMatchObject(notFound);
  // A list tells that it is there and when it is due; reading even its first line asks for the reason too.
  const { lines } = await listInbox(runtime, hugo, { scope: 'all', group: 'all' });
  const { unit } = hugo.actor.kind === 'staff' ? hugo.actor : { unit: null };
  const elsewhere = lines.filter((line) => line.report.unit !== unit);
  expect(elsewhere.length).toBeGreaterThan(0);
  expect(elsewhere.filter((line) => line.isOpened || line.firstLine !== '')).toEqual([]);
  expect((await findReports(runtime, hugo, { words: 'particular' })).lines).toMatchObject([
    { isOpened: false },
  ]);
  const told = await openReport(runtime, { ...hugo, reason: 'A complaint about this answer' }, { report });
  expect(told.content.words).toBe('A very particular scooter');
});

test('opening a contact is an entry of its own in the log', async () => {
  const report = await tell(runtime, tenant, { words: 'Call me', email: 'ana@example.org' });
  expect((await openReport(runtime, ines, { report })).hasContact).toBe(true);
  expect(await openContact(runtime, ines, { report })).toMatchObject({ email: 'ana@example.org' });
  const { rows } = await transact(pool, tenant, (db) =>
    sql<{
      action: string;
    }>`select action from access.entry where target = ${`Report:${report}`} order by id`.execute(db),
  );
  expect(rows.map(({ action }) => action)).toEqual(['reports.open', 'reports.contact']);
});
