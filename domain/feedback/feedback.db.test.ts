import { expect, test } from 'vitest';
import { newSubject } from '#domain/access';
import { newId, type TenantId } from '#domain/kernel';
import { testDatabase, withUse } from '#testing';
import { countFeedback, deleteFeedback, findFeedback, giveFeedback, type Helped } from './index.ts';

const tenant = 1 as TenantId;
const { pool } = await testDatabase();

const give = async (helped: Helped, words: string | null, of = newId<'report'>(), closing = 0) => {
  const subject = await withUse(pool, tenant, newSubject);
  const now = new Date('2026-11-20T12:00:00Z');
  const unit = newId<'unit'>();
  await withUse(
    pool,
    tenant,
    (use) => giveFeedback(use, { report: of, closing, subject, unit, helped, words }),
    { now },
  );
  return { report: of, closing, subject, unit };
};

test('an answer and its words come back, and can be changed', async () => {
  const given = await give('partly', 'The lamp works, the bench does not.');
  const find = () => withUse(pool, tenant, (use) => findFeedback(use, given));
  expect(await find()).toMatchObject({ helped: 'partly', words: 'The lamp works, the bench does not.' });
  const later = new Date('2026-11-21T12:00:00Z');
  await withUse(pool, tenant, (use) => giveFeedback(use, { ...given, helped: 'yes', words: null }), {
    now: later,
  });
  expect(await find()).toMatchObject({ helped: 'yes', words: null, changedAt: later });
  expect((await find())?.givenAt).toEqual(new Date('2026-11-20T12:00:00Z'));
});

test('each closing has its own answer', async () => {
  const first = await give('no', null);
  const again = { ...first, closing: 1 };
  expect(await withUse(pool, tenant, (use) => findFeedback(use, again))).toBeUndefined();
  await withUse(pool, tenant, (use) => giveFeedback(use, { ...again, helped: 'yes', words: null }));
  expect((await withUse(pool, tenant, (use) => findFeedback(use, first)))?.helped).toBe('no');
});

test('answers are counted by word, by time and by unit, and only in their place', async () => {
  const elsewhere = 9 as TenantId;
  const span = { from: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-11-21T00:00:00Z') };
  const one = await give('yes', null);
  const unit = { ...span, unit: one.unit };
  expect(await withUse(pool, tenant, (use) => countFeedback(use, unit))).toEqual({
    yes: 1,
    partly: 0,
    no: 0,
  });
  expect(await withUse(pool, elsewhere, (use) => countFeedback(use, span))).toEqual({
    yes: 0,
    partly: 0,
    no: 0,
  });
  await withUse(pool, tenant, (use) => deleteFeedback(use, one.report));
  expect((await withUse(pool, tenant, (use) => countFeedback(use, unit))).yes).toBe(0);
});
