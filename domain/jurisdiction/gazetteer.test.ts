import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, foldedWords, makeGazetteer, positionOfNumber } from './gazetteer.ts';

const entry = (code: string, name: string, aka: string[] = [], numbers: Entry['numbers'] = []): Entry => ({
  ...{ code, kind: 'street', name, aka, numbers, lat: 38.6, lon: 0.8 },
});

const ALL = [
  entry(
    'mar',
    'Calle Mar',
    [],
    [
      { n: 1, lat: 38.6, lon: 0.8 },
      { n: 21, lat: 38.6, lon: 0.802 },
    ],
  ),
  entry('marina', 'Paseo de la Marina'),
  entry('faro', 'Plaza del Faro', ['Lighthouse Square', 'Πλατεία Φάρου', 'ساحة المنارة']),
  entry('estacion', 'Estación Central'),
];
const find = (query: string) => makeGazetteer(ALL, ['Haven', 'Χέιβεν']).find(query, 5);
const codes = (query: string) => find(query).map((one) => one.code);

test('beginnings of words find a place, with accents or without, in any of its languages', () => {
  expect(codes('estacion')).toEqual(['estacion']);
  expect(codes('ESTACIÓN cen')).toEqual(['estacion']);
  expect(codes('lighthouse')).toEqual(['faro']);
  expect(codes('πλατεια φαρου')).toEqual(['faro']);
  expect(codes('المنارة')).toEqual(['faro']);
  expect(codes('mar')).toEqual(['mar', 'marina']);
  expect(codes('nothing like it')).toEqual([]);
  expect(codes('')).toEqual([]);
});

test('an address as people write it gives the house', () => {
  for (const query of ['Calle Mar 11', '11 calle mar', 'c/ Mar, 11, Haven', 'Mar 11']) {
    expect(find(query)[0]).toMatchObject({ words: 'Calle Mar 11', number: 11 });
  }
  expect(find('Calle Mar 11')[0]?.lon).toBeCloseTo(0.801, 6);
});

test('a number that the street has not gives the street', () => {
  expect(find('Calle Mar 400')[0]).toMatchObject({ words: 'Calle Mar', number: null });
});

test('the place with most of the words comes first when none has all', () => {
  expect(codes('Plaza Faro behind bakery')).toEqual(['faro']);
});

test('house numbers lie between their neighbours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 21 }), (n) => {
      const at = positionOfNumber(ALL[0]?.numbers ?? [], n);
      expect(at?.lon).toBeGreaterThanOrEqual(0.8);
      expect(at?.lon).toBeLessThanOrEqual(0.802);
    }),
  );
});

test('finding and the nearest agree about a house', () => {
  const gazetteer = makeGazetteer(ALL.slice(0, 1), []);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 21 }), (n) => {
      const house = gazetteer.find(`mar ${n}`, 1)[0];
      if (!house) throw new Error('The street is missing.');
      expect(gazetteer.nearest(house)).toMatchObject({ number: n, words: `Calle Mar ${n}` });
    }),
  );
});

test('nothing is near a point in the open sea', () => {
  expect(makeGazetteer(ALL, []).nearest({ lat: 10, lon: 10 })).toBeUndefined();
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = foldedWords(text);
      expect(foldedWords(once.join(' '))).toEqual(once);
    }),
  );
});
