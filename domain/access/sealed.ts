import { hkdfSync } from 'node:crypto';
import { openWith, Refusal, type SubjectId, sealWith, type Use } from '#domain/kernel';
import { loadKeys } from './subject-keys.ts';

/** What a person wrote or is, sealed under that person's key. */
export interface Sealed {
  readonly subject: SubjectId;
  /** What it is, such as `report.content|<id>`: bound to the bytes, so that they open nowhere else. */
  readonly context: string;
  readonly bytes: Buffer;
}

function keyOf(use: Use, subject: SubjectId): Buffer {
  const key = use.keys.get(subject);
  if (!key) throw new Refusal('not-found', 'erased');
  return key;
}

/** Seal a value (as JSON) under a person's key. The key must be in the call: made now, or loaded by `loadKeys`. */
export function seal(use: Use, subject: SubjectId, context: string, value: unknown): Buffer {
  return sealWith(keyOf(use, subject), Buffer.from(JSON.stringify(value)), `${use.tenant}|${context}`);
}

/**
 * The one way to open what a person wrote. It notes whose words were opened; the door writes that to the log with the
 * purpose, basis, hat and reason of the call. A member of staff who gives no reason, or has shown one factor, reads nothing.
 *
 * @returns the values in the order asked; `undefined` where the person has been erased.
 */
export async function reveal<T>(use: Use, sealed: readonly Sealed[]): Promise<(T | undefined)[]> {
  if (use.actor.kind === 'staff') {
    if (!use.actor.strong) throw new Refusal('second-factor-needed');
    if (!use.reason) throw new Refusal('reason-needed');
  }
  await loadKeys(
    use,
    sealed.map((one) => one.subject),
  );
  return sealed.map((one) => {
    const key = use.keys.get(one.subject);
    if (!key) return undefined;
    use.seen.add(one.subject);
    return JSON.parse(openWith(key, one.bytes, `${use.tenant}|${one.context}`).toString()) as T;
  });
}

/** Open one. Refuses as not found where the person has been erased. */
export async function revealOne<T>(use: Use, sealed: Sealed): Promise<T> {
  const [value] = await reveal<T>(use, [sealed]);
  if (value === undefined) throw new Refusal('not-found', 'erased');
  return value;
}

/** The key of one file of a person. Counts as opening the person's words, unless the file is being written. */
export async function fileKey(
  use: Use,
  subject: SubjectId,
  fileId: string,
  intent: 'read' | 'write',
): Promise<Buffer> {
  if (intent === 'read') await reveal(use, []);
  await loadKeys(use, [subject]);
  const key = keyOf(use, subject);
  if (intent === 'read') use.seen.add(subject);
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `concord file ${use.tenant} ${fileId}`, 32));
}
