import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { transact } from '#domain/kernel';
import { testDatabase } from '#testing';
import { contactSchema, contentSchema } from './report.ts';

/**
 * What nobody is asked for and no table has a place for: what someone is, where they moved, and any number that weighs a
 * person (HR-06 and HR-21 of the design).
 */
const NEVER =
  /relig|ethni|race|nationalit|politic|opinion|orientation|gender|skin|biometr|face|(^|_)ip(_|$)|device_id|user_agent|score|risk|rank|predict|threat|watch/i;

test('no form asks for it', () => {
  const names = [contentSchema, contactSchema].flatMap(({ shape }) => Object.keys(shape));
  expect(names).toContain('behaviour');
  expect(names.filter((name) => NEVER.test(name))).toEqual([]);
});

test('no table has a column for it', async () => {
  const { pool } = await testDatabase();
  const { rows } = await transact(pool, null, (db) =>
    sql<{ name: string }>`select concat_ws('.', n.nspname, c.relname, a.attname) as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')`.execute(db),
  );
  const names = rows.map(({ name }) => name);
  expect(names).toContain('reports.report.content');
  expect(names.filter((name) => NEVER.test(name.split('.').at(-1) ?? ''))).toEqual([]);
});
