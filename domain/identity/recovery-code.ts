/** Ten codes for the day the phone is lost. Each works once in place of a one-time code; only a keyed hash is kept. */
import { randomInt } from 'node:crypto';
import { type Id, mac } from '#domain/kernel';
import type { SignInKeys } from './sign-in-keys.ts';

const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 12;

/** 12 letters out of 31: 59 bits each. Shown as `abcd-efgh-jkmn`. */
export function newRecoveryCodes(): string[] {
  const code = () => Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: 10 }, () => code().match(/.{4}/g)?.join('-') ?? '');
}

export function isRecoveryCode(text: string): boolean {
  return plainRecovery(text).length === LENGTH;
}

function plainRecovery(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export function recoveryHashOf(keys: SignInKeys, staff: Id<'staff'>, code: string): Buffer {
  return mac(keys.recovery, `${staff}|${plainRecovery(code)}`);
}
