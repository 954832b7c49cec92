import { sql } from 'kysely';
import { seal, tokensOf } from '#domain/access';
import { type Id, newId, orNotFound, referenceWord, type Use } from '#domain/kernel';
import type { Due, Status } from './lifecycle.ts';
import type { Activity, Contact, Content, Outcome, Report, Urgency, Verb } from './report.ts';

export const REPORT_COLUMNS = sql`id, reference, subject, kind, category, sensitive, tier, language, area, cell, unit, assignee, status,
  urgency, due_kind as "dueKind", due_at as "dueAt", sent_at as "sentAt", outcome_by as "outcomeBy", replied_at as "repliedAt",
  closed_at as "closedAt", outcome, agency, reopened, version`;

export interface StoredReport extends Report {
  readonly content: Buffer;
  readonly contact: Buffer | null;
}

export const contentContext = (id: string) => `report.content|${id}`;
export const contactContext = (id: string) => `report.contact|${id}`;
export const activityContext = (id: string) => `report.activity|${id}`;

/** What is known of a report when it arrives. */
export interface NewReport
  extends Pick<
    Report,
    | 'id'
    | 'reference'
    | 'subject'
    | 'kind'
    | 'category'
    | 'sensitive'
    | 'tier'
    | 'language'
    | 'area'
    | 'cell'
    | 'unit'
    | 'outcomeBy'
  > {
  readonly dueAt: Date;
  readonly content: Content;
  readonly contact: Contact | null;
}

/**
 * Store a report, its search words and its first activity in one statement. The same draft sent twice meets the primary
 * key; two at the same moment: the second waits for the first, then stores nothing.
 *
 * @returns false when the report was already there.
 */
export async function insertReport(use: Use, report: NewReport): Promise<boolean> {
  const content = seal(use, report.subject, contentContext(report.id), report.content);
  const contact = report.contact
    ? seal(use, report.subject, contactContext(report.id), report.contact)
    : null;
  const searched = [
    report.content.words,
    report.content.place.words,
    report.content.behaviour,
    report.content.vehicles,
  ];
  const tokens = await tokensOf(use, [referenceWord(report.reference), ...searched].join(' '));
  const actor = use.actor.kind;
  const { rows } = await sql<{ stored: number }>`with report as (
      insert into reports.report (tenant, id, reference, subject, kind, category, sensitive, tier, language, area, cell, unit,
        status, due_kind, due_at, sent_at, outcome_by, content, contact)
      values (${use.tenant}, ${report.id}, ${report.reference}, ${report.subject}, ${report.kind}, ${report.category},
        ${report.sensitive}, ${report.tier}, ${report.language}, ${report.area}, ${report.cell}, ${report.unit}, 'new', 'reply',
        ${report.dueAt}, ${use.now}, ${report.outcomeBy}, ${content}, ${contact})
      on conflict (tenant, id) do nothing returning id),
    token as (
      insert into reports.token (tenant, token, report)
      select ${use.tenant}, t, report.id from report, unnest(${tokens}::bigint[]) as t on conflict do nothing),
    activity as (
      insert into reports.activity (tenant, report, id, at, verb, actor_kind)
      select ${use.tenant}, id, ${newId(use.now.getTime())}::uuid, ${use.now}, 'submitted', ${actor} from report)
    select 1 as stored from report`.execute(use.db);
  return rows.length > 0;
}

export async function findReport(use: Use, id: Id<'report'>): Promise<StoredReport | undefined> {
  const { rows } = await sql<StoredReport>`select ${REPORT_COLUMNS}, content, contact from reports.report
    where tenant = ${use.tenant} and id = ${id}`.execute(use.db);
  return rows[0];
}

/** The report for a change: other changes of it wait until this transaction ends. */
export async function lockReport(use: Use, id: Id<'report'>): Promise<StoredReport> {
  const { rows } = await sql<StoredReport>`select ${REPORT_COLUMNS}, content, contact from reports.report
    where tenant = ${use.tenant} and id = ${id} for update`.execute(use.db);
  return orNotFound(rows[0]);
}

