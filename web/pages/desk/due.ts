/** What is owed and by when, in a few words and as a bar at the edge. */
import type { Report } from '#domain/reports';
import type { Voice } from '#words';

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
