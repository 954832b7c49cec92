/** The smallest report that stands, for tests of what hangs on a report. */
import { type Id, newId, type SubjectId, type Use } from '#domain/kernel';
import { submit } from '#domain/reports';

export function submitAReport(
  use: Use,
  unit: Id<'unit'>,
): Promise<{ readonly report: Id<'report'>; readonly subject: SubjectId }> {
  return submit(use, {
    id: newId<'report'>(),
    kind: 'incident',
    category: newId<'category'>(),
    sensitive: false,
    tier: 'pseudonymous',
    language: 'en',
    area: null,
    cell: null,
    unit,
    firstReplyHours: 48,
    outcomeDays: 14,
    contact: null,
    content: {
      words: 'A window was broken.',
      place: { how: 'none' },
      when: { type: 'unknown' },
      answers: {},
      onBehalf: false,
    },
  });
}
