/**
 * A process that commits events as busy desks do: many transactions at once, some of them slow, so that they commit in
 * another order than they began. It is killed in the midst of it. Argument: the data directory.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { listTenants } from '#domain/jurisdiction';
import { emit, newId, readConfiguration, transact } from '#domain/kernel';
import { openInstallation } from '../../cli/open-installation.ts';
import { useOf } from './store-reports.ts';

const TOGETHER = 6;
const SLOWEST_MS = 120;

const configuration = readConfiguration({ CONCORD_DATA: process.argv[2], CONCORD_LOG: 'silent' });
const { runtime } = await openInstallation(configuration, { whenRunning: 'join' });
const tenant = (await listTenants(runtime)).find(({ slug }) => slug === 'haven')?.id;
if (!tenant) throw new Error('The demo city is not there.');

async function commit(of: NonNullable<typeof tenant>): Promise<void> {
  await transact(runtime.pool, of, async (db) => {
    const use = useOf(runtime, of, db);
    await emit(use, 'bench.tick', 'staff', { report: newId() });
    // One in four holds its place in the stream for a while before it commits.
    if (randomInt(4) === 0) await pause(randomInt(SLOWEST_MS));
    await emit(use, 'bench.tock', 'staff', { report: newId() });
  });
  await pause(randomInt(10));
}

process.send?.('at work');

/** Until the database goes, or until killed. */
async function busy(of: NonNullable<typeof tenant>): Promise<never> {
  for (;;) await commit(of);
}

await Promise.all(Array.from({ length: TOGETHER }, () => busy(tenant))).catch(() => process.exit(1));
