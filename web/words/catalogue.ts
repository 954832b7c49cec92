/** The messages as they stand in `content/words/<language>/<namespace>.json`, read once, compiled when first said. */
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, localeOf } from './languages.ts';

const DIRECTORY = new URL('../../content/words/', import.meta.url);

const messages = new Map<Language, ReadonlyMap<string, string>>();
const compiled = new Map<string, IntlMessageFormat>();

/** Told of a key that a language lacks; returns what is said instead. */
export type MissingWords = (key: string, language: Language) => string;

const refuse: MissingWords = (key, language) => {
  throw new Error(`No words for "${key}" in ${language}: add it to content/words/${language}/`);
};
let onMissing: MissingWords = refuse;

/**
 * In tests and development a missing message stops the page, so that it is seen. In production a person who needs help
 * must not lose the page over a word: the server names a reporter, and English is said instead.
 */
export function tolerateMissingWords(report: (key: string, language: Language) => void): void {
  onMissing = (key, language) => {
    report(key, language);
    return messagesOf('en').get(key) ?? '';
  };
}

export function refuseMissingWords(): void {
  onMissing = refuse;
}

export function messagesOf(language: Language): ReadonlyMap<string, string> {
  let found = messages.get(language);
  if (!found) {
    found = readMessages(new URL(`${language}/`, DIRECTORY));
    messages.set(language, found);
  }
  return found;
}

function readMessages(directory: URL): Map<string, string> {
  const all = new Map<string, string>();
  for (const file of readdirSync(directory)) {
    if (!file.endsWith('.json')) continue;
    const namespace = file.slice(0, -'.json'.length);
    const entries: Record<string, string> = JSON.parse(readFileSync(new URL(file, directory), 'utf8'));
    for (const [key, message] of Object.entries(entries)) all.set(`${namespace}.${key}`, message);
  }
  return all;
}

export function compiledMessage(key: string, language: Language): IntlMessageFormat {
  const cacheKey = `${language}:${key}`;
  let message = compiled.get(cacheKey);
  if (!message) {
    const source = messagesOf(language).get(key);
    message = new IntlMessageFormat(source ?? onMissing(key, language), localeOf(language));
    // A tolerated gap is not kept, so that it is reported each time and mended by the next deployment.
    if (source !== undefined) compiled.set(cacheKey, message);
  }
  return message;
}
