import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxOf, cellOf, isInside, metresBetween, middleOfCell, pointInside, type Shape } from './geometry.ts';
import { dayIn, dueAt, instantIn, outcomeDueAt, weekdayIn } from './working-time.ts';

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

test('answers are owed after plain hours, nights and changes of the clock included', () => {
  const from = new Date('2026-10-24T20:00:00Z');
  expect(dueAt(from, 48).toISOString()).toBe('2026-10-26T20:00:00.000Z');
  expect(outcomeDueAt(from, 14).toISOString()).toBe('2026-11-07T20:00:00.000Z');
});

test('the day of the place is the day on its wall', () => {
  const late = new Date('2026-11-20T23:30:00Z');
  expect(dayIn('Europe/Madrid', late)).toBe('2026-11-21');
  expect(dayIn('America/New_York', late)).toBe('2026-11-20');
  expect(weekdayIn('Europe/Madrid', late)).toBe(6);
  expect(weekdayIn('Europe/Madrid', new Date('2026-11-22T12:00:00Z'))).toBe(7);
});

test('an hour on the wall is found again, summer or winter, and on the day the clocks change', () => {
  for (const [zone, day, hour, instant] of [
    ['Europe/Madrid', '2026-11-24', 10, '2026-11-24T09:00:00.000Z'],
    ['Europe/Madrid', '2026-07-01', 18.5, '2026-07-01T16:30:00.000Z'],
    ['Europe/Madrid', '2026-10-25', 10, '2026-10-25T09:00:00.000Z'],
    ['Pacific/Auckland', '2026-01-05', 9, '2026-01-04T20:00:00.000Z'],
    ['America/New_York', '2026-03-08', 1, '2026-03-08T06:00:00.000Z'],
  ] as const) {
    expect(instantIn(zone, day, hour).toISOString()).toBe(instant);
  }
});
