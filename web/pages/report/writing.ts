/** The report that this browser is writing. Its secret is in a cookie that ends with the browser, and nowhere else. */
import { findDraft, newSecretText, type ReportDraft } from '#domain/journeys';
import { dropCookie, keepCookie, readCookie } from '../../server/session.ts';
import { DRAFT_COOKIE } from '../../server/upload-baskets.ts';
import type { PageContext, Web } from '../../server/visit.ts';

export interface Writing {
  readonly secret: string;
  readonly draft: ReportDraft;
  readonly isSent: boolean;
}

export function secretOf(c: PageContext, web: Web): string | undefined {
  const text = readCookie(c, web, DRAFT_COOKIE);
  return text && /^[A-Za-z0-9_-]{43}$/.test(text) ? text : undefined;
}

/** What was written so far. A cookie whose draft is over is as none. */
export async function findWriting(c: PageContext, web: Web): Promise<Writing | undefined> {
  const secret = secretOf(c, web);
  if (!secret) return undefined;
  const found = await findDraft(web.runtime, c.get('caller'), { secret });
  return found && { secret, ...found };
}

/** A new report. What went before in this browser is left where it is, and ends by itself. */
export function beginWriting(c: PageContext, web: Web): Writing {
  const secret = newSecretText(web.runtime.clock());
  keepCookie(c, web, DRAFT_COOKIE, secret);
  return { secret, draft: {}, isSent: false };
}

export function forgetWriting(c: PageContext, web: Web): void {
  dropCookie(c, web, DRAFT_COOKIE);
}
