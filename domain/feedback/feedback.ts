import type { Id } from '#domain/kernel';

export const HELPED = ['yes', 'partly', 'no'] as const;
/** The answer to the one question, "Did this help?". */
export type Helped = (typeof HELPED)[number];

/** Longest remark beside the answer, in characters. */
export const LONGEST_REMARK = 2000;

/** One ending of a report. A report that was reopened and closed again has another, and is asked about again. */
export interface Closing {
  readonly report: Id<'report'>;
  /** How often the report had been reopened before this ending. */
  readonly closing: number;
}

export interface Feedback extends Closing {
  readonly helped: Helped;
  /** In the resident's own words; null when they wrote none. */
  readonly words: string | null;
  readonly givenAt: Date;
  readonly changedAt: Date;
}

/** Counts only: which reports stand behind them is not told. */
export type FeedbackCounts = Readonly<Record<Helped, number>>;
