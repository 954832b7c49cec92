import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { masterKeyPath, readConfiguration } from '#domain/kernel';
import { freshDatabase } from '#testing';
import { type Installation, openInstallation } from './open-installation.ts';

const home = mkdtempSync(join(tmpdir(), 'concord-open-'));
const data = join(home, 'data');
afterAll(() => rmSync(home, { recursive: true, force: true }));

const open = (
  env: Record<string, string> = {},
  whenRunning: 'refuse' | 'join' = 'refuse',
): Promise<Installation> =>
  openInstallation(readConfiguration({ CONCORD_DATA: data, CONCORD_LOG: 'silent', ...env }), { whenRunning });

test('the first start migrates and makes a key; the second does neither', async () => {
  const first = await open();
  expect(first.migrated.length).toBeGreaterThan(0);
  expect(existsSync(masterKeyPath(data))).toBe(true);
  const [key] = first.masterKeys;
  await first.close();
  const second = await open();
  expect(second.migrated).toEqual([]);
  expect(second.masterKeys).toEqual([key]);
  await second.close();
});

test('beside a running Concord a second is refused, and a command joins', async () => {
  const running = await open();
  await expect(open()).rejects.toThrow(/already running on this data/);
  const command = await open({}, 'join');
  expect((await command.runtime.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await command.close();
  expect((await running.runtime.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await running.close();
});

test('without its master key nothing starts and nothing is made anew', async () => {
  const path = masterKeyPath(data);
  renameSync(path, `${path}.kept`);
  await expect(open()).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringContaining('master key is missing'),
  });
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, `${'ab'.repeat(32)}\n`, { mode: 0o600 });
  await expect(open()).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringContaining('another master key'),
  });
  renameSync(`${path}.kept`, path);
  await (await open()).close();
});

test('during a rotation the older key stands beside the newer, and is still asked for', async () => {
  const before = await open();
  const old = before.masterKeys[0]?.toString('hex') ?? '';
  await before.close();
  const fresh = 'cd'.repeat(32);
  await (await open({ CONCORD_MASTER_KEY: `${fresh},${old}` })).close();
  await expect(open({ CONCORD_MASTER_KEY: fresh })).rejects.toThrow(/another master key/);
  await (await open({ CONCORD_MASTER_KEY: `${fresh},${old}` })).close();
});

test('a PostgreSQL server is used in the same way', async () => {
  const { ownerUrl, appUrl, drop } = await freshDatabase();
  const server = { DATABASE_URL: appUrl, DATABASE_MIGRATE_URL: ownerUrl, CONCORD_DATA: join(home, 'server') };
  await expect(open(server)).rejects.toThrow(/master key is missing/);
  const keyed = { ...server, CONCORD_MASTER_KEY: 'ef'.repeat(32) };
  const one = await open(keyed);
  const two = await open(keyed);
  expect((await two.runtime.pool.query('select current_user as role')).rows).toEqual([
    { role: 'concord_app' },
  ]);
  await one.close();
  await two.close();
  await drop();
});

test('a running role that owns the database is refused', async () => {
  const { ownerUrl, drop } = await freshDatabase();
  const env = { DATABASE_URL: ownerUrl, DATABASE_MIGRATE_URL: ownerUrl, CONCORD_MASTER_KEY: 'ef'.repeat(32) };
  await expect(open(env)).rejects.toThrow(/owns the database/);
  await drop();
});

test('a server that is not there is told from a fault', async () => {
  const nowhere = 'postgres://concord_app:x@127.0.0.1:9/concord';
  await expect(open({ DATABASE_URL: nowhere, DATABASE_MIGRATE_URL: nowhere })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});
