/** The languages that people can choose, and how one is chosen for somebody who has not said. */
export const LANGUAGES = ['en', 'es', 'el', 'nl', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Direction = 'ltr' | 'rtl';

interface LanguageFacts {
  /** The language's name for itself: people look for their own word, and a flag is a country. */
  readonly ownName: string;
  readonly direction: Direction;
  /**
   * What `Intl` is asked for. English follows Europe (day before month, 24 hours). Arabic keeps the digits 0-9,
   * because receipt codes, telephone numbers and times stand beside them.
   */
  readonly locale: string;
}

const FACTS: Readonly<Record<Language, LanguageFacts>> = {
  en: { ownName: 'English', direction: 'ltr', locale: 'en-GB' },
  es: { ownName: 'Español', direction: 'ltr', locale: 'es' },
  el: { ownName: 'Ελληνικά', direction: 'ltr', locale: 'el' },
  nl: { ownName: 'Nederlands', direction: 'ltr', locale: 'nl' },
  ar: { ownName: 'العربية', direction: 'rtl', locale: 'ar-u-ca-gregory-nu-latn' },
};

export const ownNameOf = (language: Language): string => FACTS[language].ownName;
export const directionOf = (language: Language): Direction => FACTS[language].direction;
export const localeOf = (language: Language): string => FACTS[language].locale;

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/**
 * The person's own choice (a cookie) wins, then what the browser asks for in its order of liking, then the first
 * language that the place offers. A browser that sends nonsense gets that first language, never an error.
 */
export function chooseLanguage(
  cookie: string | undefined,
  acceptLanguage: string | undefined,
  offered: readonly Language[] = LANGUAGES,
): Language {
  const chosen = offered.find((language) => language === cookie);
  if (chosen) return chosen;
  for (const wanted of wantedLanguages(acceptLanguage ?? '')) {
    const match = offered.find((language) => language === wanted);
    if (match) return match;
  }
  return offered[0] ?? 'en';
}

/** `es-MX,es;q=0.9,en;q=0.1` gives `es, es, en`; a language of quality 0 is one the person refuses. */
function wantedLanguages(acceptLanguage: string): string[] {
  return acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
      return { primary: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.primary !== '' && wish.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((wish) => wish.primary);
}
