import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Db, TenantId } from '#domain/kernel';
import { freshDatabase, rolledBack, testDatabase } from '#testing';

test('a test file keeps one database', async () => {
  expect((await testDatabase()).appUrl).toBe((await testDatabase()).appUrl);
});

test('the running role cannot alter, make or drop a table', async () => {
  const { pool } = await testDatabase();
  await expect(pool.query('create table public.mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(pool.query('drop table public.concord_migration')).rejects.toThrow(/must be owner/);
  await expect(pool.query('alter table public.concord_migration add column x int')).rejects.toThrow(
    /must be owner/,
  );
});

test('a fresh database is migrated and apart from the others', async () => {
  const one = await freshDatabase();
  const two = await freshDatabase();
  const owner = new pg.Client({ connectionString: one.ownerUrl });
  await owner.connect();
  await owner.query('create table public.only_here (id int)');
  await owner.end();
  const seen = await two.pool.query("select to_regclass('public.only_here') as table");
  expect(seen.rows).toEqual([{ table: null }]);
  const done = await two.pool.query<{ many: number }>(
    'select count(*) as many from public.concord_migration',
  );
  expect(done.rows[0]?.many).toBeGreaterThan(0);
  await one.drop();
  await two.drop();
});

test('what is rolled back leaves nothing', async () => {
  const { pool } = await testDatabase();
  const count = async (db: Db) => {
    const { rows } = await sql<{ many: number }>`select count(*) as many from kernel.request`.execute(db);
    return rows[0]?.many;
  };
  const tenant = 7 as TenantId;
  const inside = await rolledBack(pool, tenant, async (db) => {
    await sql`insert into kernel.request (tenant, key, at, answer) values (7, '\\x01', now(), '{}')`.execute(
      db,
    );
    return count(db);
  });
  expect(inside).toBe(1);
  expect(await rolledBack(pool, tenant, count)).toBe(0);
});
