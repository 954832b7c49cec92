import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findByReceipt } from '#domain/identity';
import { type Place, placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import {
  type Caller,
  HOUR,
  type Id,
  makeKeyring,
  Refusal,
  type Runtime,
  STRANGER,
  sent,
  type TenantId,
} from '#domain/kernel';
import { getContact, getReport } from '#domain/reports';
import { testDatabase, testRuntime, withUse } from '#testing';
import {
  findDraft,
  keepDraft,
  lookAtSent,
  newSecretText,
  type ReportDraft,
  sendReport,
  submitReport,
} from './report-something.ts';
import { setUpPlace } from './set-up-place.ts';

let runtime: Runtime;
let place: Place;
let caller: Caller;
let now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  const { pool } = await testDatabase();
  runtime = testRuntime(pool, () => now, makeKeyring([randomBytes(32)]));
  const { tenant } = await setUpPlace(
    runtime,
    await readPlaceDirectory(join(import.meta.dirname, '../../content/haven')),
  );
  place = await placeOf(runtime, tenant);
  caller = { tenant, actor: STRANGER };
});

const categoryId = (code: string) => place.categoryByCode(code)?.id ?? '';

function aDraft(more: ReportDraft = {}): ReportDraft {
  return {
    ...{ isAsked: true, kind: 'incident', category: categoryId('theft') },
    ...{ words: 'The lamp is out and my bicycle is gone', answers: { taken: 'A red bicycle' } },
    place: { how: 'address', words: 'Calle Mar 12', ...pointIn('old-harbour') },
    when: { type: 'exact', date: '2026-11-19', time: '14:30' },
    tier: 'identified',
    contact: { name: 'Ana', email: 'ana@example.org', handle: 'Neighbour 7' },
    ...more,
  };
}

function pointIn(slug: string) {
  const { lat = 0, lon = 0 } = place.areaBySlug(slug)?.centre ?? {};
  return { lat, lon };
}

async function write(draft: ReportDraft): Promise<string> {
  const secret = newSecretText(now);
  await keepDraft(runtime, caller, { secret, draft });
  return secret;
}

const send = (secret: string, who = caller) => submitReport(runtime, who, { secret, language: 'en' });
const opened = (report: Id<'report'>) =>
  withUse(runtime.pool, caller.tenant, (use) => getReport(use, report), { keyring: runtime.keyring });

const problemsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: { problems?: { field: string; code: string }[] }) =>
      (error.problems ?? []).map(({ field, code }) => `${field}: ${code}`),
  );

describe('a draft', () => {
  test('is opened by its secret alone', async () => {
    const secret = await write(aDraft());
    expect((await findDraft(runtime, caller, { secret }))?.draft.words).toContain('bicycle');
    expect(await findDraft(runtime, caller, { secret: newSecretText(now) })).toBeUndefined();
  });

  test('waits a day, and an hour where the matter is sensitive', async () => {
    const plain = await write(aDraft());
    const sensitive = await write(aDraft({ category: categoryId('domestic-violence') }));
    const hate = await write({ isAsked: true, kind: 'hate' });
    const begun = now;
    now = new Date(begun.getTime() + 2 * HOUR);
    expect(await findDraft(runtime, caller, { secret: plain })).toBeDefined();
    expect(await findDraft(runtime, caller, { secret: sensitive })).toBeUndefined();
    expect(await findDraft(runtime, caller, { secret: hate })).toBeUndefined();
    now = new Date(begun.getTime() + 25 * HOUR);
    expect(await findDraft(runtime, caller, { secret: plain })).toBeUndefined();
    now = begun;
  });

  test('takes no looks without deeds, and no name without a way to answer', async () => {
    const secret = newSecretText(now);
    const keep = (draft: ReportDraft) => problemsOf(keepDraft(runtime, caller, { secret, draft }));
    expect(await keep(aDraft({ appearance: 'a blue coat' }))).toEqual(['draft.behaviour: behaviour-first']);
    expect(await keep(aDraft({ appearance: 'a blue coat', behaviour: 'cut the lock' }))).toEqual([]);
    expect(await keep(aDraft({ contact: { name: 'Ana' } }))).toEqual([
      'draft.contact.email: no-way-to-answer',
    ]);
    expect(await keep(aDraft({ words: 'x'.repeat(8001) }))).toEqual(['draft.words: too-long']);
  });
});

