import type { DraftUpload, FollowedReport } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import type { Id } from '#domain/kernel';
import type { FieldError } from '#ui';

/** What the parts of the page are given. */
export interface ReportView {
  readonly followed: FollowedReport;
  readonly place: Place;
  /** Where this report's forms are sent. */
  readonly address: string;
  /** Files that wait for the letter being written. */
  readonly uploads: readonly DraftUpload[];
  readonly given: Given;
  /** Other reports that are open in this browser. */
  readonly others: readonly Id<'report'>[];
}

/** What was typed and could not be taken, with why; and what has just been done. */
export interface Given {
  readonly words?: string;
  readonly remark?: string;
  readonly helped?: string;
  readonly errors?: readonly FieldError[];
  readonly said?: string | undefined;
}

export const addressOf = (report: Id<'report'>): string => `/follow/report/${report}`;
