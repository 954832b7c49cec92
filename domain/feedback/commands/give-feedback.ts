import { loadKeys, seal } from '#domain/access';
import { emit, type Id, type SubjectId, type Use } from '#domain/kernel';
import type { Closing, Helped } from '../feedback.ts';
import { upsertAnswer } from '../store.ts';

/** Bound to the closing, so that the bytes open in no other place. */
export const contextOf = ({ report, closing }: Closing): string => `feedback.words|${report}|${closing}`;

export interface NewFeedback extends Closing {
  readonly subject: SubjectId;
  /** Who held the report when it ended, for counts by unit. */
  readonly unit: Id<'unit'> | null;
  readonly helped: Helped;
  readonly words: string | null;
}

/** Answer the one question about an ending, or change the answer. Whether it may still be changed, the journey knows. */
export async function giveFeedback(use: Use, given: NewFeedback): Promise<void> {
  const { report, closing, helped, subject, unit } = given;
  await loadKeys(use, [subject]);
  const words = given.words ? seal(use, subject, contextOf(given), given.words) : null;
  await upsertAnswer(use, { report, closing, helped, words, unit });
  await emit(use, 'feedback.given', 'staff', { report, unit });
}