export interface Change extends Partial<Due> {
  readonly status?: Status;
  readonly category?: Id<'category'>;
  readonly urgency?: Urgency;
  readonly unit?: Id<'unit'> | null;
  readonly assignee?: Id<'staff'> | null;
  readonly agency?: Id<'agency'> | null;
  readonly repliedAt?: Date | null;
  readonly closedAt?: Date | null;
  readonly outcome?: Outcome | null;
  readonly reopened?: number;
}

const COLUMN_OF: Readonly<Record<keyof Change, string>> = {
  status: 'status',
  dueKind: 'due_kind',
  dueAt: 'due_at',
  category: 'category',
  urgency: 'urgency',
  unit: 'unit',
  assignee: 'assignee',
  agency: 'agency',
  repliedAt: 'replied_at',
  closedAt: 'closed_at',
  outcome: 'outcome',
  reopened: 'reopened',
};

export interface NewActivity {
  readonly verb: Verb;
  readonly detail?: Activity['detail'];
  /** Sealed under the reporter's key, which must be in the call (`loadKeys`). */
  readonly words?: string;
}

/** Apply a change to a locked report and write what was done, in one statement. */
export async function changeReport(
  use: Use,
  report: Report,
  change: Change,
  activity: NewActivity,
): Promise<void> {
  const sets = Object.entries(change).map(
    ([name, value]) => sql`${sql.ref(COLUMN_OF[name as keyof Change])} = ${value}`,
  );
  const id = newId<'activity'>(use.now.getTime());
  const words = activity.words ? seal(use, report.subject, activityContext(id), activity.words) : null;
  const staff = use.actor.kind === 'staff' ? use.actor : undefined;
  await sql`with report as (
      update reports.report set ${sql.join([...sets, sql`version = version + 1`])}
      where tenant = ${use.tenant} and id = ${report.id})
    insert into reports.activity (tenant, report, id, at, verb, actor_kind, staff, hat, detail, words)
    values (${use.tenant}, ${report.id}, ${id}, ${use.now}, ${activity.verb}, ${use.actor.kind}, ${staff?.id ?? null},
      ${staff?.hat ?? null}, ${JSON.stringify(activity.detail ?? {})}, ${words})`.execute(use.db);
}

export interface StoredActivity extends Omit<Activity, 'words'> {
  readonly words: Buffer | null;
}

/** Oldest first; a report's life is short enough to be read whole, and cut at 500. */
export async function listStoredActivity(use: Use, id: Id<'report'>): Promise<StoredActivity[]> {
  const { rows } =
    await sql<StoredActivity>`select id, at, verb, actor_kind as "actorKind", staff, hat, detail, words
    from reports.activity where tenant = ${use.tenant} and report = ${id} order by id limit 500`.execute(
      use.db,
    );
  return rows;
}

/** Reports that hold every one of these tokens, newest first. The first token leads; each further one is an equality. */
export async function findByTokens(
  use: Use,
  tokens: readonly string[],
  limit: number,
): Promise<StoredReport[]> {
  const [first, ...others] = tokens;
  if (!first) return [];
  const also = others.map((token, at) => {
    const name = sql.ref(`t${at}`);
    return sql`join reports.token ${name} on ${name}.tenant = t.tenant and ${name}.report = t.report and ${name}.token = ${token}::bigint`;
  });
  const { rows } = await sql<StoredReport>`select ${REPORT_COLUMNS}, content, contact from reports.report
    where tenant = ${use.tenant} and id = any(array(select t.report from reports.token t ${sql.join(also, sql` `)}
      where t.tenant = ${use.tenant} and t.token = ${first}::bigint order by t.report desc limit ${limit}))
    order by id desc`.execute(use.db);
  return rows;
}

/** Every row of a report, in one statement. */
export async function deleteReport(use: Use, id: Id<'report'>): Promise<void> {
  const of = sql`where tenant = ${use.tenant} and report = ${id}`;
  await sql`with token as (delete from reports.token ${of}), activity as (delete from reports.activity ${of}),
      publication as (delete from reports.publication ${of})
    delete from reports.report where tenant = ${use.tenant} and id = ${id}`.execute(use.db);
}
