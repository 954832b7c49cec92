import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Use } from './use.ts';

/** Hashed with the caller's command name, so that one form's key answers no other form. */
function keyOf(command: string, key: string): Buffer {
  return createHash('sha256').update(`${command}\n${key}`).digest();
}

/**
 * Take the key of a browser's request, once. `undefined`: it is ours, go on. Otherwise the answer the first call gave.
 * Two at the same moment: the second waits at the primary key until the first commits, then gets its answer.
 */
export async function claimRequest(use: Use, command: string, key: string): Promise<unknown | undefined> {
  const hash = keyOf(command, key);
  const claimed = await sql<{ claimed: number }>`insert into kernel.request (tenant, key, at, answer)
    values (${use.tenant}, ${hash}, ${use.now}, 'null') on conflict do nothing returning 1 as claimed`.execute(
    use.db,
  );
  if (claimed.rows.length > 0) return undefined;
  const { rows } = await sql<{ answer: unknown }>`select answer from kernel.request
    where tenant = ${use.tenant} and key = ${hash}`.execute(use.db);
  return rows[0]?.answer ?? {};
}

/** Keep what the first call answered: ids only, never words, for a day. */
export async function keepAnswer(use: Use, command: string, key: string, answer: unknown): Promise<void> {
  await sql`update kernel.request set answer = ${JSON.stringify(answer)}
    where tenant = ${use.tenant} and key = ${keyOf(command, key)}`.execute(use.db);
}

export async function forgetOldRequests(use: Use, before: Date): Promise<void> {
  await sql`delete from kernel.request where tenant = ${use.tenant} and at < ${before}`.execute(use.db);
}
