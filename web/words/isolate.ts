/** Keeps a name in Latin letters from rearranging the Arabic sentence it stands in. */
import type { Direction } from './languages.ts';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const LEFT_TO_RIGHT_LETTER = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
/** An address must stay exact: a mail reader would take the closing mark for a part of the link. */
const ADDRESS = /^(https?:|mailto:|tel:|\/)|^\S+@\S+$/;

function isolateText(text: string): string {
  if (!LEFT_TO_RIGHT_LETTER.test(text) || ADDRESS.test(text)) return text;
  return FIRST_STRONG_ISOLATE + text + POP_ISOLATE;
}

export function isolated<V extends Readonly<Record<string, unknown>>>(
  values: V | undefined,
  direction: Direction,
): V | undefined {
  if (!values || direction === 'ltr') return values;
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? isolateText(value) : value,
  ]);
  return Object.fromEntries(entries);
}
