import { describe, expect, it } from 'vitest';
import { catalogueFaults } from './catalogue-faults.ts';

const locales = { en: 'en-GB', es: 'es', ar: 'ar' };

describe('faults of the catalogues', () => {
  it('finds none where every language says the same', () => {
    expect(
      catalogueFaults(
        {
          en: { 'a.x': 'Hello {name}', 'a.n': '{n, plural, one {# day} other {# days}}' },
          es: { 'a.x': 'Hola {name}', 'a.n': '{n, plural, one {# día} other {# días}}' },
        },
        locales,
      ),
    ).toEqual([]);
  });

  it('finds a key that one language lacks and one that it has too much', () => {
    expect(catalogueFaults({ en: { 'a.x': 'Yes' }, es: { 'a.y': 'No' } }, locales)).toEqual([
      'es: a.x is missing',
      'es: a.y is not in English',
    ]);
  });

  it('finds an argument that was renamed by the translator', () => {
    expect(
      catalogueFaults({ en: { 'a.x': 'Hello {name}' }, es: { 'a.x': 'Hola {nombre}' } }, locales),
    ).toEqual(['es: a.x asks for {nombre}, English for {name}']);
  });

  it('finds an argument that hides inside one form of a plural', () => {
    const en = { 'a.n': '{n, plural, one {# day} other {# days by {name}}}' };
    const es = { 'a.n': '{n, plural, one {# día} other {# días}}' };
    expect(catalogueFaults({ en, es }, locales)).toEqual(['es: a.n asks for {n#}, English for {n#, name}']);
  });

  it('wants all six forms of Arabic', () => {
    const en = { 'a.n': '{n, plural, one {# day} other {# days}}' };
    const ar = { 'a.n': '{n, plural, one {يوم} two {يومان} few {# أيام} other {# يوم}}' };
    expect(catalogueFaults({ en, ar }, locales).sort()).toEqual([
      'ar: a.n counts {n} without the form "many"',
      'ar: a.n counts {n} without the form "zero"',
    ]);
  });

  it('finds what cannot be read, what is empty, and what nobody translated', () => {
    expect(
      catalogueFaults(
        {
          en: { 'a.x': 'Please write to us again', 'a.y': 'Yes', 'a.z': 'No' },
          es: { 'a.x': 'Please write to us again', 'a.y': ' ', 'a.z': 'No {' },
        },
        locales,
      ),
    ).toEqual([
      'es: a.x is still in English',
      'es: a.y is empty',
      expect.stringContaining('es: a.z cannot be read'),
    ]);
  });

  it('refuses a date that a message formats itself', () => {
    expect(catalogueFaults({ en: { 'a.x': 'Since {day, date, long}' } }, locales)).toEqual([
      'en: a.x formats a date itself: give it a text made by the voice',
    ]);
  });
});
