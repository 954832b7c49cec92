/** Which rows of other systems have become reports. */
import { createSecretKey } from 'node:crypto';
import { sql } from 'kysely';
import { tenantSecret } from '#domain/access';
import { type Id, mac, type Use } from '#domain/kernel';
import type { Activity, Outcome, Report, Verb } from './report.ts';

const hashesOf = async (use: Use, source: string, externals: readonly string[]): Promise<Buffer[]> => {
  const secret = createSecretKey(await tenantSecret(use, 'search-words'));
  return externals.map((external) => mac(secret, `import|${source}|${external}`));
};

/** How many of these rows were taken before. */
export async function countTaken(use: Use, source: string, externals: readonly string[]): Promise<number> {
  const { rows } = await sql<{ taken: number }>`select count(*) as taken from reports.import_row
    where tenant = ${use.tenant} and source = ${source}
      and row_hash = any(${await hashesOf(use, source, externals)}::bytea[])`.execute(use.db);
  return rows[0]?.taken ?? 0;
}

export interface RowToTake {
  /** The row's number in the system it comes from. */
  readonly external: string;
  /** The report it is to become. */
  readonly report: Id<'report'>;
}

/**
 * Take rows that nobody took before. Two imports of the same file at once: the second waits here until the first
 * commits, and then takes nothing that the first one has.
 *
 * @returns the reports of those rows that are now ours.
 */
export async function takeRows(
  use: Use,
  source: string,
  rows: readonly RowToTake[],
): Promise<ReadonlySet<Id<'report'>>> {
  const hashes = await hashesOf(
    use,
    source,
    rows.map(({ external }) => external),
  );
  const { rows: taken } = await sql<{
    report: Id<'report'>;
  }>`insert into reports.import_row (tenant, source, row_hash, report)
    select ${use.tenant}, ${source}, r.hash, r.report
    from unnest(${hashes}::bytea[], ${rows.map(({ report }) => report)}::uuid[]) as r (hash, report)
    order by r.hash on conflict do nothing returning report`.execute(use.db);
  return new Set(taken.map(({ report }) => report));
}

/** References of the tenant's reports among these. */
export async function listKnownReferences(use: Use, references: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`select reference from reports.report
    where tenant = ${use.tenant} and reference = any(${[...references]}::text[])`.execute(use.db);
  return rows.map(({ reference }) => reference);
}

/** A report as its row is written; `content` and `words` are sealed bytes in hexadecimal digits. */
export interface ImportedRow
  extends Omit<Report, 'version' | 'assignee' | 'urgency' | 'agency' | 'reopened' | 'tier'> {
  readonly content: string;
  readonly tokens: readonly string[];
}

export interface ImportedActivity {
  readonly report: Id<'report'>;
  readonly id: Id<'activity'>;
  readonly at: Date;
  readonly verb: Verb;
  readonly detail: Activity['detail'];
  readonly words: string | null;
}

export interface ImportedPublication {
  readonly report: Id<'report'>;
  readonly area: Id<'area'> | null;
  readonly cell: string | null;
  readonly category: Id<'category'>;
  readonly title: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
  readonly at: Date;
  readonly reason: string;
  readonly closed: boolean;
  readonly outcome: Outcome | null;
}

const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::json`;

/** The reports of a batch with their search words, in one statement. */
export async function insertImported(use: Use, rows: readonly ImportedRow[]): Promise<void> {
  await sql`with row as materialized (
      select * from json_to_recordset(${asRows(rows)}) as x (id uuid, reference text, subject uuid, kind text, category uuid,
        sensitive boolean, language text, area uuid, cell text, unit uuid, status text, "dueKind" text, "dueAt" timestamptz,
        "sentAt" timestamptz, "outcomeBy" timestamptz, "repliedAt" timestamptz, "closedAt" timestamptz, outcome text,
        content text, tokens bigint[])),
    report as (
      insert into reports.report (tenant, id, reference, subject, kind, category, sensitive, tier, language, area, cell, unit,
        status, due_kind, due_at, sent_at, outcome_by, replied_at, closed_at, outcome, content)
      select ${use.tenant}, id, reference, subject, kind, category, sensitive, 'pseudonymous', language, area, cell, unit,
        status, "dueKind", "dueAt", "sentAt", "outcomeBy", "repliedAt", "closedAt", outcome, decode(content, 'hex') from row)
    insert into reports.token (tenant, token, report)
    select ${use.tenant}, t, row.id from row, unnest(row.tokens) as t order by t`.execute(use.db);
}

export async function insertImportedActivity(use: Use, rows: readonly ImportedActivity[]): Promise<void> {
  await sql`insert into reports.activity (tenant, report, id, at, verb, actor_kind, detail, words)
    select ${use.tenant}, x.report, x.id, x.at, x.verb, 'system', x.detail, decode(x.words, 'hex')
    from json_to_recordset(${asRows(rows)})
      as x (report uuid, id uuid, at timestamptz, verb text, detail jsonb, words text)`.execute(use.db);
}

/** In the order of the cells, so that two imports at once count them in the same order and never wait in a circle. */
export async function insertImportedPublications(
  use: Use,
  rows: readonly ImportedPublication[],
): Promise<void> {
  await sql`insert into reports.publication (tenant, report, area, cell, category, title, words, published_at, reason, closed, outcome)
    select ${use.tenant}, x.report, x.area, x.cell, x.category, x.title, x.words, x.at, x.reason, x.closed, x.outcome
    from json_to_recordset(${asRows(rows)}) as x (report uuid, area uuid, cell text, category uuid, title jsonb, words jsonb,
      at timestamptz, reason text, closed boolean, outcome text)
    order by x.area, x.cell, x.at`.execute(use.db);
}

export interface ImportedCount {
  readonly area: Id<'area'> | null;
  readonly closed: boolean;
  readonly reports: number;
}

/** What stands here of one source, by area and state. Reads every row: for checking an import, not for a page. */
export async function countImported(use: Use, source: string): Promise<ImportedCount[]> {
  const { rows } =
    await sql<ImportedCount>`select r.area, r.closed_at is not null as closed, count(*) as reports
    from reports.import_row i join reports.report r on r.tenant = i.tenant and r.id = i.report
    where i.tenant = ${use.tenant} and i.source = ${source} group by 1, 2`.execute(use.db);
  return rows;
}
