import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage, isLanguage, LANGUAGES } from './languages.ts';

describe('choosing a language', () => {
  it('keeps what the person chose, whatever the browser says', () => {
    expect(chooseLanguage('ar', 'en-GB,en;q=0.9')).toBe('ar');
  });

  it('follows the browser in its order of liking', () => {
    expect(chooseLanguage(undefined, 'fr-BE, nl;q=0.7, es;q=0.9')).toBe('es');
  });

  it('takes a regional form for the language', () => {
    expect(chooseLanguage(undefined, 'es-MX')).toBe('es');
  });

  it('does not give a language that the browser refuses', () => {
    expect(chooseLanguage(undefined, 'es;q=0, el;q=0.1')).toBe('el');
  });

  it('gives only what the place offers, first of all its own', () => {
    expect(chooseLanguage('ar', 'ar', ['nl', 'en'])).toBe('nl');
    expect(chooseLanguage('en', 'ar', ['nl', 'en'])).toBe('en');
  });

  it('answers any header, of any length, with a language', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), fc.string(), (header, cookie) => {
        expect(isLanguage(chooseLanguage(cookie, header))).toBe(true);
      }),
    );
  });

  it('follows any order of wishes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...LANGUAGES], { minLength: 1 }), (wishes) => {
        const header = wishes
          .map((language, place) => `${language};q=${(1 - place / 10).toFixed(1)}`)
          .join(',');
        expect(chooseLanguage(undefined, header)).toBe(wishes[0]);
      }),
    );
  });
});
