import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase, withUse } from '#testing';
import { claimRequest, keepAnswer, type TenantId, transact } from './index.ts';

const ONE = 1 as TenantId;
const TWO = 2 as TenantId;

test('without a tenant no row is seen, and none of another tenant can be written', async () => {
  const { pool } = await testDatabase();
  await withUse(pool, ONE, (use) => claimRequest(use, 'test', 'a'));
  const count = (tenant: TenantId | null) =>
    transact(
      pool,
      tenant,
      async (db) =>
        (await sql<{ many: number }>`select count(*) as many from kernel.request`.execute(db)).rows[0]?.many,
    );
  expect(await count(ONE)).toBe(1);
  expect(await count(TWO)).toBe(0);
  expect(await count(null)).toBe(0);
  const smuggle = transact(pool, TWO, (db) =>
    sql`insert into kernel.request (tenant, key, at, answer) values (1, '\\x00', now(), '{}')`.execute(db),
  );
  await expect(smuggle).rejects.toThrow(/row-level security/);
});

test('every table with a tenant is guarded, forced, and has the tenant first in its primary key', async () => {
  const { pool } = await testDatabase();
  const { rows } = await pool.query<{ name: string; guarded: boolean; first: string | null }>(`
    select c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity as guarded,
      (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where i.indrelid = c.oid and i.indisprimary) as first
    from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant' and not t.attisdropped
    where c.relkind = 'r' and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'graphile_worker')`);
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.filter((row) => !row.guarded)).toEqual([]);
  expect(rows.filter((row) => row.first !== 'tenant')).toEqual([]);
});

test('the tenant of one transaction does not stay on its connection', async () => {
  const { pool } = await testDatabase();
  const client = await pool.connect();
  client.release();
  await transact(pool, ONE, async () => undefined);
  const { rows } = await pool.query("select coalesce(current_setting('concord.tenant', true), '') as tenant");
  expect(rows[0]).toEqual({ tenant: '' });
});

test('the same request key is taken once; the second caller waits and gets the first answer', async () => {
  const { pool } = await testDatabase();
  const call = (name: string) =>
    withUse(pool, ONE, async (use) => {
      const earlier = await claimRequest(use, 'test', 'twice');
      if (earlier !== undefined) return earlier;
      await sql`select pg_sleep(0.05)`.execute(use.db);
      await keepAnswer(use, 'test', 'twice', { name });
      return { name };
    });
  const [first, second] = await Promise.all([call('one'), call('two')]);
  expect(first).toEqual(second);
  expect(await withUse(pool, TWO, (use) => claimRequest(use, 'test', 'twice'))).toBeUndefined();
});
