import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { newSubject, placeTarget, reveal, seal } from '#domain/access';
import { BadInput, type Caller, emit, newId, STRANGER, type SubjectId, type TenantId } from '#domain/kernel';
import { aStaffMember, testDatabase, testRuntime, withUse } from '#testing';
import { command, query } from './index.ts';

const TENANT = 1 as TenantId;
const caller: Caller = { tenant: TENANT, actor: STRANGER };

const say = command({
  name: 'reports.submit',
  input: z.object({
    words: z.string().min(1, 'missing').max(5, 'too-long'),
    fail: z.boolean().default(false),
  }),
  purpose: 'respond',
  basis: 'public-task',
  target: (use) => placeTarget(use.tenant),
  run: async (use, input) => {
    const subject = await newSubject(use);
    use.seen.add(subject);
    await emit(use, 'said', 'staff', { words: 1 });
    if (input.fail) throw new Error('broken on the way');
    return { subject, bytes: seal(use, subject, 'x', input.words) };
  },
});

const look = query({
  name: 'reports.list',
  input: z.object({ subject: z.custom<SubjectId>(), bytes: z.custom<Buffer>() }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'handles-this-report',
  target: (use) => placeTarget(use.tenant),
  run: (use, { subject, bytes }) => reveal<string>(use, [{ subject, context: 'x', bytes }]),
});

async function entries() {
  const { pool } = await testDatabase();
  return withUse(pool, TENANT, async (use) => {
    const found = await sql<{ action: string; outcome: string; reason: string | null; subjects: string[] }>`
      select action, outcome, reason, subjects from access.entry order by id`.execute(use.db);
    return found.rows;
  });
}

test('bad input goes back field by field, and nothing happened', async () => {
  const { pool } = await testDatabase();
  const before = (await entries()).length;
  const failure = await say(testRuntime(pool), caller, { words: 'far too long' }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(BadInput);
  expect((failure as BadInput).problems).toEqual([{ field: 'words', code: 'too-long' }]);
  expect((await entries()).length).toBe(before);
});

test('a command is one transaction with its entry in the log: both or neither', async () => {
  const { pool } = await testDatabase();
  const before = (await entries()).length;
  await expect(say(testRuntime(pool), caller, { words: 'hello', fail: true })).rejects.toThrow('broken');
  expect((await entries()).length).toBe(before);
  const { subject } = await say(testRuntime(pool), caller, { words: 'hello' });
  expect((await entries()).at(-1)).toMatchObject({
    action: 'reports.submit',
    outcome: 'done',
    subjects: [subject],
  });
});

test('looking is logged with whose words were opened, and why', async () => {
  const { pool } = await testDatabase();
  const said = await say(testRuntime(pool), caller, { words: 'hello' });
  const officer = { tenant: TENANT, actor: aStaffMember('cpo', newId()) };
  expect(await look(testRuntime(pool), officer, said)).toEqual(['hello']);
  expect((await entries()).at(-1)).toMatchObject({
    action: 'reports.list',
    reason: 'handles-this-report',
    subjects: [said.subject],
  });
});

test('a refusal is logged and tells nothing but that nothing is there', async () => {
  const { pool } = await testDatabase();
  const said = await say(testRuntime(pool), caller, { words: 'hello' });
  const administrator = { tenant: TENANT, actor: aStaffMember('administrator', null) };
  await expect(look(testRuntime(pool), administrator, said)).rejects.toMatchObject({ code: 'not-found' });
  expect((await entries()).at(-1)).toMatchObject({
    action: 'reports.list',
    outcome: 'refused',
    subjects: [],
  });
  const weak = { tenant: TENANT, actor: aStaffMember('cpo', newId(), { strong: false }) };
  await expect(look(testRuntime(pool), weak, said)).rejects.toMatchObject({ code: 'second-factor-needed' });
});

test('a resident cannot ask what only staff may ask', async () => {
  const { pool } = await testDatabase();
  const said = await say(testRuntime(pool), caller, { words: 'hello' });
  await expect(look(testRuntime(pool), caller, said)).rejects.toMatchObject({ code: 'not-found' });
});
