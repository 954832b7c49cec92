import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpPlace, verifyAccessLog } from '#domain/journeys';
import { listTenants, readPlaceDirectory } from '#domain/jurisdiction';
import {
  makeKeyring,
  masterKeyPath,
  matchMasterKeys,
  nameOfMasterKey,
  openPool,
  type Pool,
  readConfiguration,
  readOrMakeMasterKeys,
} from '#domain/kernel';
import { freshDatabase, type TestDatabase, testRuntime } from '#testing';
import { describeSignIns, openDemoCity } from './demo-city.ts';
import type { Installation } from './open-installation.ts';
import { rotateMasterKey } from './rotate-master-key.ts';

const data = mkdtempSync(join(tmpdir(), 'concord-rotate-'));
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  // One connection, as a command has that has only just begun: others mean that Concord is running.
  pool = openPool(database.appUrl, 1);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(data, { recursive: true, force: true });
});

/** What a command finds when it starts now, with the keys that lie on the disk. */
async function installation(settings: Record<string, string> = {}): Promise<Installation> {
  const configuration = readConfiguration({ CONCORD_DATA: data, ...settings });
  const masterKeys = readOrMakeMasterKeys(data, configuration.masterKeys, false);
  await matchMasterKeys(database.ownerUrl, masterKeys);
  const runtime = {
    ...testRuntime(pool, () => new Date(), makeKeyring(masterKeys)),
    filesDirectory: join(data, 'files'),
  };
  const { ownerUrl, appUrl } = database;
  const databaseEnded = new Promise<void>(() => undefined);
  return {
    configuration,
    runtime,
    ownerUrl,
    appUrl,
    masterKeys,
    migrated: [],
    databaseEnded,
    close: async () => {},
  };
}

const keysOnDisk = () => readFileSync(masterKeyPath(data), 'utf8').trim().split('\n');

test('a rotation that is cut short goes on with the same new key, and then the old one is gone', async () => {
  const first = await installation();
  const signIns = describeSignIns(await openDemoCity(first.runtime), '');
  const [old] = keysOnDisk();
  const cut = rotateMasterKey(first, () => {
    throw new Error('the power went');
  });
  await expect(cut).rejects.toThrow('the power went');
  const [fresh, kept] = keysOnDisk();
  expect(kept).toBe(old);
  expect(fresh).not.toBe(old);

  const second = await installation();
  const rotation = await rotateMasterKey(second);
  expect(keysOnDisk()).toEqual([fresh]);
  expect(rotation).toMatchObject({
    places: 1,
    isConfigured: false,
    gone: [nameOfMasterKey(Buffer.from(old ?? '', 'hex'))],
  });

  // With the new key alone everything opens: the sealed addresses, the sign-ins made of secrets, the log.
  const third = await installation();
  expect(third.masterKeys).toHaveLength(1);
  expect(describeSignIns(await openDemoCity(third.runtime), '')).toEqual(signIns);
  const [haven] = await listTenants(third.runtime);
  if (!haven) throw new Error('no place');
  const caller = { tenant: haven.id, actor: { kind: 'system', duty: 'test' } } as const;
  expect((await verifyAccessLog(third.runtime, caller, {})).faults).toEqual([]);
});

test('the old key no longer opens this data', async () => {
  const stranger = { CONCORD_MASTER_KEY: '11'.repeat(32) };
  await expect(installation(stranger)).rejects.toThrow(/sealed with another master key/);
});

test('while Concord runs on the data it is not begun', async () => {
  const server = openPool(database.appUrl, 1);
  await server.query('select 1');
  const before = keysOnDisk();
  await expect(rotateMasterKey(await installation())).rejects.toThrow(/Concord is running/);
  expect(keysOnDisk()).toEqual(before);
  await server.end();
});

test('a key of the configuration is changed by the operator first, step by step', async () => {
  const [current = ''] = keysOnDisk();
  const alone = await installation({ CONCORD_MASTER_KEY: current });
  await expect(rotateMasterKey(alone)).rejects.toThrow(/CONCORD_MASTER_KEY/);
  const newer = '22'.repeat(32);
  const both = await installation({ CONCORD_MASTER_KEY: `${newer},${current}` });
  expect(await rotateMasterKey(both)).toMatchObject({
    isConfigured: true,
    newest: nameOfMasterKey(Buffer.from(newer, 'hex')),
  });
  const only = await installation({ CONCORD_MASTER_KEY: newer });
  expect(
    await setUpPlace(only.runtime, await readPlaceDirectory(join(import.meta.dirname, '../content/haven'))),
  ).toMatchObject({ changes: 0 });
  expect(keysOnDisk()).toEqual([current]);
});
