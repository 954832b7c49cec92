import { sql } from 'kysely';
import type { Id, Use } from '#domain/kernel';
import type { Closing, Feedback, FeedbackCounts, Helped } from './feedback.ts';

export interface StoredFeedback extends Omit<Feedback, 'words'> {
  readonly words: Buffer | null;
}

/** One row a closing. Given twice, the newer answer stands; the time of the first is kept. */
export async function upsertAnswer(
  use: Use,
  answer: Closing & { helped: Helped; words: Buffer | null; unit: Id<'unit'> | null },
): Promise<void> {
  await sql`insert into feedback.answer (tenant, report, closing, helped, words, unit, given_at, changed_at)
    values (${use.tenant}, ${answer.report}, ${answer.closing}, ${answer.helped}, ${answer.words}, ${answer.unit},
      ${use.now}, ${use.now})
    on conflict (tenant, report, closing) do update
      set helped = excluded.helped, words = excluded.words, changed_at = excluded.changed_at`.execute(use.db);
}

export async function selectAnswer(use: Use, of: Closing): Promise<StoredFeedback | undefined> {
  const { rows } = await sql<StoredFeedback>`select report, closing, helped, words, given_at as "givenAt",
      changed_at as "changedAt"
    from feedback.answer where tenant = ${use.tenant} and report = ${of.report} and closing = ${of.closing}`.execute(
    use.db,
  );
  return rows[0];
}

export async function countAnswers(
  use: Use,
  from: Date,
  until: Date,
  unit: Id<'unit'> | null,
): Promise<FeedbackCounts> {
  const { rows } = await sql<{ helped: Helped; answers: number }>`select helped, count(*) as answers
    from feedback.answer where tenant = ${use.tenant} and given_at >= ${from} and given_at < ${until}
      and (${unit}::uuid is null or unit = ${unit}::uuid) group by helped`.execute(use.db);
  const counts = { yes: 0, partly: 0, no: 0 };
  for (const row of rows) counts[row.helped] = row.answers;
  return counts;
}

/** The answers of an erased report go with it. */
export async function deleteFeedback(use: Use, report: Id<'report'>): Promise<void> {
  await sql`delete from feedback.answer where tenant = ${use.tenant} and report = ${report}`.execute(use.db);
}
