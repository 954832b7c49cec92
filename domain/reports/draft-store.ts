/** Reports that are still being written, sealed under what only the writer's browser holds. */
import { sql } from 'kysely';
import type { Id, Use } from '#domain/kernel';

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
