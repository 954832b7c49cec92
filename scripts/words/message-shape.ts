/** What a message asks for and how it counts, so that its languages can be held against each other. */
import { IntlMessageFormat } from 'intl-messageformat';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
// The parser's own numbers; it exports them only as an enum of a package that is not ours to import.
const LITERAL = 0;
const DATE = 3;
const TIME = 4;
const POUND = 7;
const TAG = 8;

export interface Plural {
  readonly argument: string;
  readonly ordinal: boolean;
  readonly categories: readonly string[];
}

export interface MessageShape {
  /** Each argument with its kind: `name`, `count#` (counted), `kind?` (chosen by), `link<>` (a tag). */
  readonly arguments: readonly string[];
  readonly plurals: readonly Plural[];
  /** A date formatted inside a message would take the clock of the server, not of the place. */
  readonly hasOwnDates: boolean;
}

/** Throws what the parser says when the message cannot be read. */
export function shapeOf(message: string, locale: string): MessageShape {
  const names = new Set<string>();
  const plurals: Plural[] = [];
  let hasOwnDates = false;

  const visit = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.type === LITERAL || element.type === POUND) continue;
      if (element.type === TAG) {
        names.add(`${element.value}<>`);
        visit(element.children);
      } else if ('options' in element) {
        const counted = 'pluralType' in element;
        names.add(`${element.value}${counted ? '#' : '?'}`);
        if (counted) plurals.push(pluralOf(element));
        for (const option of Object.values(element.options)) visit(option.value);
      } else {
        names.add(element.value);
        hasOwnDates ||= element.type === DATE || element.type === TIME;
      }
    }
  };
  visit(new IntlMessageFormat(message, locale).getAst());
  return { arguments: [...names].sort(), plurals, hasOwnDates };
}

function pluralOf(element: Extract<Element, { pluralType: Intl.PluralRulesOptions['type'] }>): Plural {
  return {
    argument: element.value,
    ordinal: element.pluralType === 'ordinal',
    categories: Object.keys(element.options),
  };
}
