import { randomBytes } from 'node:crypto';

/** A time-ordered UUID (RFC 9562 version 7) that names one thing of kind `K`. New rows land side by side in the index. */
export type Id<K extends string> = string & { readonly __kind: K };

/** The number of a force. First in every primary key; chosen by the database when the tenant is made. */
export type TenantId = number & { readonly __kind: 'tenant' };

/** The person that sealed words are about. Destroying the subject's key is erasing the person. */
export type SubjectId = Id<'subject'>;

export function newId<K extends string>(at: number = Date.now()): Id<K> {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
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

/** A short reference that can be read aloud, such as `K7F-3QM2`. Not a secret and not a counter (30^7 values). */
export function newReference(): string {
  let letters = '';
  while (letters.length < 7) {
    for (const byte of randomBytes(12)) if (byte < 240) letters += REFERENCE_LETTERS[byte % 30];
  }
  return `${letters.slice(0, 3)}-${letters.slice(3, 7)}`;
}
