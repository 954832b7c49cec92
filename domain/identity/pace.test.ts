import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePace } from './pace.ts';

const rule = { free: 3, window: 3600, longest: 60 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function tryTimes(pace: ReturnType<typeof makePace>, many: number, key = 'ines'): Promise<number[]> {
  const waits: number[] = [];
  for (let number = 0; number < many; number += 1) waits.push(await pace.begin(key));
  return waits;
}

test('the first tries are free, then each wait is twice the one before, up to the longest', async () => {
  const pace = makePace(rule);
  expect(await tryTimes(pace, 4)).toEqual([0, 0, 0, 0]);
  for (const expected of [2, 4, 8, 16, 32, 60, 60]) {
    expect(await pace.begin('ines')).toBe(expected);
    vi.advanceTimersByTime(expected * 1000 + 1);
    expect(await pace.begin('ines')).toBe(0);
  }
});

test('tries at the same moment are counted one by one', async () => {
  const pace = makePace(rule);
  const waits = await Promise.all(Array.from({ length: 100 }, () => pace.begin('ines')));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(rule.free + 1);
});

test('who waits is not made to wait longer by asking again', async () => {
  const pace = makePace(rule);
  await tryTimes(pace, 50);
  vi.advanceTimersByTime(2001);
  expect(await pace.begin('ines')).toBe(0);
});

test('one name says nothing about another', async () => {
  const pace = makePace(rule);
  await tryTimes(pace, 20);
  expect(await pace.begin('tom')).toBe(0);
});

test('a right try makes the count begin anew', async () => {
  const pace = makePace(rule);
  await tryTimes(pace, 4);
  await pace.forgive('ines', true);
  expect(await tryTimes(pace, 4)).toEqual([0, 0, 0, 0]);
});

test('a right try from a shared network takes back only itself', async () => {
  const pace = makePace(rule);
  await tryTimes(pace, 3);
  await pace.forgive('ines', false);
  expect(await tryTimes(pace, 3)).toEqual([0, 0, 2]);
});
