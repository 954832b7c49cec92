/** What the program does by itself, again and again: seal the log, and forget what nobody came back for. */
import { z } from 'zod';
import { placeTarget, sealLog } from '#domain/access';
import { query } from '#domain/door';
import {
  type Caller,
  DAY,
  forgetOldEvents,
  forgetOldRequests,
  type TenantId,
  type Use,
} from '#domain/kernel';
import { dropOldDrafts } from '#domain/reports';

export const houseKeeper = (tenant: TenantId): Caller => ({
  tenant,
  actor: { kind: 'system', duty: 'keep-house' },
});

/**
 * Queries, although they change rows: what is done by the clock and opens nobody's words is not an entry of the log.
 * One that was would itself have to be sealed, every second, for ever.
 */
const byTheClock = {
  input: z.object({}),
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use: Use) => placeTarget(use.tenant),
} as const;

/** Bind the newest entries of the access log to the chain. @returns how many. Two at once: one after the other. */
export const sealAccessLog = query({ name: 'access.seal', ...byTheClock, run: sealLog });

/** Drop drafts whose time is over, and requests and events that are older than a day. @returns how many drafts. */
export const forgetOldThings = query({
  name: 'reports.tidy',
  ...byTheClock,
  run: async (use) => {
    const before = new Date(use.now.getTime() - DAY);
    await forgetOldRequests(use, before);
    await forgetOldEvents(use.db, use.tenant, before);
    return dropOldDrafts(use);
  },
});
