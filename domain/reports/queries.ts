import { reveal, revealOne, type Target, tokensOf, wordsOf } from '#domain/access';
import { type Id, Refusal, type Use } from '#domain/kernel';
import { countQueue, listQueue, type QueueCounts, type QueueQuery } from './queue-store.ts';
import type { Activity, Contact, Content, Report } from './report.ts';
import {
  activityContext,
  contactContext,
  contentContext,
  findByTokens,
  findReport,
  listStoredActivity,
  type StoredReport,
} from './store.ts';

function withoutSeals({ content: _, contact: __, ...report }: StoredReport): Report {
  return report;
}

/** What the policy needs to know of a report; nothing when it is not there or belongs to another tenant. */
export async function findTarget(use: Use, id: Id<'report'>): Promise<Target | undefined> {
  const report = await findReport(use, id);
  if (report) asked.set(use, report);
  return report && targetOf(report);
}

/** The report that the policy was asked about is the one that is then shown: read once, in the same transaction. */
const asked = new WeakMap<Use, StoredReport>();

async function getStored(use: Use, id: Id<'report'>): Promise<StoredReport> {
  const known = asked.get(use);
  const stored = known?.id === id ? known : await findReport(use, id);
  if (!stored) throw new Refusal('not-found');
  return stored;
}

export function targetOf(report: Report): Target {
  return {
    type: 'Report',
    id: report.id,
    attributes: {
      id: report.id,
      unit: report.unit ?? '',
      assignee: report.assignee ?? '',
      sensitive: report.sensitive,
      closed: report.closedAt !== null,
    },
  };
}

export interface OpenReport {
  readonly report: Report;
  readonly content: Content;
  readonly hasContact: boolean;
}

/** The report with what the person told. Opening is logged. Refuses as not found when it is gone or erased. */
export async function getReport(use: Use, id: Id<'report'>): Promise<OpenReport> {
  const stored = await getStored(use, id);
  const { subject, content: bytes } = stored;
  const content = await revealOne<Content>(use, { subject, context: contentContext(id), bytes });
  return { report: withoutSeals(stored), content, hasContact: stored.contact !== null };
}

/** The plain columns of a report: nothing is opened. */
export async function getReportHead(use: Use, id: Id<'report'>): Promise<Report> {
  const stored = await findReport(use, id);
  if (!stored) throw new Refusal('not-found');
  return withoutSeals(stored);
}

/** Who writes and how to answer. Opened apart, since most work needs neither. */
export async function getContact(use: Use, id: Id<'report'>): Promise<Contact | null> {
  const stored = await findReport(use, id);
  if (!stored) throw new Refusal('not-found');
  if (!stored.contact) return null;
  return revealOne<Contact>(use, {
    subject: stored.subject,
    context: contactContext(id),
    bytes: stored.contact,
  });
}

/** A line of a queue. */
export interface QueueLine {
  readonly report: Report;
  /** False where the caller has no standing reason to open it: then the words stay sealed. */
  readonly isOpened: boolean;
  /** The start of the person's words; empty when it was not opened or the person was erased. */
  readonly firstLine: string;
  readonly placeWords: string | null;
}

const FIRST_LINE = 140;

function startOf(words: string): string {
  const line = words.replace(/\s+/g, ' ');
  return line.length > FIRST_LINE ? `${line.slice(0, FIRST_LINE - 1).trimEnd()}…` : line;
}

type MayOpen = (report: Report) => boolean;

async function linesOf(use: Use, rows: readonly StoredReport[], mayOpen: MayOpen): Promise<QueueLine[]> {
  const opened = rows.filter(mayOpen);
  const contents = await reveal<Content>(
    use,
    opened.map((row) => ({ subject: row.subject, context: contentContext(row.id), bytes: row.content })),
  );
  const contentOf = new Map(opened.map((row, at) => [row.id, contents[at]]));
  return rows.map((row) => {
    const content = contentOf.get(row.id);
    return {
      report: withoutSeals(row),
      isOpened: contentOf.has(row.id),
      firstLine: startOf(content?.words ?? ''),
      placeWords: content?.place.words ?? null,
    };
  });
}

export interface QueuePage {
  readonly lines: readonly QueueLine[];
  readonly isMore: boolean;
}

/** One page of a queue, two statements whatever its length. Each line that is opened counts as opened for its person. */
export async function listReports(use: Use, query: QueueQuery, mayOpen: MayOpen): Promise<QueuePage> {
  const rows = await listQueue(use, { ...query, limit: query.limit + 1 });
  return {
    lines: await linesOf(use, rows.slice(0, query.limit), mayOpen),
    isMore: rows.length > query.limit,
  };
}

export function countReports(use: Use, query: Omit<QueueQuery, 'group' | 'limit'>): Promise<QueueCounts> {
  return countQueue(use, query);
}

/** Reports that contain all the words, newest first, as far as the caller may see them. */
export async function searchReports(
  use: Use,
  words: string,
  { maySee, mayOpen }: { maySee: MayOpen; mayOpen: MayOpen },
  limit = 50,
): Promise<QueueLine[]> {
  // Long words are rare ones, and the first token leads the search.
  const rarest = wordsOf(words).sort((one, other) => other.length - one.length);
  const rows = await findByTokens(use, await tokensOf(use, rarest.join(' ')), 4 * limit);
  return linesOf(use, rows.filter(maySee).slice(0, limit), mayOpen);
}

/** The whole timeline, oldest first. `notes`: also what officers noted among themselves. */
export async function listActivity(
  use: Use,
  report: Report,
  options: { notes: boolean },
): Promise<Activity[]> {
  const rows = (await listStoredActivity(use, report.id)).filter(
    (row) => options.notes || row.verb !== 'noted',
  );
  const sealed = rows.flatMap((row) =>
    options.notes && row.words
      ? [{ subject: report.subject, context: activityContext(row.id), bytes: row.words }]
      : [],
  );
  const words = await reveal<string>(use, sealed);
  let next = 0;
  return rows.map((row) => ({ ...row, words: options.notes && row.words ? (words[next++] ?? null) : null }));
}
