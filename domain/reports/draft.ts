/**
 * A report that is being written. Its secret lives in the writer's cookie alone: the row's name, the key that seals it,
 * the id of the report to come and its receipt all follow from the secret, and the database can make none of them. So a
 * form sent twice is one report, and the receipt can be shown again while the cookie lives without being stored anywhere.
 */

import { hkdfSync, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Id, newId, openWith, sealWith, type Use } from '#domain/kernel';

export interface DraftSecret {
  readonly bytes: Buffer;
}

const derive = (secret: DraftSecret, label: string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret.bytes, Buffer.alloc(0), `concord draft ${label}`, length));

/** 32 random bytes, the first six the time, so that the reports to come lie in order. */
export function newDraftSecret(now: Date): DraftSecret {
  const bytes = randomBytes(32);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  return { bytes };
}

export function parseDraftSecret(text: string | undefined): DraftSecret | undefined {
  if (!text || !/^[A-Za-z0-9_-]{43}$/.test(text)) return undefined;
  return { bytes: Buffer.from(text, 'base64url') };
}

export const formatDraftSecret = (secret: DraftSecret): string => secret.bytes.toString('base64url');

/** The id that the report will have: a UUID of version 7 made of the draft's time and secret. */
export function reportIdOf(secret: DraftSecret): Id<'report'> {
  const frame = newId<'report'>(secret.bytes.readUIntBE(0, 6));
  const own = derive(secret, 'report', 10);
  own[0] = 0x70 | ((own[0] ?? 0) & 0x0f);
  own[2] = 0x80 | ((own[2] ?? 0) & 0x3f);
  const hex = own.toString('hex');
  return `${frame.slice(0, 13)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}` as Id<'report'>;
}

/** 16 bytes from which the receipt's words and digits are made. */
export const receiptEntropyOf = (secret: DraftSecret): Buffer => derive(secret, 'receipt', 16);

/** What uploads of this draft are filed under until the report is sent. */
export const draftIdOf = (secret: DraftSecret): Buffer => derive(secret, 'name', 16);

const context = (use: Use) => `draft|${use.tenant}`;

/** Keep what was typed so far, until `endsAt`. */
export async function keepDraft(
  use: Use,
  secret: DraftSecret,
  content: unknown,
  endsAt: Date,
): Promise<void> {
  const sealed = sealWith(derive(secret, 'key', 32), Buffer.from(JSON.stringify(content)), context(use));
  await sql`insert into reports.draft (tenant, id, content, ends_at) values (${use.tenant}, ${draftIdOf(secret)}, ${sealed}, ${endsAt})
    on conflict (tenant, id) do update set content = excluded.content, ends_at = excluded.ends_at`.execute(
    use.db,
  );
}

export interface FoundDraft {
  readonly content: unknown;
  /** Set once the draft became a report. */
  readonly sent: {
    readonly report: Id<'report'>;
    readonly reference: string;
    readonly dueAt: Date | null;
  } | null;
}

/** The draft, and the report it became if it was sent, in one statement. */
export async function findDraft(use: Use, secret: DraftSecret): Promise<FoundDraft | undefined> {
  const { rows } = await sql<{
    content: Buffer | null;
    report: Id<'report'> | null;
    reference: string | null;
    dueAt: Date | null;
  }>`
    select d.content, r.id as report, r.reference, r.due_at as "dueAt" from (select 1) one
    left join reports.draft d on d.tenant = ${use.tenant} and d.id = ${draftIdOf(secret)} and d.ends_at > ${use.now}
    left join reports.report r on r.tenant = ${use.tenant} and r.id = ${reportIdOf(secret)}`.execute(use.db);
  const row = rows[0];
  if (!row || (!row.content && !row.report)) return undefined;
  const content =
    row.content && JSON.parse(openWith(derive(secret, 'key', 32), row.content, context(use)).toString());
  const sent =
    row.report && row.reference ? { report: row.report, reference: row.reference, dueAt: row.dueAt } : null;
  return { content, sent };
}

export async function dropDraft(use: Use, secret: DraftSecret): Promise<void> {
  await sql`delete from reports.draft where tenant = ${use.tenant} and id = ${draftIdOf(secret)}`.execute(
    use.db,
  );
}

/** Drafts nobody came back to. */
export async function dropOldDrafts(use: Use): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from reports.draft where tenant = ${use.tenant} and ends_at <= ${use.now}`.execute(
      use.db,
    );
  return Number(numAffectedRows ?? 0);
}
