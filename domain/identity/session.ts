/** How long a session lasts, what it proves, and how it is known again. Durations in milliseconds. */
import { createHash, randomBytes } from 'node:crypto';
import type { Hat, Id, Staff } from '#domain/kernel';

export type Factors = 'password' | 'password-and-code' | 'password-and-recovery' | 'passkey';

const MINUTE = 60_000;
export const IDLE = 30 * MINUTE;
export const LONGEST = 10 * 60 * MINUTE;
/** Between the passphrase and the code. */
export const HALF_WAY = 10 * MINUTE;
/** `seen_at` is written at most this often. */
export const TOUCH = MINUTE;
export const INVITATION = 72 * 60 * MINUTE;

/** A passkey with user verification is two factors: the device, and the finger or the PIN that opens it. */
export function isStrong(factors: Factors): boolean {
  return factors !== 'password';
}

/** 256 random bits. The browser has the token; the database has its hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export interface SessionRow {
  readonly id: Id<'session'>;
  readonly staff: Id<'staff'>;
  readonly hat: Hat;
  readonly factors: Factors;
  readonly name: string;
  readonly unit: Id<'unit'> | null;
  readonly hats: readonly Hat[];
  readonly hasFactor: boolean;
}

/** Who is signed in, for the frame around the pages. */
export interface SignedIn {
  readonly staff: Staff;
  readonly name: string;
  readonly hats: readonly Hat[];
  /** What is missing before anything of a person can be read: the code, or the making of a second factor. */
  readonly missing: 'code' | 'second-factor' | null;
}

export function signedInOf(row: SessionRow): SignedIn {
  const strong = isStrong(row.factors);
  const { id, staff, hat, unit } = row;
  return {
    staff: { kind: 'staff', id: staff, session: id, hat, unit, strong },
    name: row.name,
    hats: row.hats,
    missing: strong ? null : row.hasFactor ? 'code' : 'second-factor',
  };
}

/** One of a member's own sessions, as listed to them. */
export interface OwnSession {
  readonly id: Id<'session'>;
  readonly hat: Hat;
  readonly device: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'edge'],
  [/Firefox\/|FxiOS/, 'firefox'],
  [/Chrom(e|ium)\/|CriOS/, 'chrome'],
  [/Safari\//, 'safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'android'],
  [/iPhone|iPad/, 'ios'],
  [/Windows/, 'windows'],
  [/Mac OS X|Macintosh/, 'mac'],
  [/Linux|X11/, 'linux'],
];

/** A browser and a system from a closed list, such as `firefox-linux`. Nothing else of the header is kept. */
export function deviceOf(userAgent: string | undefined): string {
  const find = (list: readonly [RegExp, string][]) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? 'other';
  return `${find(BROWSERS)}-${find(SYSTEMS)}`;
}
