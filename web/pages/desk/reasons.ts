/** Why somebody looked outside their own unit: kept sealed in their browser for this sitting, never in an address. */
import { type Id, openWith, type Staff, sealWith } from '#domain/kernel';
import { keepCookie, readCookie } from '../../server/session.ts';
import type { PageContext, Web } from '../../server/visit.ts';

const COOKIE = 'desk-reasons';
const LASTS_MS = 2 * 60 * 60_000;
/** A cookie holds four kilobytes. */
const MOST = 4;
export const LONGEST_REASON = 200;

interface Kept {
  readonly report: string;
  readonly reason: string;
  readonly until: number;
}

/** Bound to the session: another sitting gives its own reason. */
const contextOf = (c: PageContext, staff: Staff) => `${c.get('place').tenant}|desk-reason|${staff.session}`;

function readReasons(c: PageContext, web: Web, staff: Staff): Kept[] {
  const text = readCookie(c, web, COOKIE);
  if (!text) return [];
  try {
    const key = web.runtime.keyring.derive('desk-reason');
    const open = openWith(key, Buffer.from(text, 'base64url'), contextOf(c, staff)).toString();
    const kept: Kept[] = JSON.parse(open);
    return kept.filter(({ until }) => until > web.runtime.clock().getTime());
  } catch {
    // Of another sitting, or sealed under a key that is gone.
    return [];
  }
}

export function findReason(c: PageContext, web: Web, staff: Staff, report: string): string | undefined {
  return readReasons(c, web, staff).find((kept) => kept.report === report)?.reason;
}

export function keepReason(
  c: PageContext,
  web: Web,
  staff: Staff,
  report: Id<'report'>,
  reason: string,
): void {
  const others = readReasons(c, web, staff).filter((kept) => kept.report !== report);
  const until = web.runtime.clock().getTime() + LASTS_MS;
  const kept: Kept[] = [{ report, reason, until }, ...others].slice(0, MOST);
  const key = web.runtime.keyring.derive('desk-reason');
  const sealed = sealWith(key, Buffer.from(JSON.stringify(kept)), contextOf(c, staff));
  keepCookie(c, web, COOKIE, sealed.toString('base64url'));
}
