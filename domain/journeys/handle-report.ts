/** What officers do with a report, from the first decision to the last word. */

import { z } from 'zod';
import { loadKeys } from '#domain/access';
import { addMessage } from '#domain/conversations';
import { type Act, type ActPlan, command } from '#domain/door';
import { attachUploads } from '#domain/files';
import type { Member } from '#domain/identity';
import { placeOf } from '#domain/jurisdiction';
import {
  BadInput,
  claimRequest,
  type Id,
  isId,
  keepAnswer,
  later,
  newId,
  orNotFound,
  type Use,
} from '#domain/kernel';
import {
  assign,
  close,
  findTarget,
  followOutcome,
  LONGEST_TEXT,
  note,
  OUTCOMES,
  publish,
  type Report,
  recordReply,
  refer,
  triage,
  URGENCIES,
  unpublish,
} from '#domain/reports';
import { listColleagues } from './colleagues.ts';
import { reportId } from './look-at-reports.ts';
import { letterOwner } from './send-files.ts';

export { LONGEST_TEXT, OUTCOMES, URGENCIES };

const idOf = <K extends string>() => z.string().refine((id): id is Id<K> => isId<K>(id), 'wrong');
const words = z.string().trim().min(1, 'missing').max(LONGEST_TEXT, 'too-long');
const language = z.string().regex(/^[a-z]{2,3}$/, 'wrong');

/** What every change carries: which report, the version that was on the screen, and the key of the form. */
const change = z.object({
  report: reportId,
  version: z.coerce.number().int().optional(),
  requestKey: z.string().min(8).max(200).optional(),
});

type Change = z.ZodType<z.output<typeof change>, unknown>;

/** A change of one report. The second press of the same button finds its key taken and does nothing. */
function changing<Schema extends Change>(
  name: string,
  input: Schema,
  run: (use: Use, input: z.output<Schema>) => Promise<unknown>,
): Act<Schema, void> {
  const plan: ActPlan<Schema, void> = {
    name,
    input,
    purpose: 'respond',
    basis: 'public-task',
    standingReason: 'handles-this-report',
    target: (use, given) => findTarget(use, given.report),
    run: async (use, given) => {
      const key = given.requestKey && `${given.report} ${given.requestKey}`;
      if (key && (await claimRequest(use, name, key)) !== undefined) return;
      await run(use, given);
      if (key) await keepAnswer(use, name, key, { done: true });
    },
  };
  return command(plan);
}

/** A unit and a person of this place, or nobody. */
const holder = { unit: idOf<'unit'>().nullable(), assignee: idOf<'staff'>().nullable() };

async function checkHolder(
  use: Use,
  { unit, assignee }: { unit: Id<'unit'> | null; assignee: Id<'staff'> | null },
): Promise<void> {
  if (unit) orNotFound((await placeOf(use, use.tenant)).unitById(unit), 'unit');
  const works = ({ id, active }: Member) => active && id === assignee;
  if (assignee && !(await listColleagues(use)).some(works))
    throw new BadInput([{ field: 'assignee', code: 'not-here' }]);
}

/** A date by which the resident hears more; not in the past. */
const promise = z.coerce.date().optional();
function checkPromise(use: Use, date: Date | undefined): void {
  if (date && date <= use.now) throw new BadInput([{ field: 'promise', code: 'in-the-past' }]);
}

export const triageReport = changing(
  'reports.triage',
  change.extend({
    ...holder,
    category: idOf<'category'>(),
    urgency: z.enum(URGENCIES),
    reason: words,
    promise,
  }),
  async (use, input) => {
    orNotFound((await placeOf(use, use.tenant)).categoryById(input.category), 'category');
    await checkHolder(use, input);
    checkPromise(use, input.promise);
    await triage(use, input);
  },
);

export const assignReport = changing('reports.assign', change.extend(holder), async (use, input) => {
  await checkHolder(use, input);
  await assign(use, input);
});

/** An officer's words to the resident, sealed for them, with the files that were added to the letter. */
async function write(
  use: Use,
  { id: report, subject }: Report,
  letter: { words: string; language: string },
): Promise<void> {
  await loadKeys(use, [subject]);
  const id = newId<'message'>(use.now.getTime());
  const staff = use.actor.kind === 'staff' ? use.actor.id : null;
  const owner = letterOwner(use, report);
  const files = owner ? await attachUploads(use, { owner, subject, report, message: id }) : [];
  const { words, language } = letter;
  await addMessage(use, { id, report, subject, from: 'officer', staff, files, words, language });
}

const tellResident = (use: Use, report: Report, about: 'answer' | 'closed') =>
  later(use, 'write-to-resident', { report: report.id, about });

export const replyToReport = changing(
  'reports.reply',
  change.extend({ words, language, asks: z.boolean().default(false), promise }),
  async (use, input) => {
    checkPromise(use, input.promise);
    const report = await recordReply(use, input);
    await write(use, report, input);
    await tellResident(use, report, 'answer');
  },
);

/** To an outside service that the resident is shown by name, with a word of explanation. */
export const referReport = changing(
  'reports.refer',
  change.extend({ agency: idOf<'agency'>(), words, language }),
  async (use, input) => {
    orNotFound((await placeOf(use, use.tenant)).agencyById(input.agency), 'agency');
    const report = await refer(use, input);
    await write(use, report, input);
    await tellResident(use, report, 'answer');
  },
);

/** The end: an outcome and a message, both or neither. */
export const closeReport = changing(
  'reports.close',
  change.extend({ outcome: z.enum(OUTCOMES), words, language }),
  async (use, input) => {
    const report = await close(use, input);
    await write(use, report, input);
    await followOutcome(use, report.id, true, input.outcome);
    await tellResident(use, report, 'closed');
  },
);

export const noteOnReport = changing('reports.note', change.extend({ words }), (use, input) =>
  note(use, input.report, input.words),
);

const texts = z
  .record(language, z.string().trim().min(1, 'missing').max(2000, 'too-long'))
  .refine((byLanguage) => Object.keys(byLanguage).length > 0, 'missing');

/** Nothing is public unless somebody decides so; who, when and why is kept. */
export const publishReport = changing(
  'reports.publish',
  change.extend({ title: texts, words: texts, reason: words }),
  (use, input) => publish(use, input),
);

export const unpublishReport = changing('reports.publish', change, (use, input) =>
  unpublish(use, input.report),
);
