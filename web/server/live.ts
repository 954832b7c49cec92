import {
  type Bell,
  currentCursor,
  type Event,
  listEventsAfter,
  type Pool,
  parseCursor,
  type TenantId,
  transact,
} from '#domain/kernel';

/**
 * Events for open pages. One reader a tenant and process hands each event to all its listeners, so that a hundred open
 * desks cost one query. A listener that comes back with a cursor first reads what it missed.
 */
export interface LiveHub {
  /**
   * @param after the browser's `Last-Event-ID`; without one only what is yet to come.
   * @param lost what was missed could not be read: the listener has to come back with its cursor.
   * @returns the way to stop.
   */
  listen(
    tenant: TenantId,
    after: string | undefined,
    listener: (event: Event) => void,
    lost: () => void,
  ): () => void;
  close(): void;
}

/** A commit may be hidden for a moment behind an older transaction, so after a ring it is looked for again. */
const LOOK_AGAIN_MS = [0, 30, 150, 600, 2000];
const HEARTBEAT_MS = 10_000;

interface Reader {
  cursor: string | undefined;
  reading: Promise<void>;
  readonly listeners: Set<(event: Event) => void>;
  timers: NodeJS.Timeout[];
}

export function openLiveHub(pool: Pool, bell: Bell): LiveHub {
  const readers = new Map<TenantId, Reader>();

  const read = async (tenant: TenantId, reader: Reader): Promise<void> => {
    await transact(pool, tenant, async (db) => {
      reader.cursor ??= await currentCursor(db);
      for (;;) {
        const events = await listEventsAfter(db, tenant, reader.cursor);
        for (const event of events) for (const listener of reader.listeners) listener(event);
        reader.cursor = events.at(-1)?.cursor ?? reader.cursor;
        if (events.length < 500) return;
      }
    });
  };
  const look = (tenant: TenantId, reader: Reader): Promise<void> => {
    // One reading at a time: the cursor moves in one place. A failed reading is made good by the next.
    reader.reading = reader.reading.then(() => read(tenant, reader)).catch(() => undefined);
    return reader.reading;
  };
  const wake = (tenant: TenantId) => {
    const reader = readers.get(tenant);
    if (!reader || reader.listeners.size === 0) return;
    for (const timer of reader.timers) clearTimeout(timer);
    reader.timers = LOOK_AGAIN_MS.map((after) => setTimeout(() => void look(tenant, reader), after).unref());
  };
  const silence = bell.onRing(wake);
  const heartbeat = setInterval(() => {
    for (const tenant of readers.keys()) wake(tenant);
  }, HEARTBEAT_MS).unref();

  /** What a returning listener missed, up to where the reader stands; then it joins the others. */
  const catchUp = async (
    tenant: TenantId,
    reader: Reader,
    after: string,
    listener: (event: Event) => void,
  ): Promise<void> => {
    await transact(pool, tenant, async (db) => {
      let cursor = after;
      for (;;) {
        const events = await listEventsAfter(db, tenant, cursor);
        for (const event of events) if (isBehind(event.cursor, reader.cursor)) listener(event);
        cursor = events.at(-1)?.cursor ?? cursor;
        if (events.length < 500 || !isBehind(cursor, reader.cursor)) return;
      }
    });
  };

  return {
    listen(tenant, after, listener, lost) {
      const reader = readers.get(tenant) ?? {
        cursor: undefined,
        reading: Promise.resolve(),
        listeners: new Set(),
        timers: [],
      };
      readers.set(tenant, reader);
      let stopped = false;
      // In the queue of readings, so that nothing is handed out between catching up and joining.
      reader.reading = reader.reading
        .then(() => read(tenant, reader))
        .then(() => (parseCursor(after) && after ? catchUp(tenant, reader, after, listener) : undefined))
        .then(
          () => {
            if (!stopped) reader.listeners.add(listener);
          },
          () => {
            if (!stopped) lost();
          },
        );
      return () => {
        stopped = true;
        reader.listeners.delete(listener);
      };
    },
    close() {
      silence();
      clearInterval(heartbeat);
      for (const reader of readers.values()) for (const timer of reader.timers) clearTimeout(timer);
    },
  };
}

/** True when `cursor` stands at or before `limit` in the order of the stream. */
function isBehind(cursor: string, limit: string | undefined): boolean {
  const one = parseCursor(cursor);
  const other = parseCursor(limit);
  if (!one || !other) return true;
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)];
  return a < b || (a === b && one.id <= other.id);
}
