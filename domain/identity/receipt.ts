/**
 * A receipt is 128 random bits that only the resident holds: the one way back to a report. It is shown as twelve words
 * (BIP39, the last word carries a checksum) and as 39 digits, for whoever finds digits easier to type or to say.
 */
import { createHash, hkdfSync } from 'node:crypto';
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { BadInput } from '#domain/kernel';

export interface Receipt {
  /** Twelve words, in Spanish for Spanish speakers, in English for all others: those lists exist and are tried. */
  readonly words: readonly string[];
  /** Thirteen groups of three digits. */
  readonly digits: readonly string[];
  readonly locatorHash: Buffer;
}

const BYTES = 16;
const WORDS = 12;
const DIGITS = 39;
const MOST = 2n ** 128n;
const LISTS: readonly string[][] = [english, spanish];

/** What names the report, made from the receipt one way. Whoever steals the hashes learns no receipt. */
export function locatorOf(entropy: Uint8Array): Buffer {
  if (entropy.length !== BYTES) throw new Error('A receipt has 16 bytes.');
  return Buffer.from(hkdfSync('sha256', entropy, Buffer.alloc(0), 'concord receipt locator', 32));
}

export function locatorHashOf(entropy: Uint8Array): Buffer {
  return createHash('sha256').update(locatorOf(entropy)).digest();
}

export function receiptOf(entropy: Uint8Array, language?: string): Receipt {
  const list = language === 'es' ? spanish : english;
  const number = BigInt(`0x${Buffer.from(entropy).toString('hex')}`)
    .toString()
    .padStart(DIGITS, '0');
  return {
    words: entropyToMnemonic(entropy, list).normalize('NFC').split(/\s+/),
    digits: number.match(/\d{3}/g) ?? [],
    locatorHash: locatorHashOf(entropy),
  };
}

function refuse(code: string, values?: Readonly<Record<string, number>>): never {
  throw new BadInput([{ field: 'receipt', code, ...(values && { values }) }]);
}

/** As people type it: any case, with or without accents, digits of any script. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

const places = LISTS.map((list) => new Map(list.map((word, place) => [plain(word), place])));

/**
 * Read a receipt that was typed, pasted or read aloud.
 * @throws BadInput on field `receipt`: `missing`, `receipt-wrong-length` (with `count`), `receipt-unknown-word` (with
 * the `number` of the first word that no list has) or `receipt-checksum`.
 */
export function parseReceipt(text: string): Buffer {
  const parts = plain(text).match(/\p{L}+|\p{N}+/gu) ?? [];
  if (parts.length === 0) refuse('missing');
  // A numbered list of words may be pasted with its numbers.
  const words = parts.filter((part) => /^\p{L}/u.test(part));
  return words.length > 0 ? fromWords(words) : fromDigits(parts.join(''));
}

function fromDigits(digits: string): Buffer {
  if (digits.length !== DIGITS) refuse('receipt-wrong-digits', { count: digits.length });
  const number = BigInt(digits);
  if (number >= MOST) refuse('receipt-checksum');
  return Buffer.from(number.toString(16).padStart(BYTES * 2, '0'), 'hex');
}

function fromWords(words: readonly string[]): Buffer {
  if (words.length !== WORDS) refuse('receipt-wrong-length', { count: words.length });
  const firstUnknown = places.map((known) => words.findIndex((word) => !known.has(word)));
  // The list that understands most is the one that the person holds; its first gap is what they should look at.
  const complete = LISTS.filter((_, list) => firstUnknown[list] === -1);
  if (complete.length === 0) refuse('receipt-unknown-word', { number: Math.max(...firstUnknown) + 1 });
  for (const list of complete) {
    const known = places[LISTS.indexOf(list)];
    const exact = words.map((word) => list[known?.get(word) ?? 0]).join(' ');
    try {
      return Buffer.from(mnemonicToEntropy(exact, list));
    } catch {
      // Words of this list, but the last does not fit the others: the next list may fit.
    }
  }
  return refuse('receipt-checksum');
}
