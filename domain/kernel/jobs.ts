import { sql } from 'kysely';
import type { Use } from './use.ts';

export interface JobOptions {
  readonly runAt?: Date;
  /** A job with the same key replaces the one that waits: for work that need happen only once. */
  readonly key?: string;
  readonly queue?: string;
  readonly maxAttempts?: number;
}

/**
 * Ask the worker to do something later. The row is part of the running transaction: no commit, no job. Carries ids,
 * never words. The worker may run it twice after a crash, so what it does must bear repeating.
 */
export async function later(
  use: Use,
  task: string,
  payload: Record<string, unknown>,
  options: JobOptions = {},
): Promise<void> {
  const body = JSON.stringify({ tenant: use.tenant, ...payload });
  await sql`select from graphile_worker.add_job(${task}, payload => ${body}::json, queue_name => ${options.queue ?? null},
    run_at => ${options.runAt ?? null}, max_attempts => ${options.maxAttempts ?? 12}, job_key => ${options.key ?? null})`.execute(
    use.db,
  );
}
