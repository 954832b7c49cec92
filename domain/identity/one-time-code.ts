/** One-time codes by time (RFC 6238), six digits, new every 30 seconds, as every authenticator app makes them. */
import { Secret, TOTP } from 'otpauth';
import { mac } from '#domain/kernel';
import type { SignInKeys } from './sign-in-keys.ts';

const STEP_MS = 30_000;

/** 160 bits as RFC 4226 asks. `what` names the set-up in which it is proposed: an invitation or a session. */
export function proposedSecret(keys: SignInKeys, what: string): Buffer {
  return mac(keys.proposals, what).subarray(0, 20);
}

function totpOf(secret: Buffer, label = '', issuer = ''): TOTP {
  return new TOTP({ issuer, label, secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });
}

/** What the QR code says to the authenticator app. */
export function codeUri(secret: Buffer, label: string, issuer: string): string {
  return totpOf(secret, label, issuer).toString();
}

/** The secret to type by hand, in groups of four. */
export function codeText(secret: Buffer): string {
  return (
    totpOf(secret)
      .secret.base32.match(/.{1,4}/g)
      ?.join(' ') ?? ''
  );
}

/** As people type it: with spaces, or digits of an Arabic keyboard. */
function plainCode(code: string): string {
  return code
    .replace(/[\s-]/g, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

/** The step a code belongs to: this one, or the one before or after, since clocks differ. Nothing when it is wrong. */
export function findStep(secret: Buffer, code: string, now: Date): number | undefined {
  const token = plainCode(code);
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / STEP_MS) + delta;
}

/** The code of this moment, for the demo alone: otherwise only the member's app knows it. */
export function codeAt(secret: Buffer, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() });
}
