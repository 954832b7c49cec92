import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { messagesOf, refuseMissingWords, tolerateMissingWords } from './catalogue.ts';
import { LANGUAGES } from './languages.ts';
import { text } from './text.ts';
import { voiceOf } from './voice.ts';

afterEach(refuseMissingWords);

describe('saying', () => {
  it('puts the values in', () => {
    expect(voiceOf('es').say('shell.emergencyCall', { number: '112' })).toBe('Llame al 112');
  });

  it('counts as Arabic counts', () => {
    const voice = voiceOf('ar');
    const said = [0, 1, 2, 3, 11, 100].map((left) => voice.say('form.charactersLeft', { left }));
    expect(said).toEqual([
      'لم يبقَ أي حرف',
      'بقي حرف واحد',
      'بقي حرفان',
      'بقيت 3 أحرف',
      'بقي 11 حرفًا',
      'بقي 100 حرف',
    ]);
  });

  it('keeps a Latin name from rearranging an Arabic sentence, and leaves addresses exact', () => {
    const voice = voiceOf('ar');
    expect(voice.say('shell.signedInAs', { name: 'Vidal' })).toContain('\u2068Vidal\u2069');
    expect(voice.say('shell.signedInAs', { name: 'https://haven.example/v/1' })).not.toContain('\u2069');
    expect(voiceOf('en').say('shell.signedInAs', { name: 'Vidal' })).toBe('Signed in as Vidal');
  });

  it('never fails or loses a value, whatever people are called', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), fc.string({ minLength: 1 }), (language, name) => {
        expect(voiceOf(language).say('shell.signedInAs', { name })).toContain(name);
      }),
    );
  });

  it('gives elements back in their place', () => {
    const name = { bold: 'Vidal' };
    expect(voiceOf('en').rich('shell.signedInAs', { name })).toEqual(['Signed in as ', name]);
  });

  it('stops where a word is missing, so that it is seen', () => {
    expect(() => voiceOf('el').say('shell.nowhere')).toThrow('No words for "shell.nowhere" in el');
  });

  it('goes on in production, and tells', () => {
    const report = vi.fn();
    tolerateMissingWords(report);
    expect(voiceOf('nl').say('shell.nowhere')).toBe('');
    expect(report).toHaveBeenCalledWith('shell.nowhere', 'nl');
  });

  it('knows every English key in every language', () => {
    for (const language of LANGUAGES) {
      for (const key of messagesOf('en').keys()) expect(voiceOf(language).knows(key)).toBe(true);
    }
  });
});

describe('days and times', () => {
  const at = '2026-11-20T23:30:00Z';

  it('are those of the place', () => {
    expect(voiceOf('en', 'UTC').dateTime(at)).toBe('20 November 2026 at 23:30');
    expect(voiceOf('en', 'Europe/Nicosia').dateTime(at, 'day')).toBe('Saturday 21 November at 01:30');
    expect(voiceOf('es', 'Europe/Madrid').time(at)).toBe('00:30');
  });

  it('use the digits that codes and telephones use, in Arabic too', () => {
    expect(voiceOf('ar', 'UTC').date(at)).toBe('20 نوفمبر 2026');
    expect(voiceOf('ar').number(1234.5)).toBe('1,234.5');
  });

  it.each([
    ['2026-11-20T23:29:30Z', 'now'],
    ['2026-11-20T23:10:00Z', '20 minutes ago'],
    ['2026-11-20T20:30:00Z', '3 hours ago'],
    ['2026-11-19T12:00:00Z', 'yesterday'],
    ['2026-11-22T01:00:00Z', 'in 2 days'],
    ['2026-10-20T23:30:00Z', '4 weeks ago'],
    ['2025-05-20T23:30:00Z', 'last year'],
  ])('stand near or far: %s is %s', (then, said) => {
    expect(voiceOf('en', 'UTC').relative(then, at)).toBe(said);
  });

  it('change "yesterday" at the midnight of the place', () => {
    const now = '2026-11-20T12:00:00Z';
    const then = '2026-11-18T23:30:00Z';
    expect(voiceOf('en', 'UTC').relative(then, now)).toBe('2 days ago');
    expect(voiceOf('en', 'Europe/Nicosia').relative(then, now)).toBe('yesterday');
  });
});

describe('text that a place wrote itself', () => {
  it('comes in the person’s language, the place’s own, or whatever there is', () => {
    expect(text({ en: 'Harbour', es: 'Puerto' }, 'es')).toBe('Puerto');
    expect(text({ en: 'Harbour', es: 'Puerto' }, 'el', 'es')).toBe('Puerto');
    expect(text({ el: 'Λιμάνι' }, 'nl')).toBe('Λιμάνι');
    expect(text({}, 'nl')).toBe('');
  });
});
