import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { destroySubject, newSubject } from '#domain/access';
import { type Id, newId, type TenantId } from '#domain/kernel';
import { aStaffMember, testDatabase, withUse } from '#testing';
import { addMessage, countUnread, deleteMessages, listMessages, markRead } from './index.ts';

const tenant = 1 as TenantId;
const { pool } = await testDatabase();

async function aConversation() {
  const report = newId<'report'>();
  const subject = await withUse(pool, tenant, newSubject);
  const write = (from: 'resident' | 'officer', words: string, at: Date) =>
    withUse(
      pool,
      tenant,
      (use) =>
        addMessage(use, {
          report,
          subject,
          from,
          staff: from === 'officer' ? newId<'staff'>() : null,
          language: 'es',
          words,
        }),
      { now: at },
    );
  return { report, subject, write };
}

test('letters come back in the order they were written, in their words and language', async () => {
  const { report, subject, write } = await aConversation();
  await write('resident', '¿Cuándo vienen?\n<b>Gracias</b>', new Date('2026-11-20T10:00:00Z'));
  await write('officer', 'El martes.', new Date('2026-11-20T11:00:00Z'));
  const letters = await withUse(pool, tenant, (use) => listMessages(use, { report, subject }));
  expect(letters.map(({ from, words, language }) => [from, words, language])).toEqual([
    ['resident', '¿Cuándo vienen?\n<b>Gracias</b>', 'es'],
    ['officer', 'El martes.', 'es'],
  ]);
  expect(letters[0]?.staff).toBeNull();
  expect(letters[1]?.staff).not.toBeNull();
});

test('reading a conversation is noted as opening the words of the person', async () => {
  const { report, subject, write } = await aConversation();
  await write('resident', 'Hello', new Date());
  const seen = await withUse(pool, tenant, async (use) => {
    await listMessages(use, { report, subject });
    return [...use.seen];
  });
  expect(seen).toEqual([subject]);
});

test('a letter stays new to the other side until it is opened, and keeps the time of the first opening', async () => {
  const { report, subject, write } = await aConversation();
  await write('officer', 'One', new Date('2026-11-20T10:00:00Z'));
  await write('officer', 'Two', new Date('2026-11-20T10:01:00Z'));
  await write('resident', 'Mine', new Date('2026-11-20T10:02:00Z'));
  const unread = (reader: 'resident' | 'officer') =>
    withUse(pool, tenant, async (use) => (await countUnread(use, [report], reader)).get(report));
  expect([await unread('resident'), await unread('officer')]).toEqual([2, 1]);
  const first = new Date('2026-11-20T12:00:00Z');
  expect(await withUse(pool, tenant, (use) => markRead(use, report, 'resident'), { now: first })).toBe(2);
  expect(await withUse(pool, tenant, (use) => markRead(use, report, 'resident'))).toBe(0);
  expect([await unread('resident'), await unread('officer')]).toEqual([undefined, 1]);
  const letters = await withUse(pool, tenant, (use) => listMessages(use, { report, subject }));
  expect(letters.map((letter) => letter.readAt)).toEqual([first, first, null]);
});

test('the database holds no readable word, and an erased person leaves noise', async () => {
  const { report, subject, write } = await aConversation();
  await write('resident', 'a very particular sentence', new Date());
  const stored = await withUse(pool, tenant, (use) =>
    sql<{ words: Buffer }>`select words from conversations.message where report = ${report}`.execute(use.db),
  );
  expect(stored.rows[0]?.words.length).toBeGreaterThan(30);
  expect(stored.rows[0]?.words.toString('latin1')).not.toContain('particular');
  await withUse(pool, tenant, (use) => destroySubject(use, subject));
  expect(await withUse(pool, tenant, (use) => listMessages(use, { report, subject }))).toEqual([]);
  await expect(write('officer', 'too late', new Date())).rejects.toThrow('erased');
  await withUse(pool, tenant, (use) => deleteMessages(use, report));
});

test('a conversation of one place is not there for another, and one factor reads nothing', async () => {
  const { report, subject, write } = await aConversation();
  await write('resident', 'Hello', new Date());
  const elsewhere = 2 as TenantId;
  expect(await withUse(pool, elsewhere, (use) => listMessages(use, { report, subject }))).toEqual([]);
  expect(await withUse(pool, elsewhere, (use) => markRead(use, report, 'officer'))).toBe(0);
  const actor = aStaffMember('cpo', null, { strong: false });
  await expect(
    withUse(pool, tenant, (use) => listMessages(use, { report, subject }), { actor }),
  ).rejects.toThrow('second-factor-needed');
});

test('a letter names the files that came with it', async () => {
  const { report, subject } = await aConversation();
  const id = newId<'message'>();
  const file: Id<'file'> = newId();
  await withUse(pool, tenant, (use) =>
    addMessage(use, {
      id,
      report,
      subject,
      from: 'resident',
      staff: null,
      language: 'en',
      words: 'See',
      files: [file],
    }),
  );
  const [letter] = await withUse(pool, tenant, (use) => listMessages(use, { report, subject }));
  expect([letter?.id, letter?.files]).toEqual([id, [file]]);
});
