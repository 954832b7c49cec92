/** What the resident sees and does with the receipt in hand: follow, write, reopen, take back, erase. */
import { z } from 'zod';
import { destroySubject, type Look, listLooks } from '#domain/access';
import { addMessage, deleteMessages, listMessages, type Message, markRead } from '#domain/conversations';
import { type Act, type ActPlan, command, query } from '#domain/door';
import {
  deleteFeedback,
  type Feedback,
  findFeedback,
  HELPED,
  giveFeedback as keepFeedback,
  LONGEST_REMARK,
} from '#domain/feedback';
import { attachUploads, fileNames, forgetFiles, listFiles, type ReportFile } from '#domain/files';
import { forgetReceipts, listMembers } from '#domain/identity';
import { claimRequest, DAY, type Id, isId, keepAnswer, newId, Refusal, type Use } from '#domain/kernel';
import { allowMails, deleteNotifications, isStopped, stopMails } from '#domain/notifications';
import {
  type Activity,
  type Contact,
  type Content,
  erase,
  findTarget,
  followOutcome,
  getContact,
  getReport,
  getReportHead,
  LONGEST_TEXT,
  listActivity,
  REOPEN_DAYS,
  type Report,
  recordMessage,
  reopen,
  withdraw,
} from '#domain/reports';
import { letterOwner } from './send-files.ts';

const reportId = z.string().refine((id): id is Id<'report'> => isId<'report'>(id), 'wrong');
const words = z.string().trim().min(1, 'missing').max(LONGEST_TEXT, 'too-long');
const language = z.string().regex(/^[a-z]{2,3}$/, 'wrong');

const OWN = { purpose: 'inform', basis: 'own-data' } as const;

export interface FollowedFile extends ReportFile {
  readonly givenName: string | undefined;
}

export interface FollowedReport {
  readonly report: Report;
  readonly content: Content;
  readonly contact: Contact | null;
  readonly messages: readonly Message[];
  /** Without the officers' notes. */
  readonly activity: readonly Activity[];
  readonly files: readonly FollowedFile[];
  /** Who opened it: roles and times, newest first. */
  readonly looks: readonly Look[];
  readonly feedback: Feedback | undefined;
  /** Published names of the members of staff who had to do with it. */
  readonly names: ReadonlyMap<Id<'staff'>, string>;
  /** Until when it can be reopened; null while it is open or when the time is over. */
  readonly reopenUntil: Date | null;
  /** True when mails were asked for and then stopped. */
  readonly mailsStopped: boolean;
  readonly now: Date;
}

const LOOKS = 300;

/** The whole of one's own report. The number of statements does not grow with what there is. */
export const followReport = query({
  name: 'reports.follow',
  input: z.object({ report: reportId }),
  ...OWN,
  target: (use, input) => findTarget(use, input.report),
  run: async (use, input): Promise<FollowedReport> => {
    const { report, content, hasContact } = await getReport(use, input.report);
    const { id, subject, reopened } = report;
    const contact = hasContact ? await getContact(use, id) : null;
    const messages = await listMessages(use, { report: id, subject });
    if (messages.some(({ from, readAt }) => from === 'officer' && readAt === null))
      await markRead(use, id, 'resident');
    const activity = await listActivity(use, report, { notes: false });
    const staff = staffOf(report, messages, activity);
    return {
      ...{ report, content, contact, messages, activity },
      files: await filesOf(use, id),
      looks: await listLooks(use, subject, LOOKS),
      feedback: report.closedAt
        ? await findFeedback(use, { report: id, closing: reopened, subject })
        : undefined,
      names: staff.size > 0 ? await namesOf(use, staff) : new Map(),
      reopenUntil: reopenUntil(report, use.now),
      mailsStopped: contact?.email ? await isStopped(use, id) : false,
      now: use.now,
    };
  },
});

function staffOf(
  report: Report,
  messages: readonly Message[],
  activity: readonly Activity[],
): ReadonlySet<Id<'staff'>> {
  const all = [report.assignee, ...messages.map(({ staff }) => staff), ...activity.map(({ staff }) => staff)];
  return new Set(all.filter((id) => id !== null));
}

async function namesOf(use: Use, staff: ReadonlySet<Id<'staff'>>): Promise<Map<Id<'staff'>, string>> {
  const members = await listMembers(use);
  return new Map(members.filter(({ id }) => staff.has(id)).map(({ id, name }) => [id, name]));
}

