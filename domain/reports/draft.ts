/**
 * A report that is being written. Its secret lives in the writer's cookie alone: the row's name, the key that seals it,
 * the id of the report to come and its receipt all follow from the secret, and the database can make none of them. So a
 * form sent twice is one report, and the receipt can be shown again while the cookie lives without being stored anywhere.
 */

import { hkdfSync, randomBytes } from 'node:crypto';
import { type Id, newId, openWith, sealWith, type Use } from '#domain/kernel';
import { deleteDraft, type SentDraft, selectDraft, upsertDraft } from './draft-store.ts';

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
  await upsertDraft(use, draftIdOf(secret), sealed, endsAt);
}

export interface FoundDraft {
  readonly content: unknown;
  /** Set once the draft became a report. */
  readonly sent: SentDraft | null;
}

/** The draft, and the report it became if it was sent, in one statement. */
export async function findDraft(use: Use, secret: DraftSecret): Promise<FoundDraft | undefined> {
  const { content, sent } = await selectDraft(use, draftIdOf(secret), reportIdOf(secret));
  if (!content && !sent) return undefined;
  return {
    content: content && JSON.parse(openWith(derive(secret, 'key', 32), content, context(use)).toString()),
    sent,
  };
}

export function dropDraft(use: Use, secret: DraftSecret): Promise<void> {
  return deleteDraft(use, draftIdOf(secret));
}
