import { createSecretKey } from 'node:crypto';
import { mac, type Use } from '#domain/kernel';
import { tenantSecret } from './tenant-secrets.ts';

const WORD = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
const MOST_WORDS = 400;

/** The words of a text as they are compared: lower case, without accents, at least two letters, each once. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(MARKS, '').toLowerCase().normalize('NFC');
  const words = new Set<string>();
  for (const [word] of plain.matchAll(WORD)) {
    if (word.length >= 2) words.add(word.slice(0, 40));
    if (words.size >= MOST_WORDS) break;
  }
  return [...words];
}

/**
 * Keyed tokens of the words of a text, as 64-bit numbers in text: equal words give equal tokens within one tenant, and
 * without the tenant's secret nothing else. Rows (tenant, token, thing) are matched by equality alone, which a b-tree
 * serves under row-level security; array and trigram operators would not be.
 */
export async function tokensOf(use: Use, text: string): Promise<string[]> {
  const secret = createSecretKey(await tenantSecret(use, 'search-words'));
  return wordsOf(text).map((word) => mac(secret, word).readBigInt64BE(0).toString());
}
