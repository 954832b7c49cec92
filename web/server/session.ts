/** From cookies to who calls: a member of staff, or a resident who has shown receipts, or a stranger. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { resolveSession, type SignedIn } from '#domain/identity';
import {
  type Caller,
  type Id,
  isId,
  openWith,
  Refusal,
  type Resident,
  STRANGER,
  sealWith,
} from '#domain/kernel';
import type { PageContext, Visit, Web } from './visit.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The member of staff whose session this browser holds, on whichever page. */
    signedIn: SignedIn | undefined;
    /** The resident whom this browser has shown to be, by receipts; also while a member of staff is signed in. */
    resident: Resident;
  }
}

/**
 * `__Host-` keeps the cookie to this very host and to https. SameSite=Lax and not Strict: a link in a mail to staff
 * ("there is something due") is followed from another site, and with Strict they would stand before the sign-in page
 * although they are signed in. Lax sends the cookie with such a GET and with no POST; every POST is checked besides.
 */
function cookieName(web: Web, name: string): string {
  return web.secure ? `__Host-${name}` : name;
}

export interface KeptCookie {
  /** Seconds; without it the cookie ends with the browser. */
  readonly maxAge?: number;
}

export function keepCookie(
  c: PageContext,
  web: Web,
  name: string,
  value: string,
  kept: KeptCookie = {},
): void {
  setCookie(c, cookieName(web, name), value, {
    path: '/',
    httpOnly: true,
    secure: web.secure,
    sameSite: 'Lax',
    ...kept,
  });
}

export function readCookie(c: PageContext, web: Web, name: string): string | undefined {
  return getCookie(c, cookieName(web, name));
}

export function dropCookie(c: PageContext, web: Web, name: string): void {
  deleteCookie(c, cookieName(web, name), { path: '/', secure: web.secure });
}

export const SESSION_COOKIE = 'concord';
const RECEIPT_COOKIE = 'receipt';

/** A report stays open in this browser for an hour, and a quarter of an hour after the last look. */
const RECEIPT_IDLE_MS = 15 * 60_000;
const RECEIPT_LONGEST_MS = 60 * 60_000;
const MOST_RECEIPTS = 8;

interface ShownReceipt {
  readonly report: Id<'report'>;
  readonly endsAt: number;
  readonly idleAt: number;
}

const contextOf = (c: PageContext) => `${c.get('place').tenant}|receipt-session`;

/** Sealed into the cookie, so that the server keeps nothing of who looks at which report. */
function writeReceipts(c: PageContext, web: Web, shown: readonly ShownReceipt[]): void {
  const key = web.runtime.keyring.derive('receipt-session');
  const sealed = sealWith(key, Buffer.from(JSON.stringify(shown)), contextOf(c));
  keepCookie(c, web, RECEIPT_COOKIE, sealed.toString('base64url'));
}

function readReceipts(c: PageContext, web: Web): ShownReceipt[] {
  const text = readCookie(c, web, RECEIPT_COOKIE);
  if (!text) return [];
  try {
    const key = web.runtime.keyring.derive('receipt-session');
    const open = openWith(key, Buffer.from(text, 'base64url'), contextOf(c)).toString();
    const shown: ShownReceipt[] = JSON.parse(open);
    const now = web.runtime.clock().getTime();
    return shown.filter(({ report, endsAt, idleAt }) => isId(report) && endsAt > now && idleAt > now);
  } catch {
    // Not ours, of another place, or sealed under a master key that is gone: as if there were none.
    return [];
  }
}

/** After a right receipt: this browser may open the report for a while. The newest comes first. */
export function openReceiptSession(c: PageContext, web: Web, report: Id<'report'>): void {
  const now = web.runtime.clock().getTime();
  const others = readReceipts(c, web).filter((one) => one.report !== report);
  const opened = { report, endsAt: now + RECEIPT_LONGEST_MS, idleAt: now + RECEIPT_IDLE_MS };
  writeReceipts(c, web, [opened, ...others].slice(0, MOST_RECEIPTS));
}

/** "I am done here": nothing of any report stays in this browser. */
export function closeReceiptSession(c: PageContext, web: Web): void {
  dropCookie(c, web, RECEIPT_COOKIE);
}

/** Slide the quarter of an hour, at most once a minute, so that not every image sets a cookie. */
function slideReceipts(c: PageContext, web: Web, shown: readonly ShownReceipt[]): void {
  const now = web.runtime.clock().getTime();
  const stale = shown.some(({ idleAt }) => idleAt - now < RECEIPT_IDLE_MS - 60_000);
  if (stale)
    writeReceipts(
      c,
      web,
      shown.map((one) => ({ ...one, idleAt: now + RECEIPT_IDLE_MS })),
    );
}

/** On the desk a browser acts as its member of staff; elsewhere as the resident it may be. */
function callerOf(c: PageContext, signedIn: SignedIn | undefined, resident: Resident): Caller {
  const { tenant } = c.get('place');
  const atDesk = /^\/desk(\/|$)/.test(c.req.path);
  const holdsNothing = resident.reports.length === 0;
  // Files are opened from both sides: whoever holds no receipt opens them as staff.
  const asStaff = signedIn && (atDesk || (c.req.path.startsWith('/files/') && holdsNothing));
  return { tenant, actor: asStaff ? signedIn.staff : atDesk ? STRANGER : resident };
}

/** Sets `caller`, `signedIn` and `resident`. One statement where there is a session cookie, none otherwise. */
export function sessions(web: Web): MiddlewareHandler<Visit> {
  return async (c, next) => {
    const token = readCookie(c, web, SESSION_COOKIE);
    const signedIn = token ? await resolveSession(web.runtime, c.get('place').tenant, token) : undefined;
    const shown = readReceipts(c, web);
    const resident: Resident = { kind: 'resident', reports: shown.map(({ report }) => report) };
    slideReceipts(c, web, shown);
    c.set('signedIn', signedIn);
    c.set('resident', resident);
    c.set('caller', callerOf(c, signedIn, resident));
    return next();
  };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What changes something must come from a page of ours. Browsers say so in `Sec-Fetch-Site`, and in `Origin` on every
 * POST; who sends neither is no browser that could be misled. A page without scripts and `no-referrer` sends
 * `Origin: null`, but still says `same-origin` in the first.
 */
export function sameOrigin(web: Web): MiddlewareHandler<Visit> {
  const own = new URL(web.configuration.baseUrl);
  return async (c, next) => {
    if (SAFE.has(c.req.method)) return next();
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined) {
      if (site !== 'same-origin' && site !== 'none') throw new Refusal('not-allowed', 'another-site');
      return next();
    }
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== own.origin) throw new Refusal('not-allowed', 'another-site');
    return next();
  };
}

/**
 * The caller's address, for counting tries in memory and for nothing else. Behind proxies it is the one that the
 * outermost trusted proxy saw: what stands further left in the header could have been written by anybody.
 */
export function networkOf(c: PageContext, web: Web): string {
  const { trustedProxies } = web.configuration;
  if (trustedProxies > 0) {
    const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
    const named = chain.at(-trustedProxies);
    if (named) return networkPart(named);
  }
  return networkPart(getConnInfo(c).remote.address ?? '');
}

/** A household or a phone holds a whole /64 of IPv6 addresses. */
function networkPart(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter((part) => part !== '');
  const right = (tail ?? '').split(':').filter((part) => part !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':');
}
