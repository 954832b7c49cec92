/** How a session begins or grows, for every way to sign in. */
import { tenantSecret, writeEntry } from '#domain/access';
import {
  type Account,
  beginSession,
  endSessions,
  type Factors,
  findLastHat,
  HALF_WAY,
  isStrong,
  LONGEST,
  newToken,
  rotateSession,
  type SignInKeys,
  signInKeysOf,
  tokenHashOf,
} from '#domain/identity';
import type { Staff, Use } from '#domain/kernel';

/** For the cookie, and for where to go next. */
export interface Begun {
  readonly kind: 'in';
  readonly token: string;
  readonly strong: boolean;
  readonly hats: number;
}

/** Nothing here says whether the name, the passphrase or the code was wrong. */
export type Denied = { readonly kind: 'no' } | { readonly kind: 'wait'; readonly seconds: number };

export const NO: Denied = { kind: 'no' };

export async function signInKeys(use: Use): Promise<SignInKeys> {
  return signInKeysOf(await tenantSecret(use, 'sign-in-names'));
}

/**
 * A new session and its token. The session this browser had ends with it. A member without a hat has nothing to do here
 * and is told what everybody is told.
 */
export async function startSession(
  use: Use,
  account: Account,
  factors: Factors,
  device: string,
): Promise<Begun | Denied> {
  const hat = await findLastHat(use, account.id);
  if (!hat || !account.active) return NO;
  if (use.actor.kind === 'staff') await endSessions(use, use.actor.id, { only: use.actor.session });
  const token = newToken();
  const strong = isStrong(factors);
  const endsAt = new Date(use.now.getTime() + (strong ? LONGEST : HALF_WAY));
  const tokenHash = tokenHashOf(token);
  const session = await beginSession(use, { tokenHash, staff: account.id, hat, factors, device, endsAt });
  await noteBegin({ kind: 'staff', id: account.id, session, hat, unit: account.unit, strong }, use);
  return { kind: 'in', token, strong, hats: account.hats.length };
}

/** The half-way session of this caller becomes a strong one, under a new token. */
export async function strengthenSession(
  use: Use,
  staff: Staff,
  account: Account,
  factors: Factors,
): Promise<Begun> {
  const token = newToken();
  const endsAt = new Date(use.now.getTime() + LONGEST);
  await rotateSession(use, staff.session, { tokenHash: tokenHashOf(token), factors, endsAt });
  await noteBegin({ ...staff, strong: true }, use);
  return { kind: 'in', token, strong: true, hats: account.hats.length };
}

/** The try was logged as whoever the caller was; that it led to a session is logged as the member. */
function noteBegin(staff: Staff, use: Use): Promise<void> {
  const action = staff.strong ? 'identity.begin-session' : 'identity.begin-half-way';
  const entry = { action, target: `Session:${staff.session}`, subjects: [], outcome: 'done' } as const;
  return writeEntry({ ...use, actor: staff }, entry);
}
