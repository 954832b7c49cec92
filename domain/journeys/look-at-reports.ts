/** What officers look at: the queue, a search, one report, and how to reach who wrote it. */

import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { countUnread, listMessages, type Message, markRead } from '#domain/conversations';
import { query } from '#domain/door';
import { fileNames, listFiles, type ReportFile } from '#domain/files';
import type { Member } from '#domain/identity';
import { DAY, type Id, isId, type Staff, type Use } from '#domain/kernel';
import {
  type Activity,
  COUNT_CAP,
  type Contact,
  type Content,
  countReports,
  findPublication,
  findTarget,
  getContact,
  getReport,
  listActivity,
  listReports,
  type Publication,
  type QueueCounts,
  type QueueLine,
  type QueuePage,
  type QueueQuery,
  type Report,
  searchReports,
} from '#domain/reports';
import { listColleagues } from './colleagues.ts';

export { COUNT_CAP };

export const reportId = z.string().refine((id): id is Id<'report'> => isId<'report'>(id), 'wrong');

export const INBOX_GROUPS = ['overdue', 'soon', 'new', 'later', 'waiting', 'all', 'closed'] as const;
/** Whose: what is given to me by name, what my unit holds, or everything that the hat may see. */
export const INBOX_SCOPES = ['mine', 'unit', 'all'] as const;
export type InboxScope = (typeof INBOX_SCOPES)[number];

const PAGE = 30;

/** Hats that place reports of every unit. */
const seesAllUnits = (staff: Staff) => staff.hat === 'supervisor' || staff.hat === 'controlRoom';

/** Nobody sees more than the hat allows: an officer who asks for everything gets their unit's. */
function holderOf(use: Use, scope: InboxScope): Pick<QueueQuery, 'unit' | 'assignee'> {
  const { actor } = use;
  if (actor.kind !== 'staff') return {};
  if (scope === 'mine') return { assignee: actor.id };
  if (scope === 'all' && seesAllUnits(actor)) return {};
  // Someone without a unit holds nothing but what is theirs by name.
  return actor.unit ? { unit: actor.unit } : { assignee: actor.id };
}

/**
 * Whose words a list may show. Seeing that a report of another unit is late is a supervisor's work; reading it asks for a
 * reason, and a list gives none. The control room reads what it places.
 */
function mayOpen(use: Use, report: Report): boolean {
  const { actor } = use;
  if (actor.kind !== 'staff') return false;
  if (actor.hat === 'controlRoom' || (report.unit !== null && report.unit === actor.unit)) return true;
  return actor.hat === 'cpo' && report.assignee === actor.id;
}

/** Where a page begins: `<time>_<id>` of the last line that was shown, and `waiting` where those without a date begin. */
interface From {
  readonly group: QueueQuery['group'];
  readonly after: QueueQuery['after'];
}

/** All that is open is listed by its date; what waits for the resident has none and stands at the end, by itself. */
function parseFrom(group: QueueQuery['group'], text = ''): From {
  const waits = group === 'all' && text.startsWith(WAITING);
  const [time = '', id = ''] = text.replace(WAITING, '').split('_');
  const after =
    /^\d{1,15}$/.test(time) && isId<'report'>(id) ? { at: new Date(Number(time)), id } : undefined;
  return { group: waits ? 'waiting' : group, after };
}
const WAITING = 'waiting-';

interface Page extends QueuePage {
  readonly from: From;
  readonly counts: QueueCounts;
}

function nextOf(group: QueueQuery['group'], { from, lines, isMore, counts }: Page): string | undefined {
  const last = lines.at(-1)?.report;
  const turns = group === 'all' && from.group === 'all';
  if (isMore && last) {
    const at = from.group === 'closed' ? last.closedAt : last.dueAt;
    const waits = group === 'all' && at === null;
    return `${waits ? WAITING : ''}${at?.getTime() ?? 0}_${last.id}`;
  }
  // After a first page's date the database leaves out what has no date, so those get pages of their own.
  return turns && from.after && counts.waiting > 0 ? WAITING : undefined;
}

export interface InboxLine extends QueueLine {
  /** Letters of the resident that nobody has opened yet. */
  readonly unread: number;
}

export interface Inbox {
  readonly lines: readonly InboxLine[];
  readonly counts: QueueCounts;
  readonly next: string | undefined;
  readonly colleagues: readonly Member[];
  /** Up to when a date counts as soon. */
  readonly now: Date;
  readonly soonUntil: Date;
}

