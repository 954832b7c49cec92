/** What the police decided to make public of a report. Nothing is public without a row here, and a row names who decided. */

import { sql } from 'kysely';
import { loadKeys } from '#domain/access';
import { emit, type Id, type Use } from '#domain/kernel';
import type { Outcome } from './report.ts';
import { changeReport, lockReport } from './store.ts';

export interface Publication {
  readonly report: Id<'report'>;
  readonly area: Id<'area'> | null;
  readonly cell: string | null;
  readonly category: Id<'category'>;
  /** The officer's own words by language; never the reporter's. */
  readonly title: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
  readonly publishedAt: Date;
  readonly closed: boolean;
  readonly outcome: Outcome | null;
}

export interface PublishDecision {
  readonly report: Id<'report'>;
  readonly title: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
  readonly reason: string;
}

/**
 * Publish, or publish again with other words. The place is told as a cell of about 0.1 km², never exactly. The reason may
 * name whoever wrote, so it stands in the report's activity, sealed with the reporter's other words.
 */
export async function publish(use: Use, decision: PublishDecision): Promise<void> {
  const report = await lockReport(use, decision.report);
  await loadKeys(use, [report.subject]);
  const decidedBy = use.actor.kind === 'staff' ? use.actor.id : null;
  await sql`insert into reports.publication (tenant, report, area, cell, category, title, words, published_at, decided_by,
      closed, outcome)
    values (${use.tenant}, ${report.id}, ${report.area}, ${report.cell}, ${report.category}, ${JSON.stringify(decision.title)},
      ${JSON.stringify(decision.words)}, ${use.now}, ${decidedBy}, ${report.closedAt !== null}, ${report.outcome})
    on conflict (tenant, report) do update set title = excluded.title, words = excluded.words, decided_by = excluded.decided_by,
      reason = null, closed = excluded.closed, outcome = excluded.outcome, withdrawn_at = null`.execute(
    use.db,
  );
  await changeReport(use, report, {}, { verb: 'published', words: decision.reason });
  await emit(use, 'report.published', 'staff', { report: report.id, unit: report.unit });
}

/** Take it back from the public. The decision and who made it stay on record. */
export async function unpublish(use: Use, id: Id<'report'>): Promise<void> {
  const report = await lockReport(use, id);
  await sql`update reports.publication set withdrawn_at = ${use.now}
    where tenant = ${use.tenant} and report = ${id} and withdrawn_at is null`.execute(use.db);
  await changeReport(use, report, {}, { verb: 'unpublished' });
}

/** Keep a publication's outcome in step with its report. Does nothing when there is none. */
export async function followOutcome(
  use: Use,
  id: Id<'report'>,
  closed: boolean,
  outcome: Outcome | null,
): Promise<void> {
  await sql`update reports.publication set closed = ${closed}, outcome = ${outcome}
    where tenant = ${use.tenant} and report = ${id}`.execute(use.db);
}

const COLUMNS = sql`report, area, cell, category, title, words, published_at as "publishedAt", closed, outcome`;

export async function findPublication(use: Use, id: Id<'report'>): Promise<Publication | undefined> {
  const { rows } = await sql<Publication>`select ${COLUMNS} from reports.publication
    where tenant = ${use.tenant} and report = ${id} and withdrawn_at is null`.execute(use.db);
  return rows[0];
}

/** A page of what is public, newest first. `before` is the last line of the page before. */
export async function listPublished(
  use: Use,
  page: { area?: Id<'area'> | undefined; before?: { at: Date; id: Id<'report'> } | undefined; limit: number },
): Promise<Publication[]> {
  const inArea = page.area ? sql`and area = ${page.area}` : sql``;
  const from = page.before
    ? sql`and (published_at, report) < (${page.before.at}, ${page.before.id}::uuid)`
    : sql``;
  const { rows } = await sql<Publication>`select ${COLUMNS} from reports.publication
    where tenant = ${use.tenant} and withdrawn_at is null ${inArea} ${from}
    order by published_at desc, report desc limit ${page.limit}`.execute(use.db);
  return rows;
}

/** How many published reports stand in each H3 cell of an area. Kept by trigger, so the cost is that of the cells. */
export async function countPublishedByCell(
  use: Use,
  area: Id<'area'>,
): Promise<{ cell: string; published: number }[]> {
  const { rows } = await sql<{
    cell: string;
    published: number;
  }>`select cell, published from reports.published_cell
    where tenant = ${use.tenant} and area = ${area} and published > 0 order by cell limit 5000`.execute(
    use.db,
  );
  return rows;
}
