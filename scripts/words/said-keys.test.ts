import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, saidKeys, sayingFaults } from './said-keys.ts';

const faultsOf = (english: string[], source: string): string[] =>
  sayingFaults(english, new Map([['page.tsx', saidKeys(source)]]));

describe('what the code says', () => {
  it('accepts a key that the catalogues have', () => {
    expect(faultsOf(['a.x'], "voice.say('a.x', { name })")).toEqual([]);
  });

  it('finds a key that the catalogues lack', () => {
    expect(faultsOf(['a.x'], "say('a.x'); say('a.y')")).toEqual([
      'page.tsx says a.y, which no catalogue has',
    ]);
  });

  it('finds words that nobody says', () => {
    expect(faultsOf(['a.x', 'a.y'], 'say("a.x")')).toEqual(['a.y is never said']);
  });

  it('counts a key that stands in a table as said', () => {
    expect(faultsOf(['a.x', 'a.y'], "const titles = ['a.x', 'a.y'];")).toEqual([]);
  });

  it('follows a key made from data, and finds one that can never fit', () => {
    expect(faultsOf(['kind.hate.title', 'kind.worry.title'], 'say(`kind.${kind}.title`)')).toEqual([]);
    expect(faultsOf(['kind.hate'], "say('kind.hate'); say(`kind.${kind}.name`)")).toEqual([
      'page.tsx says kind.*.name, which fits no key',
    ]);
  });

  it('believes a declaration', () => {
    expect(faultsOf(['outcome.solved'], '// words: outcome.*\nsay(row.key)')).toEqual([]);
  });

  it('does not take other templates and other dots for keys', () => {
    expect(faultsOf(['a.x'], "say('a.x'); const file = `photo.${type}`; const name = 'index.html';")).toEqual(
      [],
    );
  });

  it('fits a pattern to what it was made from, whatever the parts', () => {
    const word = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/);
    fc.assert(
      fc.property(word, word, word, (namespace, open, end) => {
        expect(fits(`${namespace}.*.${end}`, `${namespace}.${open}.${end}`)).toBe(true);
        expect(fits(`${namespace}.*`, `${namespace}x.${open}`)).toBe(false);
      }),
    );
  });
});
