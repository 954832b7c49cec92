import { type Direction, directionOf, isLanguage, type Language } from './languages.ts';

/** Text that a place wrote itself, by language: a category's name, a question, an area's name. */
export type LocalText = Readonly<Partial<Record<Language, string>>>;

/**
 * The person's language, then the place's own, then whatever there is: an area with a name in one language only
 * still has that name for everybody.
 */
export function text(
  map: LocalText | Readonly<Record<string, string>>,
  language: Language,
  fallback: Language = 'en',
): string {
  const entries: Readonly<Record<string, string | undefined>> = map;
  return entries[language] ?? entries[fallback] ?? Object.values(entries).find((said) => said) ?? '';
}

/**
 * Attributes for words that stand on the page in another language than the person's: a screen reader then reads them
 * as what they are, and they run their own way. None where the words are in the person's language.
 */
export function tongueOf(
  map: LocalText | Readonly<Record<string, string>>,
  language: Language,
  fallback: Language = 'en',
): { lang?: Language; dir?: Direction } {
  const entries: Readonly<Record<string, string | undefined>> = map;
  const said = text(map, language, fallback);
  if (said === '' || entries[language] !== undefined) return {};
  const lang = Object.keys(entries).find((key) => entries[key] === said);
  return lang !== undefined && isLanguage(lang) ? { lang, dir: directionOf(lang) } : {};
}
