/** A resident tells something: a draft grows page by page, becomes a report in one transaction, and gives a receipt. */
import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { officerOf } from '#domain/areas-and-officers';
import { command, query } from '#domain/door';
import { attachUploads } from '#domain/files';
import {
  isKindReceipt,
  keepReceipt,
  listMembers,
  locatorHashOf,
  pacesOf,
  type Receipt,
  receiptOf,
} from '#domain/identity';
import { type Area, LANGUAGES, placeOf, type Unit } from '#domain/jurisdiction';
import { type Caller, HOUR, type Id, later, Refusal, type Runtime, type Use } from '#domain/kernel';
import {
  type DraftSecret,
  draftIdOf,
  dropDraft,
  findDraft as findStored,
  formatDraftSecret,
  getReportHead,
  keepDraft as keepStored,
  newDraftSecret,
  parseDraftSecret,
  type Report,
  receiptEntropyOf,
  reportIdOf,
  submit,
} from '#domain/reports';
import { areaOf, draftSchema, isSensitive, type ReportDraft, wholeReport } from './report-draft.ts';

export {
  areaOf,
  arePeopleAsked,
  categoryOf,
  isOutside,
  isSensitive,
  isWhenAsked,
  type ReportDraft,
  unitOf,
} from './report-draft.ts';

const secretSchema = z.string().transform((text, context): DraftSecret => {
  const secret = parseDraftSecret(text);
  if (secret) return secret;
  context.addIssue({ code: 'custom', message: 'wrong' });
  return z.NEVER;
});
const toPlace = (use: Use) => placeTarget(use.tenant);

/** The text that a writer's cookie holds: drawn until its receipt has no word that could hurt. */
export function newSecretText(now: Date): string {
  for (;;) {
    const secret = newDraftSecret(now);
    if (isKindReceipt(receiptEntropyOf(secret))) return formatDraftSecret(secret);
  }
}

/** How long a draft waits for its writer, and how long its receipt can be shown again. */
const hoursKept = (isSensitive: boolean): number => (isSensitive ? 1 : 24);
const endOf = (from: Date, isSensitive: boolean) => new Date(from.getTime() + hoursKept(isSensitive) * HOUR);

/**
 * Keep what was written so far. Throws `BadInput` with the paths of the draft as fields. A draft concerns nobody but its
 * writer and may never be sent, so that somebody wrote one stands in no log: hence a `query`.
 */
export const keepDraft = query({
  name: 'reports.draft',
  input: z.object({ secret: secretSchema, draft: draftSchema }),
  purpose: 'respond',
  basis: 'public-task',
  target: toPlace,
  run: async (use, { secret, draft }): Promise<void> => {
    const place = await placeOf(use, use.tenant);
    await keepStored(use, secret, draft, endOf(use.now, isSensitive(draft, place)));
  },
});

export interface DraftSoFar {
  readonly draft: ReportDraft;
  /** It is a report by now. */
  readonly isSent: boolean;
}

export const findDraft = query({
  name: 'reports.draft',
  input: z.object({ secret: secretSchema }),
  purpose: 'respond',
  basis: 'public-task',
  target: toPlace,
  run: async (use, { secret }): Promise<DraftSoFar | undefined> => {
    const found = await findStored(use, secret);
    if (!found) return undefined;
    const draft = draftSchema.safeParse(found.content ?? {});
    return { draft: draft.success ? draft.data : {}, isSent: found.sent !== null };
  },
});

/**
 * Send the report. All of it in one transaction with the same number of statements whatever is stored.
 * @throws Refusal `already-done` when this draft was sent before, `not-found` when there is none any more.
 * @throws BadInput naming the answers that are missing.
 */
const submission = z.object({ secret: secretSchema, language: z.enum(LANGUAGES) });

export const submitReport = command({
  name: 'reports.submit',
  input: submission,
  purpose: 'respond',
  basis: 'public-task',
  target: toPlace,
  run: async (use, { secret, language }): Promise<Id<'report'>> => {
    const found = await findStored(use, secret);
    if (found?.sent) throw new Refusal('already-done');
    if (!found?.content) throw new Refusal('not-found', 'draft-gone');
    const place = await placeOf(use, use.tenant);
    const draft = draftSchema.parse(found.content);
    const { category, content, ...whole } = wholeReport(draft, place);
    const area = areaOf(draft, place);
    const { lat, lon } = content.place;
    const { firstReplyHours, outcomeDays } = category;
    const { report, subject } = await submit(use, {
      ...{ ...whole, content, language, firstReplyHours, outcomeDays },
      id: reportIdOf(secret),
      category: category.id,
      sensitive: isSensitive(draft, place),
      area: area?.id ?? null,
      cell: area && lat !== undefined && lon !== undefined ? place.cellOf(lat, lon) : null,
      unit: place.routeUnit(category, area)?.id ?? null,
    });
    await keepReceipt(use, locatorHashOf(receiptEntropyOf(secret)), report, subject);
    await attachUploads(use, { owner: draftIdOf(secret).toString('hex'), subject, report });
    if (whole.tier === 'identified' && whole.contact?.email) {
      await later(use, 'write-to-resident', { report, about: 'received' });
    }
    await dropDraft(use, secret);
    return report;
  },
});

export interface SentReport {
  readonly report: Report;
  readonly receipt: Receipt;
  readonly area: Area | undefined;
  readonly unit: Unit | undefined;
  /** Who looks after the area, by their published name. */
  readonly officer: string | undefined;
}

/**
 * Send the report from a network whose reports are counted in memory, so that a flood is slowed.
 * @throws Refusal `too-many-tries`, with the seconds to wait as its detail; the draft is kept.
 */
export async function sendReport(
  runtime: Runtime,
  caller: Caller,
  { network, ...sent }: z.input<typeof submission> & { network: string },
): Promise<Id<'report'>> {
  const pace = pacesOf(runtime.keyring).report;
  const wait = await pace.begin(network);
  if (wait > 0) throw new Refusal('too-many-tries', String(wait));
  try {
    return await submitReport(runtime, caller, sent);
  } catch (error) {
    await pace.forgive(network, false);
    throw error;
  }
}

/** What became of a draft, for the browser that wrote it. Nothing once the time for it is over. */
export const lookAtSent = query({
  name: 'reports.draft',
  input: z.object({ secret: secretSchema, language: z.enum(LANGUAGES) }),
  purpose: 'inform',
  basis: 'own-data',
  target: toPlace,
  run: async (use, { secret, language }): Promise<SentReport | undefined> => {
    const found = await findStored(use, secret);
    if (!found?.sent) return undefined;
    const report = await getReportHead(use, found.sent.report);
    if (endOf(report.sentAt, report.sensitive) <= use.now) return undefined;
    const place = await placeOf(use, use.tenant);
    const area = report.area ? place.areaById(report.area) : undefined;
    const unit = report.unit ? place.unitById(report.unit) : undefined;
    const isAreasOwn = area !== undefined && unit?.areas.includes(area.id) === true;
    const officer = isAreasOwn ? await nameOfOfficer(use, area) : undefined;
    return { report, receipt: receiptOf(receiptEntropyOf(secret), language), area, unit, officer };
  },
});

async function nameOfOfficer(use: Use, area: Area): Promise<string | undefined> {
  const officer = await officerOf(use, area.id);
  if (!officer) return undefined;
  const members = await listMembers(use);
  return members.find(({ id, active }) => active && id === officer.staff)?.name;
}
