import type { Language } from './languages.ts';

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
