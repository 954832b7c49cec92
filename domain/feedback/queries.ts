import { reveal } from '#domain/access';
import type { Id, SubjectId, Use } from '#domain/kernel';
import { contextOf } from './commands/give-feedback.ts';
import type { Closing, Feedback, FeedbackCounts } from './feedback.ts';
import { countAnswers, selectAnswer } from './store.ts';

/** The answer to this closing, if one was given. Opening a remark is logged. */
export async function findFeedback(
  use: Use,
  of: Closing & { readonly subject: SubjectId },
): Promise<Feedback | undefined> {
  const stored = await selectAnswer(use, of);
  if (!stored) return undefined;
  if (!stored.words) return { ...stored, words: null };
  const [words] = await reveal<string>(use, [
    { subject: of.subject, context: contextOf(of), bytes: stored.words },
  ]);
  return { ...stored, words: words ?? null };
}

/** How people answered from `from` until before `until`, all units or one. Small numbers are the caller's to hide. */
export function countFeedback(
  use: Use,
  of: { readonly from: Date; readonly until: Date; readonly unit?: Id<'unit'> },
): Promise<FeedbackCounts> {
  return countAnswers(use, of.from, of.until, of.unit ?? null);
}
