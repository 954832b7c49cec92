/** Whether a table that grows with the reports was ever read from end to end. PostgreSQL counts it itself. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** An idle connection hands in its counts after ten seconds at most. */
const COUNTS_ARRIVE_MS = 11_000;

/** Of tables that are as long as there are reports; the log of the bench's own few visits is not. */
export async function sequentialScans(ownerUrl: string): Promise<Map<string, number>> {
  await pause(COUNTS_ARRIVE_MS);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string; scans: number }>(
    `select schemaname || '.' || relname as name, seq_scan as scans from pg_stat_user_tables
     where n_live_tup > 20000`,
  );
  await owner.end();
  return new Map(rows.map(({ name, scans }) => [name, scans]));
}

/** Tables that were long before the visits and were read from end to end since. The log of the visits grows by them. */
export function readWhole(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...before].filter(([table, scans]) => (after.get(table) ?? 0) > scans).map(([table]) => table);
}
