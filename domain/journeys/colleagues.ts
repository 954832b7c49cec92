/** The names and units of staff, which are public, for pages that say who wrote and who holds what. */
import { listMembers, type Member } from '#domain/identity';
import type { Keyring, TenantId, Use } from '#domain/kernel';

interface Read {
  readonly at: number;
  readonly members: readonly Member[];
}

/** By keyring, which a process has one of, so that it is forgotten with the process. */
const known = new WeakMap<Keyring, Map<TenantId, Read>>();

/** A colleague who is new shows up within this time. What they may do is asked of the policy each time. */
const BELIEVED_MS = 5_000;

/** Everybody of the place, from memory apart from one statement every few seconds. */
export async function listColleagues(use: Use): Promise<readonly Member[]> {
  const here = known.get(use.keyring) ?? new Map<TenantId, Read>();
  known.set(use.keyring, here);
  const read = here.get(use.tenant);
  const now = performance.now();
  if (read && now - read.at < BELIEVED_MS) return read.members;
  const members = await listMembers(use);
  here.set(use.tenant, { at: now, members });
  return members;
}
