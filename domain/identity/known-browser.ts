/**
 * A browser that somebody has signed in with before holds a sealed note. Its wrong tries are counted apart from those of
 * strangers, so that whoever guesses at a name does not slow down its owner (OWASP: device cookies).
 */
import { randomBytes } from 'node:crypto';
import { type Keyring, openWith, sealWith, type TenantId } from '#domain/kernel';

const contextOf = (tenant: TenantId) => `${tenant}|known-browser`;

export function newKnownBrowser(keyring: Keyring, tenant: TenantId, emailToken: Buffer): string {
  const note = Buffer.concat([randomBytes(12), emailToken]);
  return sealWith(keyring.derive('known-browser'), note, contextOf(tenant)).toString('base64url');
}

/** Where tries at this name from this browser are counted. */
export function countedAs(
  keyring: Keyring,
  tenant: TenantId,
  emailToken: Buffer,
  note: string | undefined,
): string {
  const name = `${tenant}|${emailToken.toString('base64url')}`;
  try {
    const open = openWith(
      keyring.derive('known-browser'),
      Buffer.from(note ?? '', 'base64url'),
      contextOf(tenant),
    );
    if (open.subarray(12).equals(emailToken)) return `${name}|${open.subarray(0, 12).toString('base64url')}`;
  } catch {
    // No note, or not ours: a stranger.
  }
  return `${name}|stranger`;
}
