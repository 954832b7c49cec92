import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase, testUse, withUse } from '#testing';
import {
  currentCursor,
  emit,
  listEventsAfter,
  openBell,
  parseCursor,
  type TenantId,
  transact,
} from './index.ts';

const TENANT = 1 as TenantId;

test('an event that commits late is not jumped over', async () => {
  const { pool } = await testDatabase();
  const start = await transact(pool, TENANT, currentCursor);
  const seen: unknown[] = [];
  let cursor = start;
  const look = async () => {
    const events = await transact(pool, TENANT, (db) => listEventsAfter(db, TENANT, cursor));
    seen.push(...events.map((event) => event.payload.name));
    cursor = events.at(-1)?.cursor ?? cursor;
  };
  // The slow writer takes its row first and commits last.
  await transact(pool, TENANT, async (db) => {
    await emit(testUse(db, TENANT), 'test', 'staff', { name: 'slow' });
    await withUse(pool, TENANT, (use) => emit(use, 'test', 'staff', { name: 'quick' }));
    await look();
    expect(seen).toEqual([]);
  });
  const lookedAt = async () => {
    await look();
    return seen;
  };
  await expect.poll(lookedAt, { timeout: 10_000 }).toEqual(['slow', 'quick']);
});

test('many writers at once: every event is handed out once, in the order of one cursor', async () => {
  const { pool } = await testDatabase();
  const start = await transact(pool, TENANT, currentCursor);
  const seen: string[] = [];
  let cursor = start;
  let writing = true;
  const isOurs = (event: { topic: string }) => event.topic === 'crowd';
  const reader = (async () => {
    for (let more = true; more; ) {
      more = writing;
      const events = await transact(pool, TENANT, (db) => listEventsAfter(db, TENANT, cursor));
      seen.push(...events.filter(isOurs).map((event) => String(event.payload.name)));
      cursor = events.at(-1)?.cursor ?? cursor;
      if (events.length > 0 || seen.length < 240) more = true;
    }
  })();
  const writers = [0, 1, 2, 3].map(async (writer) => {
    for (let at = 0; at < 60; at += 1) {
      await withUse(pool, TENANT, async (use) => {
        await emit(use, 'crowd', 'staff', { name: `${writer}/${at}` });
        await sql`select pg_sleep(${Math.random() / 200})`.execute(use.db);
      });
    }
  });
  await Promise.all(writers);
  writing = false;
  await reader;
  expect(seen.length).toBe(240);
  expect(new Set(seen).size).toBe(240);
});

test('what is rolled back was never there', async () => {
  const { pool } = await testDatabase();
  const start = await transact(pool, TENANT, currentCursor);
  const failing = withUse(pool, TENANT, async (use) => {
    await emit(use, 'test', 'staff', { name: 'gone' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await transact(pool, TENANT, (db) => listEventsAfter(db, TENANT, start))).toEqual([]);
});

test('another tenant hears nothing', async () => {
  const { pool } = await testDatabase();
  const start = await transact(pool, TENANT, currentCursor);
  await withUse(pool, TENANT, (use) => emit(use, 'test', 'staff', { name: 'ours' }));
  expect(await transact(pool, 2 as TenantId, (db) => listEventsAfter(db, TENANT, start))).toEqual([]);
});

test('the bell rings after a commit', async () => {
  const { pool, appUrl } = await testDatabase();
  const bell = openBell(appUrl, pool);
  const rung = new Promise<TenantId>((resolve) => bell.onRing((tenant) => tenant === 77 && resolve(tenant)));
  const ringing = setInterval(() => {
    void withUse(pool, 77 as TenantId, (use) => emit(use, 'test', 'staff', {}));
  }, 50);
  expect(await rung).toBe(77);
  clearInterval(ringing);
  await bell.close();
});

test('a cursor that no server made is refused', () => {
  for (const text of ['', 'x', '1', '1.2.3', "1.2'; drop", '-1.2', `${'9'.repeat(30)}.1`]) {
    expect(parseCursor(text)).toBeUndefined();
  }
});
