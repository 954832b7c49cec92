/** Keys of the sign-in, all from one secret of the tenant, which outlives a change of the master key. */
import { hkdfSync } from 'node:crypto';
import { type Id, mac, openWith, sealWith, type TenantId } from '#domain/kernel';
import { plainEmail } from './staff.ts';

export interface SignInKeys {
  /** Turns an address into the token it is found by. */
  readonly names: Buffer;
  /** Seals the secrets of one-time codes. */
  readonly codes: Buffer;
  /** Hashes recovery codes. */
  readonly recovery: Buffer;
  /** Makes the secret that a set-up page proposes, so that nothing need be kept until it is confirmed. */
  readonly proposals: Buffer;
}

/** @param secret the tenant's secret `sign-in-names`. */
export function signInKeysOf(secret: Buffer): SignInKeys {
  const key = (label: string) =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `concord sign-in ${label}`, 32));
  return { names: key('names'), codes: key('codes'), recovery: key('recovery'), proposals: key('proposals') };
}

export function emailTokenOf(keys: SignInKeys, email: string): Buffer {
  return mac(keys.names, plainEmail(email));
}

const contextOf = (tenant: TenantId, staff: Id<'staff'>) => `${tenant}|identity.totp|${staff}`;

export function sealCodeSecret(
  keys: SignInKeys,
  tenant: TenantId,
  staff: Id<'staff'>,
  secret: Buffer,
): Buffer {
  return sealWith(keys.codes, secret, contextOf(tenant, staff));
}

export function openCodeSecret(
  keys: SignInKeys,
  tenant: TenantId,
  staff: Id<'staff'>,
  sealed: Buffer,
): Buffer {
  return openWith(keys.codes, sealed, contextOf(tenant, staff));
}
