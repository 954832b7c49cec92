import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxOf, cellOf, isInside, metresBetween, middleOfCell, pointInside, type Shape } from './geometry.ts';

const CRESCENT: Shape = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 9],
      [9, 9],
      [9, 1],
      [0, 1],
      [0, 0],
    ],
  ],
};

test('the point that stands for an outline lies inside it, also where the middle does not', () => {
  const { lat, lon } = pointInside(CRESCENT);
  expect(isInside(CRESCENT, boxOf(CRESCENT), 5, 5)).toBe(false);
  expect(isInside(CRESCENT, boxOf(CRESCENT), lat, lon)).toBe(true);
});

test('a hole is outside', () => {
  const ring: Shape = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
      ],
      [
        [1, 1],
        [3, 1],
        [3, 3],
        [1, 3],
        [1, 1],
      ],
    ],
  };
  expect(isInside(ring, boxOf(ring), 2, 2)).toBe(false);
  expect(isInside(ring, boxOf(ring), 0.5, 0.5)).toBe(true);
});

test('a cell of resolution 9 is within 250 m of each of its points', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -60, max: 60, noNaN: true }),
      fc.double({ min: -179, max: 179, noNaN: true }),
      (lat, lon) => {
        expect(metresBetween(middleOfCell(cellOf(lat, lon)), { lat, lon })).toBeLessThan(250);
      },
    ),
  );
});
