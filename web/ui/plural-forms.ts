import { localeOf, type Voice } from '#words';

/**
 * A counted message in each form its language needs, with `#` for the number: a few strings that an island can use,
 * instead of the whole message machinery.
 */
export function pluralForms(voice: Voice, key: string, argument: string): Readonly<Record<string, string>> {
  const rules = new Intl.PluralRules(localeOf(voice.language));
  const forms: Record<string, string> = {};
  // Every category of our languages that a counter can meet shows itself among the first hundred numbers.
  for (let amount = 0; amount <= 101; amount += 1) {
    const category = rules.select(amount);
    forms[category] ??= voice.say(key, { [argument]: amount }).replace(voice.number(amount), '#');
  }
  return forms;
}
