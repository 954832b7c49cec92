import { sql } from 'kysely';
import type { Id, Use } from '#domain/kernel';
import type { Message, Sender } from './message.ts';

export interface StoredMessage extends Omit<Message, 'words'> {
  readonly words: Buffer;
}

export async function insertMessage(
  use: Use,
  message: Omit<StoredMessage, 'at' | 'readAt'> & { readonly report: Id<'report'> },
): Promise<void> {
  await sql`insert into conversations.message (tenant, report, id, at, sender, staff, language, words, files)
    values (${use.tenant}, ${message.report}, ${message.id}, ${use.now}, ${message.from}, ${message.staff},
      ${message.language}, ${message.words}, ${[...message.files]}::uuid[])`.execute(use.db);
}

/** Oldest first. Cut at the newest 500: a conversation is read whole. */
export async function selectMessages(use: Use, report: Id<'report'>): Promise<StoredMessage[]> {
  const { rows } = await sql<StoredMessage>`select id, at, sender as "from", staff, language, words, files,
      read_at as "readAt"
    from conversations.message where tenant = ${use.tenant} and report = ${report} order by id desc limit 500`.execute(
    use.db,
  );
  return rows.reverse();
}

/** Letters from this side that were not opened yet are opened now. Two readers at once: the first one's time stands. */
export async function setRead(use: Use, report: Id<'report'>, from: Sender): Promise<number> {
  const { numAffectedRows } = await sql`update conversations.message set read_at = ${use.now}
    where tenant = ${use.tenant} and report = ${report} and sender = ${from} and read_at is null`.execute(
    use.db,
  );
  return Number(numAffectedRows ?? 0);
}

export async function countUnreadFrom(
  use: Use,
  reports: readonly Id<'report'>[],
  from: Sender,
): Promise<Map<Id<'report'>, number>> {
  const { rows } = await sql<{ report: Id<'report'>; unread: number }>`select report, count(*) as unread
    from conversations.message where tenant = ${use.tenant} and report = any(${[...reports]}::uuid[])
      and sender = ${from} and read_at is null group by report`.execute(use.db);
  return new Map(rows.map((row) => [row.report, row.unread]));
}

export async function deleteMessages(use: Use, report: Id<'report'>): Promise<void> {
  await sql`delete from conversations.message where tenant = ${use.tenant} and report = ${report}`.execute(
    use.db,
  );
}
