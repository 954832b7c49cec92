import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isId, newId, newReference } from './ids.ts';

test('ids of one moment keep the order in which they were made, ids of different moments that of time', () => {
  const now = Date.now();
  const ids = Array.from({ length: 20_000 }, () => newId(now));
  expect(new Set(ids).size).toBe(ids.length);
  const outOfOrder = ids.filter((id, at) => at > 0 && id <= (ids[at - 1] ?? ''));
  // The count of a process wraps once in 67 million.
  expect(outOfOrder.length).toBeLessThanOrEqual(1);
  fc.assert(
    fc.property(
      fc.nat(2 ** 40),
      fc.integer({ min: 1, max: 1e9 }),
      (at, later) => newId(at) < newId(at + later),
    ),
  );
});

test('an id is a UUID of version 7', () => {
  const id = newId();
  expect(isId(id)).toBe(true);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isId(`${id}x`) || isId(id.toUpperCase()) || isId('')).toBe(false);
});

test('a reference can be read aloud: no letter that looks like another', () => {
  const references = Array.from({ length: 2000 }, newReference);
  expect(
    references.every((reference) =>
      /^([2-9A-HJKMNP-TV-Z]{3}-){2}[2-9A-HJKMNP-TV-Z]{3}$/.test(reference.replace(/U/g, 'V')),
    ),
  ).toBe(true);
  expect(references.join('')).not.toMatch(/[01ILO]/);
  expect(new Set(references).size).toBe(references.length);
});
