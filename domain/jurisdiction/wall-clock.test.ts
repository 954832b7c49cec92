import { expect, test } from 'vitest';
import { dayIn, instantIn } from './wall-clock.ts';

test('the day of the place is the day on its wall', () => {
  const late = new Date('2026-11-20T23:30:00Z');
  expect(dayIn('Europe/Madrid', late)).toBe('2026-11-21');
  expect(dayIn('America/New_York', late)).toBe('2026-11-20');
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
