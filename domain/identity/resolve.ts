import { type Runtime, type Staff, type TenantId, transact, type Use } from '#domain/kernel';
import { type SignedIn, signedInOf, tokenHashOf } from './session.ts';
import { findSession } from './store.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Who holds this cookie: one statement in a short transaction of its own, before the door, since the door wants to know
 * who calls. Nobody, when the session ended, was idle too long, was revoked, or its member was deactivated.
 */
export async function resolveSession(
  runtime: Runtime,
  tenant: TenantId,
  token: string | undefined,
): Promise<SignedIn | undefined> {
  if (token === undefined || !TOKEN.test(token)) return undefined;
  const row = await transact(runtime.pool, tenant, (db) => {
    const use: Use = {
      db,
      tenant,
      actor: { kind: 'system', duty: 'sessions' },
      purpose: 'account',
      basis: 'public-task',
      reason: null,
      now: runtime.clock(),
      keyring: runtime.keyring,
      keys: new Map(),
      seen: new Set(),
    };
    return findSession(use, tokenHashOf(token));
  });
  return row && signedInOf(row);
}

/** The actor alone. */
export async function resolveStaff(
  runtime: Runtime,
  tenant: TenantId,
  token: string | undefined,
): Promise<Staff | undefined> {
  return (await resolveSession(runtime, tenant, token))?.staff;
}