/** One page of the queue and how many stand in each of its groups. */
export const listInbox = query({
  name: 'reports.list',
  input: z.object({
    group: z.enum(INBOX_GROUPS).default('all'),
    scope: z.enum(INBOX_SCOPES).default('unit'),
    after: z.string().max(80, 'wrong').optional(),
  }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'queue-of-the-unit',
  target: (use) => placeTarget(use.tenant),
  run: async (use, { group, scope, after }): Promise<Inbox> => {
    const holder = holderOf(use, scope);
    const soonUntil = new Date(use.now.getTime() + DAY);
    const from = parseFrom(group, after);
    const { after: place } = from;
    const page = await listReports(
      use,
      { ...holder, group: from.group, soonUntil, limit: PAGE, ...(place && { after: place }) },
      (report) => mayOpen(use, report),
    );
    const counts = await countReports(use, { ...holder, soonUntil });
    const lines = await withUnread(use, page.lines);
    const next = nextOf(group, { ...page, from, counts });
    return { lines, counts, next, colleagues: await listColleagues(use), now: use.now, soonUntil };
  },
});

async function withUnread(use: Use, lines: readonly QueueLine[]): Promise<InboxLine[]> {
  const ids = lines.map((line) => line.report.id);
  const unread = ids.length > 0 ? await countUnread(use, ids, 'officer') : new Map<string, number>();
  return lines.map((line) => ({ ...line, unread: unread.get(line.report.id) ?? 0 }));
}

export interface FoundReports {
  readonly lines: readonly InboxLine[];
  readonly colleagues: readonly Member[];
  readonly now: Date;
  readonly soonUntil: Date;
}

/** Reports that hold all the words, or the one with this reference, among those the hat may see. */
export const findReports = query({
  name: 'reports.search',
  input: z.object({ words: z.string().trim().min(2, 'too-short').max(200, 'too-long') }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'search-in-the-unit',
  target: (use) => placeTarget(use.tenant),
  run: async (use, { words }): Promise<FoundReports> => {
    const { actor } = use;
    const maySee = ({ unit, assignee }: Report) =>
      actor.kind === 'staff' &&
      (seesAllUnits(actor) || (unit !== null && unit === actor.unit) || assignee === actor.id);
    // A reference is searched as one word.
    const wanted = words.replace(/\b([2-9A-Z]{3})-([2-9A-Z]{3})-([2-9A-Z]{3})\b/gi, '$1$2$3');
    const may = { maySee, mayOpen: (report: Report) => mayOpen(use, report) };
    const lines = await withUnread(use, await searchReports(use, wanted, may));
    const soonUntil = new Date(use.now.getTime() + DAY);
    return { lines, colleagues: await listColleagues(use), now: use.now, soonUntil };
  },
});

export interface OpenedReport {
  readonly report: Report;
  readonly content: Content;
  readonly hasContact: boolean;
  readonly messages: readonly Message[];
  readonly activity: readonly Activity[];
  readonly files: readonly (ReportFile & { readonly givenName: string | undefined })[];
  readonly publication: Publication | undefined;
  readonly colleagues: readonly Member[];
  readonly now: Date;
}

/** A whole report. The person is told which role opened it and when. */
export const openReport = query({
  name: 'reports.open',
  input: z.object({ report: reportId }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'handles-this-report',
  target: (use, input) => findTarget(use, input.report),
  run: async (use, input): Promise<OpenedReport> => {
    const { report, content, hasContact } = await getReport(use, input.report);
    const messages = await listMessages(use, { report: report.id, subject: report.subject });
    const activity = await listActivity(use, report, { notes: true });
    const files = await listFiles(use, [report.id]);
    const names = files.length > 0 ? await fileNames(use, files) : new Map<string, string>();
    // Most reports were never made public, and their timeline says so.
    const wasPublished = activity.some(({ verb }) => verb === 'published');
    const publication = wasPublished ? await findPublication(use, report.id) : undefined;
    // The resident sees that their letter was read; the control room places reports and reads for nobody.
    const isNew = messages.some(({ from, readAt }) => from === 'resident' && readAt === null);
    if (isNew && use.actor.kind === 'staff' && use.actor.hat !== 'controlRoom')
      await markRead(use, report.id, 'officer');
    const named = files.map((file) => ({ ...file, givenName: names.get(file.id) }));
    const colleagues = await listColleagues(use);
    return {
      ...{ report, content, hasContact, messages, activity, files: named, publication, colleagues },
      now: use.now,
    };
  },
});

/** Who wrote and how to reach them: an act of its own in the log, since most work needs neither. */
export const openContact = query({
  name: 'reports.contact',
  input: z.object({ report: reportId }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'needs-to-reach-the-reporter',
  target: (use, input) => findTarget(use, input.report),
  run: (use, input): Promise<Contact | null> => getContact(use, input.report),
});
