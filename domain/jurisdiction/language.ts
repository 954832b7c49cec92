/** The languages that a place may write its own texts in. */
export const LANGUAGES = ['en', 'es', 'el', 'nl', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text that the place wrote itself: at least one language, rarely all. */
export type LocalText = Readonly<Partial<Record<Language, string>>>;
