import { newSubjects, seal, tokensOf } from '#domain/access';
import { emit, type Id, newId, newReference, referenceWord, type SubjectId, type Use } from '#domain/kernel';
import {
  type ImportedActivity,
  type ImportedPublication,
  type ImportedRow,
  insertImported,
  insertImportedActivity,
  insertImportedPublications,
  listKnownReferences,
  takeRows,
} from '../import-store.ts';
import type { Content, Kind, Outcome } from '../report.ts';
import { activityContext, contentContext } from '../store.ts';

/** A report that another system holds. Its writer is known by nothing: no contact is taken over. */
export interface ImportedReport {
  /** Its number there: the same number of the same source is taken once. */
  readonly external: string;
  readonly kind: Kind;
  readonly category: Id<'category'>;
  readonly sensitive: boolean;
  readonly language: string;
  readonly area: Id<'area'> | null;
  readonly cell: string | null;
  readonly unit: Id<'unit'> | null;
  readonly sentAt: Date;
  /** By when it is to be ended; null on one that has ended. */
  readonly dueAt: Date | null;
  readonly outcomeBy: Date;
  readonly closedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly content: Content;
  /** What was said at the end there. Sealed, and shown to staff only: nobody here wrote it for the public. */
  readonly closingWords: string | null;
  /** What was put right on the way, such as `closed-before-sent`; kept with the ending. */
  readonly corrected: string | null;
  readonly publication: {
    readonly title: Readonly<Record<string, string>>;
    readonly words: Readonly<Record<string, string>>;
    readonly reason: string;
  } | null;
}

/** As many references, none of which is in use. With many reports two draws do meet, so known ones are drawn again. */
async function newReferences(use: Use, count: number): Promise<string[]> {
  const free = new Set<string>();
  while (free.size < count) {
    const drawn = new Set(Array.from({ length: count - free.size }, newReference));
    for (const known of await listKnownReferences(use, [...drawn])) drawn.delete(known);
    for (const reference of drawn) free.add(reference);
  }
  return [...free];
}

interface Numbered extends ImportedReport {
  readonly id: Id<'report'>;
  readonly subject: SubjectId;
  readonly reference: string;
}

async function rowOf(use: Use, report: Numbered): Promise<ImportedRow> {
  const { id, reference, subject, kind, category, sensitive, language, area, unit, content } = report;
  const { sentAt, dueAt, outcomeBy, closedAt, outcome } = report;
  const searched = [referenceWord(reference), content.words, content.place.words].join(' ');
  return {
    ...{ id, reference, subject, kind, category, sensitive, language, area, unit },
    ...{ sentAt, outcomeBy, closedAt, outcome, repliedAt: closedAt },
    cell: sensitive ? null : report.cell,
    status: closedAt ? 'closed' : 'open',
    dueKind: closedAt ? null : 'outcome',
    dueAt: closedAt ? null : dueAt,
    content: seal(use, subject, contentContext(id), content).toString('hex'),
    tokens: await tokensOf(use, searched),
  };
}

function activitiesOf(use: Use, source: string, report: Numbered): ImportedActivity[] {
  const { id, subject, sentAt, closedAt, outcome, corrected, closingWords, publication } = report;
  const activity = (at: Date, verb: ImportedActivity['verb'], detail: ImportedActivity['detail']) => ({
    ...{ report: id, id: newId<'activity'>(at.getTime()), at, verb, detail },
    words: null,
  });
  const all: ImportedActivity[] = [activity(sentAt, 'submitted', { source })];
  if (closedAt) {
    const closed = activity(closedAt, 'closed', { outcome, ...(corrected && { corrected }) });
    const words =
      closingWords && seal(use, subject, activityContext(closed.id), closingWords).toString('hex');
    all.push({ ...closed, words });
  }
  if (publication && !report.sensitive) all.push(activity(use.now, 'published', {}));
  return all;
}

function publicationOf(report: Numbered): ImportedPublication[] {
  const { id, sensitive, area, cell, category, publication, closedAt, sentAt, outcome } = report;
  if (!publication || sensitive) return [];
  const at = closedAt ?? sentAt;
  return [{ ...publication, report: id, area, cell, category, at, closed: closedAt !== null, outcome }];
}

/**
 * Take over reports of another system: all of this batch or nothing. What was taken before is left as it is. Opens
 * nobody's words. One event a batch tells open desks to look again.
 *
 * @returns how many are new.
 */
export async function importBatch(
  use: Use,
  source: string,
  reports: readonly ImportedReport[],
): Promise<number> {
  const named = reports.map((report) => ({ ...report, id: newId<'report'>(report.sentAt.getTime()) }));
  const ours = await takeRows(
    use,
    source,
    named.map(({ external, id }) => ({ external, report: id })),
  );
  const fresh = named.filter(({ id }) => ours.has(id));
  if (fresh.length === 0) return 0;
  const subjects = await newSubjects(
    use,
    fresh.map(({ sentAt }) => sentAt),
  );
  const references = await newReferences(use, fresh.length);
  const numbered = fresh.map((report, at): Numbered => {
    const [subject, reference] = [subjects[at], references[at]];
    if (!subject || !reference) throw new Error('A report without a number.');
    return { ...report, subject, reference };
  });
  const rows: ImportedRow[] = [];
  for (const report of numbered) rows.push(await rowOf(use, report));
  await insertImported(use, rows);
  await insertImportedActivity(
    use,
    numbered.flatMap((report) => activitiesOf(use, source, report)),
  );
  await insertImportedPublications(use, numbered.flatMap(publicationOf));
  await emit(use, 'reports.imported', 'staff', { reports: fresh.length });
  return fresh.length;
}
