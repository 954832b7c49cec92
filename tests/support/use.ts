/** Runtimes and handles for tests: the real parts, with a clock that the test holds. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import {
  type Actor,
  type Db,
  type Hat,
  type Id,
  type Keyring,
  makeKeyring,
  newId,
  type Pool,
  type Runtime,
  type Staff,
  type TenantId,
  transact,
  type Use,
} from '#domain/kernel';

export const testKeyring: Keyring = makeKeyring([randomBytes(32)]);

const silent = () => undefined;

/** A runtime over this pool. `at` is asked for the time at every call. */
export function testRuntime(
  pool: Pool,
  at: () => Date = () => new Date(),
  keyring: Keyring = testKeyring,
): Runtime {
  const log = { info: silent, warn: silent, error: silent };
  return { pool, keyring, clock: at, log, filesDirectory: tmpdir() };
}

export function aStaffMember(hat: Hat, unit: Id<'unit'> | null, more: Partial<Staff> = {}): Staff {
  return { kind: 'staff', id: newId(), session: newId(), hat, unit, strong: true, ...more };
}

/** A handle as the door would make it, for tests of slices below the door. */
export function testUse(db: Db, tenant: TenantId, more: Partial<Use> = {}): Use {
  const actor: Actor = { kind: 'system', duty: 'test' };
  return {
    db,
    tenant,
    actor,
    purpose: 'respond',
    basis: 'public-task',
    reason: 'test',
    now: new Date(),
    keyring: testKeyring,
    keys: new Map(),
    seen: new Set(),
    ...more,
  };
}

/** Run `work` with a handle in a transaction that commits. */
export function withUse<T>(
  pool: Pool,
  tenant: TenantId,
  work: (use: Use) => Promise<T>,
  more: Partial<Use> = {},
): Promise<T> {
  return transact(pool, tenant, (db) => work(testUse(db, tenant, more)));
}
