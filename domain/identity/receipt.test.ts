import { randomBytes } from 'node:crypto';
import { mnemonicToEntropy, validateMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadInput, type FieldProblem } from '#domain/kernel';
import { locatorHashOf, locatorOf, parseReceipt, receiptOf } from './receipt.ts';
import { isKindReceipt } from './unkind-words.ts';

const entropies = fc.uint8Array({ minLength: 16, maxLength: 16 });

function problemOf(text: string): FieldProblem | undefined {
  try {
    parseReceipt(text);
  } catch (error) {
    if (error instanceof BadInput) return error.problems[0];
    throw error;
  }
  return undefined;
}

test('every receipt comes back from its words, in every list, and from its digits', () => {
  fc.assert(
    fc.property(entropies, fc.constantFrom('en', 'es', 'ar'), (entropy, language) => {
      const { words, digits } = receiptOf(entropy, language);
      expect(words).toHaveLength(12);
      expect(digits).toHaveLength(13);
      expect([...parseReceipt(words.join(' '))]).toEqual([...entropy]);
      expect([...parseReceipt(digits.join(' '))]).toEqual([...entropy]);
    }),
  );
});

test('a receipt is understood in any case, without accents, numbered, over several lines', () => {
  fc.assert(
    fc.property(entropies, fc.constantFrom('en', 'es'), (entropy, language) => {
      const { words } = receiptOf(entropy, language);
      const bare = words.map((word) => word.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase());
      const typed = bare.map((word, place) => `${place + 1}. ${word},`).join('\n');
      expect([...parseReceipt(typed)]).toEqual([...entropy]);
    }),
  );
});

test('digits of an Arabic keyboard are digits', () => {
  const entropy = randomBytes(16);
  const typed = receiptOf(entropy)
    .digits.join('-')
    .replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
  expect(parseReceipt(typed)).toEqual(entropy);
});

test('a wrong word is named by its number', () => {
  const words = [...receiptOf(Buffer.alloc(16, 7)).words];
  words[6] = 'concord';
  expect(problemOf(words.join(' '))).toEqual({
    field: 'receipt',
    code: 'receipt-unknown-word',
    values: { number: 7 },
  });
});

test('too few words or digits are told as what they are', () => {
  expect(problemOf('legal winner thank')?.code).toBe('receipt-wrong-length');
  expect(problemOf('123 456')?.code).toBe('receipt-wrong-digits');
  expect(problemOf('   ')?.code).toBe('missing');
  expect(problemOf('9'.repeat(39))?.code).toBe('receipt-checksum');
});

test('words that do not belong together are told apart from unknown ones', () => {
  expect(problemOf(Array(12).fill('abandon').join(' '))?.code).toBe('receipt-checksum');
});

test('nothing that is typed does more than be understood or told back', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void problemOf(text)));
});

test('the server keeps a hash of what is made from the receipt, never the receipt', () => {
  const entropy = randomBytes(16);
  expect(locatorHashOf(entropy)).toHaveLength(32);
  expect(locatorOf(entropy).includes(entropy)).toBe(false);
  expect(locatorHashOf(entropy).equals(locatorOf(entropy))).toBe(false);
  expect(locatorHashOf(entropy).equals(receiptOf(entropy).locatorHash)).toBe(true);
});

test('words that could hurt are found in each language in which a receipt may be shown', () => {
  const entropyOf = (words: string) => mnemonicToEntropy(words, english);
  const unkind = entropyOf(
    ['assault', ...Array<string>(10).fill('abandon'), lastWordFor('assault')].join(' '),
  );
  expect(isKindReceipt(unkind)).toBe(false);
  expect(
    isKindReceipt(entropyOf('legal winner thank year wave sausage worth useful legal winner thank yellow')),
  ).toBe(true);
});

test('more than half of all receipts are kind, so that drawing anew costs less than one bit', () => {
  const kind = Array.from({ length: 2000 }, () => isKindReceipt(randomBytes(16))).filter(Boolean);
  expect(kind.length).toBeGreaterThan(1000);
});

/** The word that completes eleven others to a receipt: it carries the checksum. */
function lastWordFor(first: string): string {
  const words = [first, ...Array<string>(10).fill('abandon')];
  const fits = english.find((last) => validateMnemonic([...words, last].join(' '), english));
  return fits ?? '';
}
