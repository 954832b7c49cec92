/** How the pages speak to one person: their language, their direction, the clock of their place. */
import { compiledMessage, messagesOf } from './catalogue.ts';
import { type Clock, clockOf } from './clock.ts';
import { isolated } from './isolate.ts';
import { type Direction, directionOf, type Language, localeOf } from './languages.ts';

export type Value = string | number;
export type Values = Readonly<Record<string, Value>>;
/** Values of a message with tags: `<link>privacy notice</link>` calls `link` with what stands inside. */
export type RichValues<T> = Readonly<Record<string, Value | T | ((inside: (string | T)[]) => T)>>;

export interface Voice extends Clock {
  readonly language: Language;
  readonly dir: Direction;
  readonly timeZone: string;
  /** The message in this language; a key is `<namespace>.<key>`. */
  say(key: string, values?: Values): string;
  /** The message as parts, for messages with tags or with elements as values. */
  rich<T>(key: string, values: RichValues<T>): (string | T)[];
  /** Whether there are words for a key that is made from data. */
  knows(key: string): boolean;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  list(items: readonly string[], kind?: 'conjunction' | 'disjunction'): string;
}

const voices = new Map<string, Voice>();

export function voiceOf(language: Language, timeZone = 'UTC'): Voice {
  const cacheKey = `${language}:${timeZone}`;
  let voice = voices.get(cacheKey);
  if (!voice) {
    voice = makeVoice(language, timeZone);
    voices.set(cacheKey, voice);
  }
  return voice;
}

function makeVoice(language: Language, timeZone: string): Voice {
  const locale = localeOf(language);
  const dir = directionOf(language);
  const plainNumber = new Intl.NumberFormat(locale);
  return {
    language,
    dir,
    timeZone,
    ...clockOf(locale, timeZone),
    say: (key, values) => String(compiledMessage(key, language).format(isolated(values, dir))),
    rich: <T>(key: string, values: RichValues<T>) => {
      const said = compiledMessage(key, language).format<T>(isolated(values, dir));
      return Array.isArray(said) ? said : [said];
    },
    knows: (key) => messagesOf(language).has(key),
    number: (value, options) =>
      (options ? new Intl.NumberFormat(locale, options) : plainNumber).format(value),
    list: (items, kind = 'conjunction') => new Intl.ListFormat(locale, { type: kind }).format(items),
  };
}
