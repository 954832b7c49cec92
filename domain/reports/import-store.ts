/** Which rows of other systems have become reports. */
import { sql } from 'kysely';
import { tenantSecret } from '#domain/access';
import { type Id, mac, type Use } from '#domain/kernel';

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
 * @returns the numbers of those that are now ours.
 */
export async function takeRows(
  use: Use,
  source: string,
  rows: readonly RowToTake[],
): Promise<ReadonlySet<string>> {
  const secret = await tenantSecret(use, 'search-words');
  const hashes = rows.map(({ external }) => mac(secret, `import|${source}|${external}`));
  const taken = await sql<{ hash: Buffer }>`insert into reports.import_row (tenant, source, row_hash, report)
    select ${use.tenant}, ${source}, r.hash, r.report
    from unnest(${hashes}::bytea[], ${rows.map(({ report }) => report)}::uuid[]) as r (hash, report)
    order by r.hash on conflict do nothing returning row_hash as hash`.execute(use.db);
  const ours = new Set(taken.rows.map(({ hash }) => hash.toString('hex')));
  return new Set(
    rows.flatMap(({ external }, at) => (ours.has(hashes[at]?.toString('hex') ?? '') ? [external] : [])),
  );
}
