import { sql } from 'kysely';
import pg from 'pg';
import type { Db, Pool } from './database.ts';
import type { TenantId } from './ids.ts';
import type { Use } from './use.ts';

/** Something that happened. Carries ids, never words: whoever wants more asks through the door. */
export interface Event {
  readonly tenant: TenantId;
  /** The place in the stream, for `Last-Event-ID`; see `Cursor`. */
  readonly cursor: string;
  readonly topic: string;
  /** Who may hear it: `staff`, or `report:<id>` for the holder of that receipt. */
  readonly audience: string;
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
}

/** Record an event in the running transaction; it exists when the transaction commits, or not at all. */
export async function emit(
  use: Use,
  topic: string,
  audience: string,
  payload: Event['payload'],
): Promise<void> {
  await sql`insert into kernel.event (tenant, topic, audience, payload)
    values (${use.tenant}, ${topic}, ${audience}, ${JSON.stringify(payload)})`.execute(use.db);
}

/**
 * A place in the stream: the writing transaction's id and the row's id. Rows are handed out in this order and only
 * below the oldest transaction that still runs, so that one that commits late is never jumped over. (Row ids alone
 * lose events: a transaction may take a low id and commit after a higher one was read.)
 */
interface Cursor {
  readonly xid: string;
  readonly id: number;
}

export function parseCursor(text: string | undefined): Cursor | undefined {
  const match = /^(\d{1,20})\.(\d{1,18})$/.exec(text ?? '');
  return match?.[1] && match[2] ? { xid: match[1], id: Number(match[2]) } : undefined;
}

interface EventRow {
  readonly xid: string;
  readonly id: number;
  readonly topic: string;
  readonly audience: string;
  readonly payload: Event['payload'];
}

/**
 * Up to 500 events after the cursor, in order, none of which can be overtaken later. The order names the column by its
 * table: a bare `xid` would be the text of the answer, and "1000" sorts before "999".
 */
export async function listEventsAfter(db: Db, tenant: TenantId, after: string): Promise<Event[]> {
  const cursor = parseCursor(after);
  if (!cursor) return [];
  const { rows } = await sql<EventRow>`
    select e.xid::text, e.id, e.topic, e.audience, e.payload from kernel.event e
    where e.tenant = ${tenant} and (e.xid, e.id) > (${cursor.xid}::xid8, ${cursor.id}::bigint)
      and e.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.xid, e.id limit 500`.execute(db);
  return rows.map((row) => ({
    tenant,
    cursor: `${row.xid}.${row.id}`,
    topic: row.topic,
    audience: row.audience,
    payload: row.payload,
  }));
}

/** The cursor behind which everything that is yet to come will stand. */
export async function currentCursor(db: Db): Promise<string> {
  const { rows } = await sql<{ cursor: string }>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text || '.9007199254740991' as cursor`.execute(
    db,
  );
  return rows[0]?.cursor ?? '0.0';
}

/** Events older than a day are of use to no browser any more. */
export async function forgetOldEvents(db: Db, tenant: TenantId, before: Date): Promise<void> {
  await sql`delete from kernel.event where tenant = ${tenant} and at < ${before}`.execute(db);
}

/** Calls back with a tenant's number whenever something was committed for it. Wakes; carries nothing. */
export interface Bell {
  onRing(listener: (tenant: TenantId) => void): () => void;
  close(): Promise<void>;
}

const RETRY_MS = 500;

/**
 * One LISTEN connection a process. When it breaks it is made again, and every listener is rung once, since what came
 * meanwhile was not heard: the cursors find it.
 */
export function openBell(url: string, pool: Pool): Bell {
  const listeners = new Set<(tenant: TenantId) => void>();
  let client: pg.Client | undefined;
  let closed = false;
  const ringAll = async () => {
    const { rows } = await pool
      .query<{ id: TenantId }>('select id from jurisdiction.tenant')
      .catch(() => ({ rows: [] }));
    for (const { id } of rows) for (const listener of listeners) listener(id);
  };
  const connect = async (): Promise<void> => {
    if (closed) return;
    const fresh = new pg.Client({ connectionString: url, application_name: 'concord bell', keepAlive: true });
    const again = () => {
      fresh.removeAllListeners('end');
      if (!closed) setTimeout(() => void connect(), RETRY_MS).unref();
    };
    fresh.on('notification', (message) => {
      for (const listener of listeners) listener(Number(message.payload) as TenantId);
    });
    fresh.on('error', () => undefined);
    fresh.on('end', again);
    try {
      await fresh.connect();
      await fresh.query('listen concord_event');
      client = fresh;
      await ringAll();
    } catch {
      await fresh.end().catch(() => undefined);
    }
  };
  void connect();
  return {
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
