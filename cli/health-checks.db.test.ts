import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openPool, type Pool, readConfiguration, readOrMakeMasterKeys } from '#domain/kernel';
import { freshDatabase, testDatabase } from '#testing';
import { examine } from './health-checks.ts';

const data = mkdtempSync(join(tmpdir(), 'concord-doctor-'));
readOrMakeMasterKeys(data, [], false);
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function stateOf(pool: Pool, what: string, env: Record<string, string> = {}): Promise<string> {
  const configuration = readConfiguration({ CONCORD_DATA: data, ...env });
  const found = (await examine({ configuration, pool })).find((finding) => finding.what === what);
  return `${found?.state}: ${found?.line}`;
}

test('a fresh installation is well', async () => {
  const { pool } = await testDatabase();
  const findings = await examine({ configuration: readConfiguration({ CONCORD_DATA: data }), pool });
  // Test databases are fast and forgetful on purpose, and the machine's disk is not ours to judge.
  const attention = findings.filter(
    ({ state, what }) => state === 'attention' && !['durability', 'disk'].includes(what),
  );
  expect(attention).toEqual([]);
  expect(await stateOf(pool, 'durability')).toMatch(/^attention: .*may lose/);
});

test('a role that could change tables is noticed', async () => {
  const { ownerUrl } = await testDatabase();
  const pool = openPool(ownerUrl, 1);
  expect(await stateOf(pool, 'role')).toMatch(/^attention: The running role has rights/);
  await pool.end();
});

test('an unguarded table, a pending migration and late jobs are noticed', async () => {
  const { pool, ownerUrl, drop } = await freshDatabase();
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('create table public.loose (tenant integer, words text)');
  await owner.query("delete from public.concord_migration where name = 'kernel/001-ground.sql'");
  await owner.query("select graphile_worker.add_job('forgotten', run_at => now() - interval '1 hour')");
  await owner.end();
  expect(await stateOf(pool, 'row security')).toBe('attention: Not guarded by row-level security: loose');
  expect(await stateOf(pool, 'migrations')).toContain('attention: 1 to run: kernel/001-ground.sql');
  expect(await stateOf(pool, 'queue')).toContain('attention: 1 jobs wait');
  await drop();
});

test('mail that is off, a mail server that is not there, and a missing key are noticed', async () => {
  const { pool } = await testDatabase();
  expect(await stateOf(pool, 'mail', { CONCORD_DEMO: 'off' })).toContain('attention: Mail is off');
  const nowhere = { CONCORD_SMTP_URL: 'smtp://127.0.0.1:9', CONCORD_MAIL_FROM: 'a@b.example' };
  expect(await stateOf(pool, 'mail', nowhere)).toContain('attention: The mail server refuses us');
  const empty = mkdtempSync(join(tmpdir(), 'concord-empty-'));
  expect(await stateOf(pool, 'keys', { CONCORD_DATA: empty })).toContain('attention: No master key');
  rmSync(empty, { recursive: true });
});
