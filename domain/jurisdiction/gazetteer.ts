/** Streets with house numbers, squares, schools, areas: finding them by words, and finding the nearest. Pure. */
import { metresBetween, offsetInMetres, type Position } from './geometry.ts';

export interface NumberPoint extends Position {
  readonly n: number;
}

export interface Entry extends Position {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  /** Other names, in any language. */
  readonly aka: readonly string[];
  /** House numbers with their points, rising; those between are worked out. */
  readonly numbers: readonly NumberPoint[];
}

export interface Found extends Position {
  readonly code: string;
  readonly kind: string;
  /** "Calle Mar 12" where the number was asked for and the street has it. */
  readonly words: string;
  readonly name: string;
  readonly number: number | null;
}

export interface Near {
  readonly words: string;
  readonly name: string;
  readonly number: number | null;
  readonly metres: number;
}

export interface Gazetteer {
  find(query: string, limit: number): Found[];
  nearest(at: Position): Near | undefined;
}

const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** Lower case, no accents, the Greek final s as any other: the form in which words are compared. */
export function foldedWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(MARKS, '').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
  return plain.match(WORD) ?? [];
}

/** Where a house number stands, between the two points around it; nothing if the street has no such number. */
export function positionOfNumber(numbers: readonly NumberPoint[], wanted: number): Position | undefined {
  for (const [index, point] of numbers.entries()) {
    if (point.n === wanted) return { lat: point.lat, lon: point.lon };
    const next = numbers[index + 1];
    if (next && point.n < wanted && wanted < next.n) {
      const part = (wanted - point.n) / (next.n - point.n);
      return {
        lat: point.lat + (next.lat - point.lat) * part,
        lon: point.lon + (next.lon - point.lon) * part,
      };
    }
  }
  return undefined;
}

interface Wanted {
  readonly words: readonly string[];
  readonly number: number | null;
}

/** The last number after a word is a house number: "Mar 12", "12 Mar" and "c/ Mar, 12, 2º" all want number 12. */
function wantedOf(query: string, ignored: ReadonlySet<string>): Wanted {
  const all = foldedWords(query.slice(0, 200));
  const isNumber = (word: string) => /^\d{1,4}$/.test(word);
  const words = all.filter((word) => !isNumber(word));
  const kept = words.filter((word) => !ignored.has(word));
  const number = words.length > 0 ? all.find(isNumber) : undefined;
  return { words: kept.length > 0 ? kept : words, number: number ? Number(number) : null };
}

function toFound(entry: Entry, number: number | null): Found {
  const at = number === null ? undefined : positionOfNumber(entry.numbers, number);
  const { code, kind, name } = entry;
  if (!at) return { code, kind, name, words: name, number: null, lat: entry.lat, lon: entry.lon };
  return { code, kind, name, words: `${name} ${number}`, number, ...at };
}

interface Indexed {
  readonly word: string;
  readonly entry: number;
}

/** The first place in a sorted list that does not come before `word`. */
function firstNotBefore(index: readonly Indexed[], word: string): number {
  let [low, high] = [0, index.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index[middle]?.word ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NEAR_ENOUGH = 500;

function nearestOnStreet(entry: Entry, at: Position): Near | undefined {
  let best: { readonly metres: number; readonly number: number } | undefined;
  for (const [index, from] of entry.numbers.entries()) {
    const to = entry.numbers[index + 1] ?? from;
    const along = offsetInMetres(from, to);
    const toPoint = offsetInMetres(from, at);
    const length = along.x ** 2 + along.y ** 2;
    const part =
      length === 0 ? 0 : Math.min(1, Math.max(0, (toPoint.x * along.x + toPoint.y * along.y) / length));
    const metres = Math.hypot(toPoint.x - along.x * part, toPoint.y - along.y * part);
    if (!best || metres < best.metres) best = { metres, number: Math.round(from.n + (to.n - from.n) * part) };
  }
  return best && { ...best, words: `${entry.name} ${best.number}`, name: entry.name };
}

/** @param ignored words that say nothing here, such as the name of the city at the end of an address. */
export function makeGazetteer(entries: readonly Entry[], ignored: readonly string[]): Gazetteer {
  const ignoredWords = new Set(ignored.flatMap(foldedWords));
  const index: Indexed[] = entries
    .flatMap((entry, position) =>
      [...new Set([entry.name, ...entry.aka].flatMap(foldedWords))].map((word) => ({
        word,
        entry: position,
      })),
    )
    .sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : a.entry - b.entry));

  const matching = (word: string): Map<number, boolean> => {
    const hits = new Map<number, boolean>();
    for (let place = firstNotBefore(index, word); index[place]?.word.startsWith(word); place += 1) {
      const hit = index[place];
      if (hit) hits.set(hit.entry, hits.get(hit.entry) === true || hit.word === word);
    }
    return hits;
  };

  return {
    find(query, limit) {
      const { words, number } = wantedOf(query, ignoredWords);
      const scores = new Map<number, number>();
      // A word found counts most, a whole word counts a little more than a beginning.
      for (const word of words.slice(0, 12)) {
        for (const [entry, whole] of matching(word)) {
          scores.set(entry, (scores.get(entry) ?? 0) + (whole ? 11 : 10));
        }
      }
      const most = Math.max(0, ...[...scores.values()].map((score) => Math.floor(score / 10)));
      return [...scores]
        .filter(([, score]) => Math.floor(score / 10) === most)
        .flatMap(([position, score]) => {
          const entry = entries[position];
          return entry ? [{ entry, score }] : [];
        })
        .sort((a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length)
        .slice(0, limit)
        .map(({ entry }) => toFound(entry, number));
    },
    nearest(at) {
      let best: Near | undefined;
      for (const entry of entries) {
        const near =
          entry.numbers.length > 0
            ? nearestOnStreet(entry, at)
            : { words: entry.name, name: entry.name, number: null, metres: metresBetween(entry, at) };
        if (near && near.metres <= NEAR_ENOUGH && (!best || near.metres < best.metres)) best = near;
      }
      return best;
    },
  };
}
