/** What is owed and by when, in a few words and as a bar at the edge. */
import type { Report } from '#domain/reports';
import type { DateStyle, Voice } from '#words';

export type Edge = 'late' | 'soon' | 'calm';

export function edgeOf({ dueAt, closedAt }: Report, now: Date, soonUntil: Date): Edge {
  if (!dueAt || closedAt || dueAt >= soonUntil) return 'calm';
  return dueAt < now ? 'late' : 'soon';
}

/** "Reply due tomorrow", "Promised 2 days ago", "Waiting for them". */
export function dueWords(report: Report, now: Date, voice: Voice): string {
  const { say } = voice;
  const { closedAt, dueAt, dueKind } = report;
  if (closedAt) return say('desk.due.closed', { when: voice.relative(closedAt, now) });
  if (!dueAt || !dueKind) return say('desk.due.waiting');
  const when = voice.relative(dueAt, now);
  // words: desk.due.*
  return say(`desk.due.${dueKind}${dueAt < now ? 'Late' : ''}`, { when });
}

const HALF_A_YEAR = 183 * 24 * 3600 * 1000;

/** A day without its year is plain only while no other year could be meant: reports from elsewhere may be old. */
export function nearDay(instant: Date, now: Date, near: DateStyle): DateStyle {
  return Math.abs(instant.getTime() - now.getTime()) < HALF_A_YEAR ? near : 'long';
}
