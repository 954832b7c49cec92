import { newSubject } from '#domain/access';
import { DAY, emit, HOUR, type Id, newReference, Refusal, type SubjectId, type Use } from '#domain/kernel';
import { insertReport, type NewReport } from '../store.ts';

export interface Submission extends Omit<NewReport, 'reference' | 'subject' | 'dueAt' | 'outcomeBy'> {
  /** Made from the draft: the same draft gives the same id. */
  readonly id: Id<'report'>;
  readonly firstReplyHours: number;
  readonly outcomeDays: number;
}

export interface Submitted {
  readonly report: Id<'report'>;
  readonly subject: SubjectId;
  readonly reference: string;
  readonly dueAt: Date;
}

/**
 * Take a report. The clock starts: a first reply is owed by `dueAt`. Sent twice at the same moment, the second is
 * refused as already done and stores nothing.
 */
export async function submit(use: Use, submission: Submission): Promise<Submitted> {
  const subject = await newSubject(use);
  const dueAt = new Date(use.now.getTime() + submission.firstReplyHours * HOUR);
  const outcomeBy = new Date(use.now.getTime() + submission.outcomeDays * DAY);
  const reference = newReference();
  // A pseudonym keeps nothing but the handle: what else was typed on the way there is not stored.
  const { contact, tier, sensitive } = submission;
  const kept = tier === 'pseudonymous' ? (contact?.handle ? { handle: contact.handle } : null) : contact;
  const cell = sensitive ? null : submission.cell;
  const stored = await insertReport(use, {
    ...submission,
    subject,
    reference,
    dueAt,
    outcomeBy,
    cell,
    contact: kept,
  });
  if (!stored) throw new Refusal('already-done');
  use.seen.add(subject);
  await emit(use, 'report.submitted', 'staff', { report: submission.id, unit: submission.unit });
  return { report: submission.id, subject, reference, dueAt };
}
