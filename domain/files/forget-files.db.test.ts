import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, type TenantId, type Use } from '#domain/kernel';
import { testDatabase, withUse } from '#testing';
import { beginUpload, forgetFiles, listUploads } from './index.ts';

const TENANT = 44 as TenantId;

async function run<T>(work: (use: Use) => Promise<T>): Promise<T> {
  const { pool } = await testDatabase();
  return withUse(pool, TENANT, work);
}

test('an erased report takes with it what waits in a letter never sent, and nothing of others', async () => {
  const [letter, other] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const begin = (owner: string) =>
    run((use) =>
      beginUpload(use, { owner, name: 'maria.jpg', type: 'image/jpeg', size: 10, keepOriginal: false }),
    );
  const waiting = await begin(letter);
  await begin(other);
  await run((use) => forgetFiles(use, newId<'report'>(), letter));
  expect(await run((use) => listUploads(use, letter))).toEqual([]);
  expect(await run((use) => listUploads(use, other))).toHaveLength(1);
  const jobs = await run(
    async (use) =>
      (
        await sql<{ task: string; payload: { ids: string[] } }>`select task_identifier as task, payload
        from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)`.execute(use.db)
      ).rows,
  );
  expect(jobs).toEqual([{ task: 'remove-files', payload: { tenant: TENANT, ids: [waiting] } }]);
});
