import { randomBytes } from 'node:crypto';

/** A time-ordered UUID (RFC 9562 version 7) that names one thing of kind `K`. New rows land side by side in the index. */
export type Id<K extends string> = string & { readonly __kind: K };

/** The number of a force. First in every primary key; chosen by the database when the tenant is made. */
export type TenantId = number & { readonly __kind: 'tenant' };

/** The person that sealed words are about. Destroying the subject's key is erasing the person. */
export type SubjectId = Id<'subject'>;

/** Counts the ids of this process, so that those of one millisecond, as of one transaction, keep their order. */
let made = randomBytes(4).readUInt32BE() >>> 8;

export function newId<K extends string>(at: number = Date.now()): Id<K> {
  made = (made + 1) & 0x3ffffff;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  // 26 bits of the count: 12 behind the version, 14 behind the variant. 48 random bits remain.
  bytes.writeUInt16BE(0x7000 | (made >>> 14), 6);
  bytes.writeUInt16BE(0x8000 | (made & 0x3fff), 8);
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join('-') as Id<K>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the text of any UUID in lower case; says nothing about whether the thing exists. */
export function isId<K extends string>(text: string): text is Id<K> {
  return UUID.test(text);
}

const REFERENCE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A short reference that can be read aloud, such as `K7F-3QM-2XZ`. Not a secret and not a counter. Of 30^9 (2 * 10^13)
 * values two meet once among some six million reports; the database then refuses the second.
 */
export function newReference(): string {
  let letters = '';
  while (letters.length < 9) {
    for (const byte of randomBytes(12)) if (byte < 240) letters += REFERENCE_LETTERS[byte % 30];
  }
  return `${letters.slice(0, 3)}-${letters.slice(3, 6)}-${letters.slice(6, 9)}`;
}

/** The reference as one word, as it is searched. */
export const referenceWord = (reference: string): string => reference.replaceAll('-', '');
