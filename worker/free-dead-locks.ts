import { sql } from 'kysely';
import type pg from 'pg';
import { type Db, onClient, type Runtime } from '#domain/kernel';

/**
 * A worker that was killed leaves its jobs locked, and the queue would wait four hours for it to come back. So every
 * worker holds an advisory lock on its name for as long as its connection lives; a name whose lock is free is dead, and
 * its jobs are given back. Jobs bear repeating, so a worker that only lost its connection does no harm.
 */
export interface LifeSign {
  /** Say that this worker lives. Call before it takes a job. */
  name(id: string): Promise<void>;
  /** Give back the jobs of workers that live no more. @returns how many workers those were. */
  freeDead(): Promise<number>;
  close(): void;
}

const CLASS = 'concord.worker';

export function openLifeSign(runtime: Runtime): LifeSign {
  const names = new Set<string>();
  let connection: Promise<pg.PoolClient> | undefined;
  const released = new WeakSet<pg.PoolClient>();
  const release = (client: pg.PoolClient, why: Error | true): void => {
    released.add(client);
    client.release(why);
  };

  const connect = async (): Promise<pg.PoolClient> => {
    const client = await runtime.pool.connect();
    client.on('error', (error) => {
      // A connection that we let go of may still break while it ends: then there is nothing to release any more.
      if (released.has(client)) return;
      connection = undefined;
      release(client, error);
    });
    for (const name of names) await lock(client, name);
    return client;
  };
  const connected = (): Promise<pg.PoolClient> => {
    connection ??= connect().catch((error) => {
      connection = undefined;
      throw error;
    });
    return connection;
  };

  return {
    async name(id) {
      names.add(id);
      await lock(await connected(), id);
    },
    async freeDead() {
      const db = onClient(await connected());
      // A worker that has just taken its first job may not have named itself yet; ten seconds are enough.
      const { rows } = await sql<{ name: string }>`select distinct locked_by as name from graphile_worker.jobs
        where locked_at < now() - interval '10 seconds'`.execute(db);
      const others = rows.map(({ name }) => name).filter((name) => !names.has(name));
      let dead = 0;
      for (const name of others) {
        if (await freeIfDead(db, name)) dead += 1;
      }
      return dead;
    },
    close() {
      void connection?.then(
        // Not given back to the pool: the locks end with the connection.
        (client) => {
          if (!released.has(client)) release(client, true);
        },
        () => undefined,
      );
      connection = undefined;
    },
  };
}

async function lock(client: pg.PoolClient, name: string): Promise<void> {
  await client.query('select pg_advisory_lock(hashtext($1), hashtext($2))', [CLASS, name]);
}

/** Two that look at the same moment: one gets the lock, the other takes the name for alive and looks again later. */
async function freeIfDead(db: Db, name: string): Promise<boolean> {
  const { rows } = await sql<{
    dead: boolean;
  }>`select pg_try_advisory_lock(hashtext(${CLASS}), hashtext(${name})) as dead`.execute(db);
  if (!rows[0]?.dead) return false;
  try {
    await sql`select graphile_worker.force_unlock_workers(array[${name}])`.execute(db);
  } finally {
    await sql`select pg_advisory_unlock(hashtext(${CLASS}), hashtext(${name}))`.execute(db);
  }
  return true;
}
