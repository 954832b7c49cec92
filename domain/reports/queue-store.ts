/** The lines of reports before a unit or an officer: one page of one, and how long each is. */
import { sql } from 'kysely';
import type { Id, Use } from '#domain/kernel';
import { REPORT_COLUMNS, type StoredReport } from './store.ts';

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