async function filesOf(use: Use, report: Id<'report'>): Promise<FollowedFile[]> {
  const files = await listFiles(use, [report]);
  const names = files.length > 0 ? await fileNames(use, files) : new Map<string, string>();
  return files.map((file) => ({ ...file, givenName: names.get(file.id) }));
}

function reopenUntil({ closedAt }: Report, now: Date): Date | null {
  if (!closedAt) return null;
  const until = new Date(closedAt.getTime() + REOPEN_DAYS * DAY);
  return until > now ? until : null;
}

const change = z.object({ report: reportId, requestKey: z.string().min(8).max(200) });
type Change = z.ZodType<z.output<typeof change>, unknown>;

/** A change by the holder. The second press of the same button finds its key taken and does nothing. */
function changing<Schema extends Change>(
  name: string,
  input: Schema,
  run: (use: Use, input: z.output<Schema>) => Promise<void>,
): Act<Schema, void> {
  const plan: ActPlan<Schema, void> = {
    name,
    input,
    ...OWN,
    purpose: 'respond',
    target: (use, given) => findTarget(use, given.report),
    run: async (use, given) => {
      const key = `${given.report} ${given.requestKey}`;
      if ((await claimRequest(use, name, key)) !== undefined) return;
      await run(use, given);
      await keepAnswer(use, name, key, { done: true });
    },
  };
  return command(plan);
}

/** The resident's own letter, with the files that wait for it. */
async function writeLetter(
  use: Use,
  report: Report,
  letter: { words: string; language: string },
): Promise<void> {
  const id = newId<'message'>(use.now.getTime());
  const { subject } = report;
  const owner = letterOwner(use, report.id);
  const files = owner ? await attachUploads(use, { owner, subject, report: report.id, message: id }) : [];
  await addMessage(use, { id, report: report.id, subject, from: 'resident', staff: null, files, ...letter });
}

/** Write to the officers. An answer is owed from then on. */
export const writeMessage = changing(
  'reports.write',
  change.extend({ words, language }),
  async (use, { report, ...letter }) => {
    await writeLetter(use, await recordMessage(use, report), letter);
  },
);

/** "This did not solve it": within 28 days of the end, with a word on what is still open. */
export const reopenReport = changing(
  'reports.reopen',
  change.extend({ words, language }),
  async (use, { report, ...letter }) => {
    await writeLetter(use, await reopen(use, report), letter);
    await followOutcome(use, report, false, null);
  },
);

/** Take it back: it is closed, and stays readable with the receipt. */
export const withdrawReport = changing('reports.withdraw', change, async (use, { report }) => {
  await withdraw(use, report);
  await followOutcome(use, report, true, 'withdrawn');
});

/** Answer "did this help?". It can be changed until the report is opened again. */
export const giveFeedback = changing(
  'feedback.give',
  change.extend({
    helped: z.string().pipe(z.enum(HELPED, 'missing')),
    remark: z.string().trim().max(LONGEST_REMARK, 'too-long').default(''),
  }),
  async (use, { report: id, helped, remark }) => {
    const report = await getReportHead(use, id);
    if (!report.closedAt || report.outcome === 'withdrawn') throw new Refusal('not-in-this-state');
    const { subject, unit, reopened } = report;
    await keepFeedback(use, {
      ...{ report: id, closing: reopened, subject, unit, helped },
      words: remark === '' ? null : remark,
    });
  },
);

/** Mails about this report: yes or no. Which address they go to was said in the report. */
export const chooseMails = changing(
  'notifications.choose',
  change.extend({ wanted: z.boolean() }),
  (use, { report, wanted }) => (wanted ? allowMails(use, report) : stopMails(use, report)),
);

/**
 * Erase the report: the key of the words is destroyed, so that nothing of them can be read again, here or in a backup,
 * and every row of it goes. The access log keeps that something was opened and when, and no word of it.
 */
export const eraseReport = command({
  name: 'reports.erase',
  input: z.object({ report: reportId, sure: z.literal(true, 'missing') }),
  purpose: 'rights',
  basis: 'own-data',
  target: (use, input) => findTarget(use, input.report),
  run: async (use, { report: id }): Promise<void> => {
    const { subject } = await getReportHead(use, id);
    await erase(use, id);
    await deleteMessages(use, id);
    await deleteFeedback(use, id);
    await deleteNotifications(use, id);
    await forgetFiles(use, id, letterOwner(use, id));
    await forgetReceipts(use, id);
    await destroySubject(use, subject);
  },
});