describe('a report', () => {
  test('goes to the unit of the place where it was, with its words, and its receipt finds it', async () => {
    const secret = await write(aDraft());
    const report = await send(secret);
    const { report: head, content } = await opened(report);
    expect(content.words).toBe('The lamp is out and my bicycle is gone');
    expect(content.answers).toEqual({ taken: 'A red bicycle' });
    expect(head.area).toBe(place.areaBySlug('old-harbour')?.id);
    expect(head.unit).toBe(place.unitByCode('harbour')?.id);
    expect(head.cell).not.toBeNull();
    const seen = await lookAtSent(runtime, caller, { secret, language: 'en' });
    expect(seen?.report.id).toBe(report);
    expect(seen?.receipt.words).toHaveLength(12);
    const hash = seen?.receipt.locatorHash ?? Buffer.alloc(0);
    const found = await withUse(runtime.pool, caller.tenant, (use) => findByReceipt(use, hash));
    expect(found?.report).toBe(report);
    // What was a draft is a draft no more.
    const after = await findDraft(runtime, caller, { secret });
    expect(after).toEqual({ draft: {}, isSent: true });
  });

  test('sent twice, and twice at once, is stored once', async () => {
    const secret = await write(aDraft());
    const both = await Promise.allSettled([send(secret), send(secret)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(send(secret)).rejects.toMatchObject({ code: 'already-done' });
  });

  test('of a sensitive kind has no cell, and its receipt is shown for an hour only', async () => {
    const secret = await write(aDraft({ category: categoryId('domestic-violence') }));
    const { report } = await opened(await send(secret));
    expect(report).toMatchObject({ sensitive: true, cell: null, unit: place.unitByCode('care')?.id });
    const begun = now;
    now = new Date(begun.getTime() + 61 * 60_000);
    expect(await lookAtSent(runtime, caller, { secret, language: 'en' })).toBeUndefined();
    now = begun;
  });

  test('under another name keeps the name that was chosen and nothing else', async () => {
    const report = await send(await write(aDraft({ tier: 'pseudonymous' })));
    const contact = await withUse(runtime.pool, caller.tenant, (use) => getContact(use, report), {
      keyring: runtime.keyring,
    });
    expect(contact).toEqual({ handle: 'Neighbour 7' });
  });

  test('outside the place goes to nobody by area, and is taken all the same', async () => {
    const draft = aDraft({ place: { how: 'map', lat: 51.5, lon: 4.5 } });
    const { report } = await opened(await send(await write(draft)));
    expect(report).toMatchObject({ area: null, unit: null, cell: null });
  });

  test('leaves out what belongs to a kind or a category that was left again', async () => {
    const draft = aDraft({
      ...{ kind: 'question', category: categoryId('question'), when: undefined },
      ...{ behaviour: 'ran', appearance: 'a coat' },
    });
    const { content } = await opened(await send(await write(draft)));
    expect(content.answers).toEqual({});
    expect(content.behaviour).toBeUndefined();
    expect(content.when).toEqual({ type: 'unknown' });
  });

  test('that is not whole is refused by what is missing', async () => {
    const unknown = aDraft({ category: '01234567-89ab-7def-8123-456789abcdef' });
    expect(await problemsOf(send(await write(unknown)))).toEqual(['category: missing']);
    expect(await problemsOf(send(await write({ isAsked: true })))).toContain('words: missing');
    await expect(send(newSecretText(now))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('cannot be sent from another tenant', async () => {
    const secret = await write(aDraft());
    const other: Caller = { ...caller, tenant: (caller.tenant + 1) as TenantId };
    await expect(send(secret, other)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('costs few statements, and as many for the longest as for the shortest', async () => {
    const count = async (draft: ReportDraft) => {
      const secret = await write(draft);
      const before = sent.statements;
      await send(secret);
      return sent.statements - before;
    };
    await count(aDraft());
    const short = await count(aDraft({ words: 'A lamp', contact: { phone: '123' } }));
    const long = await count(aDraft({ words: 'many words '.repeat(700), contact: { phone: '123' } }));
    expect(long).toBe(short);
    expect(short).toBeLessThanOrEqual(12);
  });
});

test('a flood from one network is slowed, another network is not, and the draft waits', async () => {
  const flood = async (network: string) => {
    const secret = await write(aDraft());
    return sendReport(runtime, caller, { secret, language: 'en', network });
  };
  const answers = await Promise.allSettled(Array.from({ length: 64 }, () => flood('a network')));
  const slowed = answers.filter((answer) => answer.status === 'rejected');
  expect(slowed.length).toBeGreaterThan(0);
  expect(
    slowed.every((answer) => answer.reason instanceof Refusal && answer.reason.code === 'too-many-tries'),
  ).toBe(true);
  expect(answers.length - slowed.length).toBeGreaterThanOrEqual(60);
  await expect(flood('another network')).resolves.toMatch(/^[0-9a-f-]{36}$/);
});
