/** What officers look at: the queue, a search, one report, and how to reach who wrote it. */

import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { listMessages, type Message } from '#domain/conversations';
import { query } from '#domain/door';
import { fileNames, listFiles, type ReportFile } from '#domain/files';
import { DAY, type Id, isId, type Staff, type Use } from '#domain/kernel';
import {
  type Activity,
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
  type QueueQuery,
  type Report,
  searchReports,
} from '#domain/reports';

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

/** `<time>_<id>` of the last line that was shown. */
function parseAfter(text: string | undefined): QueueQuery['after'] {
  const [time = '', id = ''] = (text ?? '').split('_');
  return /^\d{1,15}$/.test(time) && isId<'report'>(id) ? { at: new Date(Number(time)), id } : undefined;
}

function nextOf(group: QueueQuery['group'], last: Report | undefined): string | undefined {
  if (!last) return undefined;
  const at = group === 'closed' ? last.closedAt : last.dueAt;
  return `${at?.getTime() ?? 0}_${last.id}`;
}

export interface Inbox {
  readonly lines: readonly QueueLine[];
  readonly counts: QueueCounts;
  readonly next: string | undefined;
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
    const place = parseAfter(after);
    const found = await listReports(use, {
      ...holder,
      group,
      soonUntil,
      limit: PAGE + 1,
      ...(place && { after: place }),
    });
    const counts = await countReports(use, { ...holder, soonUntil });
    const lines = found.slice(0, PAGE);
    const next = found.length > PAGE ? nextOf(group, lines.at(-1)?.report) : undefined;
    return { lines, counts, next };
  },
});

/** Reports that hold all the words, or the one with this reference, among those the hat may see. */
export const findReports = query({
  name: 'reports.search',
  input: z.object({ words: z.string().trim().min(2, 'too-short').max(200, 'too-long') }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'search-in-the-unit',
  target: (use) => placeTarget(use.tenant),
  run: (use, { words }): Promise<QueueLine[]> => {
    const { actor } = use;
    const maySee = (report: Report) =>
      actor.kind === 'staff' &&
      (seesAllUnits(actor) || report.unit === actor.unit || report.assignee === actor.id);
    // A reference is searched as one word.
    const wanted = words.replace(/\b([2-9A-HJ-NP-Z]{3})-([2-9A-HJ-NP-Z]{4})\b/gi, '$1$2');
    return searchReports(use, wanted, maySee);
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
}

/** A whole report. The person is told which role opened it and when. */
export const openReport = query({
  name: 'reports.open',
  input: z.object({ report: reportId }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'handles-reports-of-this-unit',
  target: (use, input) => findTarget(use, input.report),
  run: async (use, input): Promise<OpenedReport> => {
    const { report, content, hasContact } = await getReport(use, input.report);
    const messages = await listMessages(use, { report: report.id, subject: report.subject });
    const activity = await listActivity(use, report, { notes: true });
    const files = await listFiles(use, [report.id]);
    const names = files.length > 0 ? await fileNames(use, files) : new Map<string, string>();
    const publication = await findPublication(use, report.id);
    const named = files.map((file) => ({ ...file, givenName: names.get(file.id) }));
    return { report, content, hasContact, messages, activity, files: named, publication };
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
