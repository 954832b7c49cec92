import { sql } from 'kysely';
import { seal, tokensOf } from '#domain/access';
import { type Id, newId, orNotFound, referenceWord, type SubjectId, type Use } from '#domain/kernel';
import type { Due, Status } from './lifecycle.ts';
import type { Activity, Contact, Content, Kind, Outcome, Report, Tier, Urgency, Verb } from './report.ts';

const REPORT_COLUMNS = sql`id, reference, subject, kind, category, sensitive, tier, language, area, cell, unit, assignee, status,
  urgency, due_kind as "dueKind", due_at as "dueAt", sent_at as "sentAt", outcome_by as "outcomeBy", replied_at as "repliedAt",
  closed_at as "closedAt", outcome, agency, reopened, version`;

export interface StoredReport extends Report {
  readonly content: Buffer;
  readonly contact: Buffer | null;
}

export const contentContext = (id: string) => `report.content|${id}`;
export const contactContext = (id: string) => `report.contact|${id}`;
export const activityContext = (id: string) => `report.activity|${id}`;

export interface NewReport {
  readonly id: Id<'report'>;
  readonly reference: string;
  readonly subject: SubjectId;
  readonly kind: Kind;
  readonly category: Id<'category'>;
  readonly sensitive: boolean;
  readonly tier: Tier;
  readonly language: string;
  readonly area: Id<'area'> | null;
  readonly cell: string | null;
  readonly unit: Id<'unit'> | null;
  readonly dueAt: Date;
  readonly outcomeBy: Date;
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

export interface QueuePlace {
  readonly at: Date;
  readonly id: Id<'report'>;
}

export interface QueueQuery {
  readonly unit?: Id<'unit'> | null;
  readonly assignee?: Id<'staff'>;
  /** `closed` lists by closing time, newest first; the others by due time. */
  readonly group: 'overdue' | 'soon' | 'later' | 'new' | 'waiting' | 'all' | 'closed';
  readonly soonUntil: Date;
  readonly after?: QueuePlace;
  readonly limit: number;
}

function groupCondition(use: Use, query: QueueQuery) {
  switch (query.group) {
    case 'overdue':
      return sql`closed_at is null and due_at < ${use.now}`;
    case 'soon':
      return sql`closed_at is null and due_at >= ${use.now} and due_at < ${query.soonUntil}`;
    case 'later':
      return sql`closed_at is null and due_at >= ${query.soonUntil} and status <> 'new'`;
    case 'new':
      return sql`closed_at is null and status = 'new' and due_at >= ${query.soonUntil}`;
    case 'waiting':
      return sql`closed_at is null and due_at is null`;
    case 'all':
      return sql`closed_at is null`;
    case 'closed':
      return sql`closed_at is not null`;
  }
}

function holderCondition(query: QueueQuery) {
  if (query.assignee) return sql`assignee = ${query.assignee}`;
  return query.unit ? sql`unit = ${query.unit}` : sql`true`;
}

/** One page of a queue, what is due first on top. */
export async function listQueue(use: Use, query: QueueQuery): Promise<StoredReport[]> {
  const closed = query.group === 'closed';
  // What waits has no date; it is listed by its id, which grows with time. Each order is one that an index has.
  const order = closed
    ? [sql`closed_at`, sql`id`]
    : query.group === 'waiting'
      ? [sql`id`]
      : [sql`due_at`, sql`id`];
  const place =
    query.after && (query.group === 'waiting' ? [query.after.id] : [query.after.at, query.after.id]);
  const from = place ? sql`and (${sql.join(order)}) ${closed ? sql`<` : sql`>`} (${sql.join(place)})` : sql``;
  const ordered = sql.join(order.map((key) => (closed ? sql`${key} desc` : key)));
  const { rows } = await sql<StoredReport>`select ${REPORT_COLUMNS}, content, contact from reports.report
    where tenant = ${use.tenant} and ${holderCondition(query)} and ${groupCondition(use, query)} ${from}
    order by ${ordered} limit ${query.limit}`.execute(use.db);
  return rows;
}

/** Above this a count is told as "more than": an exact one would cost more the more there are. */
export const COUNT_CAP = 200;

export type QueueCounts = Readonly<Record<'overdue' | 'soon' | 'later' | 'new' | 'waiting', number>>;

/** How many stand in each group, each counted to `COUNT_CAP` + 1, in one statement. */
export async function countQueue(use: Use, query: Omit<QueueQuery, 'group' | 'limit'>): Promise<QueueCounts> {
  const groups = ['overdue', 'soon', 'later', 'new', 'waiting'] as const;
  const counts = groups.map((group) => {
    const condition = groupCondition(use, { ...query, group, limit: 0 });
    return sql`(select count(*) from (select from reports.report where tenant = ${use.tenant}
      and ${holderCondition({ ...query, group, limit: 0 })} and ${condition} limit ${COUNT_CAP + 1}) few) as ${sql.ref(group)}`;
  });
  const { rows } = await sql<QueueCounts>`select ${sql.join(counts)}`.execute(use.db);
  return rows[0] ?? { overdue: 0, soon: 0, later: 0, new: 0, waiting: 0 };
}

/** Reports that hold every one of these tokens, newest first. The rarest word leads; each further one is an equality. */
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

export async function upsertDraft(use: Use, id: Buffer, content: Buffer, endsAt: Date): Promise<void> {
  await sql`insert into reports.draft (tenant, id, content, ends_at) values (${use.tenant}, ${id}, ${content}, ${endsAt})
    on conflict (tenant, id) do update set content = excluded.content, ends_at = excluded.ends_at`.execute(
    use.db,
  );
}

export interface SentDraft {
  readonly report: Id<'report'>;
  readonly reference: string;
  readonly dueAt: Date | null;
}

/** A draft and the report it became; either may be missing. */
export async function selectDraft(
  use: Use,
  id: Buffer,
  becomes: Id<'report'>,
): Promise<{ content: Buffer | null; sent: SentDraft | null }> {
  const { rows } = await sql<{ content: Buffer | null } & { [K in keyof SentDraft]: SentDraft[K] | null }>`
    select d.content, r.id as report, r.reference, r.due_at as "dueAt" from (select 1) one
    left join reports.draft d on d.tenant = ${use.tenant} and d.id = ${id} and d.ends_at > ${use.now}
    left join reports.report r on r.tenant = ${use.tenant} and r.id = ${becomes}`.execute(use.db);
  const { content = null, report = null, reference = null, dueAt = null } = rows[0] ?? {};
  return { content, sent: report && reference ? { report, reference, dueAt } : null };
}

export async function deleteDraft(use: Use, id: Buffer): Promise<void> {
  await sql`delete from reports.draft where tenant = ${use.tenant} and id = ${id}`.execute(use.db);
}

/** Drafts nobody came back to. */
export async function dropOldDrafts(use: Use): Promise<number> {
  const done =
    await sql`delete from reports.draft where tenant = ${use.tenant} and ends_at <= ${use.now}`.execute(
      use.db,
    );
  return Number(done.numAffectedRows ?? 0);
}
