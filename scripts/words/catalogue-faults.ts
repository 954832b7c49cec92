/** Everything that can be wrong with the catalogues, each as one line that says where. */
import { type MessageShape, shapeOf } from './message-shape.ts';

/** Messages by `<namespace>.<key>`, by language. */
export type Catalogues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Spanish counts whole millions apart ("un millón de avisos"). No message of ours counts so far with the number
 * written out, and `other` reads rightly with digits.
 */
const SPARED: Readonly<Record<string, readonly string[]>> = { es: ['many'] };
/** Shorter texts are often rightly the same: names, numbers, "Menu". */
const SAME_TEXT_MAY_HAVE_WORDS = 3;

export function catalogueFaults(catalogues: Catalogues, locales: Readonly<Record<string, string>>): string[] {
  const english = catalogues.en ?? {};
  return Object.entries(catalogues).flatMap(([language, messages]) => [
    ...missingAndForeign(language, messages, english),
    ...Object.entries(messages).flatMap(([key, message]) =>
      messageFaults({ language, key, message, english: english[key], locale: locales[language] ?? language }),
    ),
  ]);
}

function missingAndForeign(
  language: string,
  messages: Readonly<Record<string, string>>,
  english: Readonly<Record<string, string>>,
): string[] {
  return [
    ...Object.keys(english)
      .filter((key) => !(key in messages))
      .map((key) => `${language}: ${key} is missing`),
    ...Object.keys(messages)
      .filter((key) => !(key in english))
      .map((key) => `${language}: ${key} is not in English`),
  ];
}

interface Judged {
  readonly language: string;
  readonly key: string;
  readonly message: string;
  readonly english: string | undefined;
  readonly locale: string;
}

function messageFaults({ language, key, message, english, locale }: Judged): string[] {
  const at = `${language}: ${key}`;
  if (typeof message !== 'string' || message.trim() === '') return [`${at} is empty`];
  const shape = readShape(message, locale);
  if (typeof shape === 'string') return [`${at} cannot be read: ${shape}`];
  const faults = shape.plurals.flatMap((plural) => {
    const type = plural.ordinal ? 'ordinal' : 'cardinal';
    return missingCategories(language, locale, plural.categories, type).map(
      (category) => `${at} counts {${plural.argument}} without the form "${category}"`,
    );
  });
  if (shape.hasOwnDates) faults.push(`${at} formats a date itself: give it a text made by the voice`);
  if (english !== undefined && language !== 'en') faults.push(...againstEnglish(at, message, shape, english));
  return faults;
}

function againstEnglish(at: string, message: string, shape: MessageShape, english: string): string[] {
  const faults: string[] = [];
  const englishShape = readShape(english, 'en');
  if (typeof englishShape !== 'string' && englishShape.arguments.join() !== shape.arguments.join()) {
    faults.push(
      `${at} asks for {${shape.arguments.join(', ')}}, English for {${englishShape.arguments.join(', ')}}`,
    );
  }
  if (message === english && english.split(/\s+/).length > SAME_TEXT_MAY_HAVE_WORDS) {
    faults.push(`${at} is still in English`);
  }
  return faults;
}

function readShape(message: string, locale: string): MessageShape | string {
  try {
    return shapeOf(message, locale);
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

function missingCategories(
  language: string,
  locale: string,
  present: readonly string[],
  type: 'cardinal' | 'ordinal',
): string[] {
  const needed = new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories;
  return needed.filter((category) => !present.includes(category) && !SPARED[language]?.includes(category));
}
