/** Whose uploads a request is about: those of the report being written, or of a letter in a report's conversation. */
import { draftOwner, letterOwner } from '#domain/journeys';
import { type Caller, isId } from '#domain/kernel';
import { readCookie } from './session.ts';
import type { PageContext, Web } from './visit.ts';

/** Holds the secret of the report that is being written. */
export const DRAFT_COOKIE = 'draft';

/** The address of the uploads of the report being written in this browser. */
export const DRAFT_UPLOADS = '/uploads/draft';

/** The address of the uploads of a letter being written in a report, by its holder or, at the desk, by staff. */
export function letterUploads(report: string, atDesk: boolean): string {
  return `${atDesk ? '/desk' : ''}/uploads/letters/${report}`;
}

export interface Basket {
  /** The address under which its uploads are made and found. */
  readonly path: string;
  readonly owner: string;
  readonly caller: Caller;
}

/** The basket at this address, if this browser may use it. For everybody else it does not exist. */
export function findBasket(c: PageContext, web: Web): Basket | undefined {
  const caller = c.get('caller');
  const found = /^(\/desk)?\/uploads\/(?:draft|letters\/([^/]+))(?=\/|$)/.exec(c.req.path);
  if (!found) return undefined;
  const [path, atDesk, report] = found;
  if (report === undefined) {
    const owner = atDesk ? undefined : draftOwner(readCookie(c, web, DRAFT_COOKIE));
    return owner === undefined ? undefined : { path, owner, caller };
  }
  if (!isId<'report'>(report) || (atDesk !== undefined && caller.actor.kind !== 'staff')) return undefined;
  const owner = letterOwner(caller, report);
  return owner === undefined ? undefined : { path, owner, caller };
}
