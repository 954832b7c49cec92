/** Rules for passphrases after OWASP ASVS 5.0 (6.2): long, no rules of composition, none that is tried first. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';

const SHORTEST = 12;
const LONGEST_PASSPHRASE = 128;

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. The package's default algorithm is Argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export type PassphraseProblem =
  | 'passphrase-short'
  | 'passphrase-long'
  | 'passphrase-common'
  | 'passphrase-about-you';

let known: ReadonlySet<string> | undefined;
function commonOnes(): ReadonlySet<string> {
  known ??= new Set(
    readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) => line.split(' ')),
  );
  return known;
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const RUNS = ROWS.flatMap((row) => [row, [...row].reverse().join('')]);

/** Digits and signs before and behind; a letter of any script is none. */
const EDGES = /^\P{L}+|\P{L}+$/gu;

/** True when a text is at most `pieces` well-known passwords or runs of keys, and digits and signs around them. */
function isMadeOf(text: string, pieces: number): boolean {
  const rest = text.replace(EDGES, '');
  if (rest === '') return true;
  if (pieces === 0) return false;
  for (let end = rest.length; end >= 3; end -= 1) {
    const start = rest.slice(0, end);
    const isKnown = commonOnes().has(start) || RUNS.some((run) => run.includes(start));
    if (isKnown && isMadeOf(rest.slice(end), pieces - 1)) return true;
  }
  return false;
}

function isCommon(passphrase: string): boolean {
  const lower = passphrase.toLowerCase();
  if (new Set(lower).size < 5 || commonOnes().has(lower)) return true;
  const half = lower.slice(0, lower.length / 2);
  if (half + half === lower && isMadeOf(half, 2)) return true;
  const read = [...lower.replace(EDGES, '')].map((letter) => LOOKALIKES[letter] ?? letter).join('');
  // Digits alone are no passphrase, unless there are so many that nobody can try them.
  return (isMadeOf(lower, 2) && !/^[0-9 ]{20,}$/.test(lower)) || isMadeOf(read, 2);
}

/** What is wrong with a new passphrase. `about` are words that anybody would try first: name, address, the service. */
export function findPassphraseProblem(
  passphrase: string,
  about: readonly string[],
): PassphraseProblem | undefined {
  const letters = [...passphrase.normalize('NFC')].length;
  if (letters < SHORTEST) return 'passphrase-short';
  if (letters > LONGEST_PASSPHRASE) return 'passphrase-long';
  if (isCommon(passphrase)) return 'passphrase-common';
  let rest = passphrase.toLowerCase();
  for (const word of about.filter((one) => one.length >= 3)) rest = rest.replaceAll(word.toLowerCase(), '');
  // Their own name may be in it; it must be a passphrase without it too.
  return rest !== passphrase.toLowerCase() && [...rest].length < 8 ? 'passphrase-about-you' : undefined;
}

/** The same text typed on another keyboard is the same passphrase. */
const plain = (passphrase: string) => passphrase.normalize('NFC').slice(0, LONGEST_PASSPHRASE * 2);

export function hashPassphrase(passphrase: string): Promise<string> {
  return hash(plain(passphrase), COST);
}

let noOnes: Promise<string> | undefined;

/** Right or wrong takes the same time, also where there is nothing to compare with. */
export async function isPassphrase(passphrase: string, stored: string | undefined): Promise<boolean> {
  noOnes ??= hashPassphrase('nobody signs in with this');
  const matches = await verify(stored ?? (await noOnes), plain(passphrase));
  return matches && stored !== undefined;
}
