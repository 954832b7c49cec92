import { expect, test } from 'vitest';
import { meetsGoal, readFigure } from './judge-figure.ts';

const figure = (goal: string | null, value: number, ratio: number | null = null) => ({
  name: 'a',
  value,
  unit: 'ms',
  goal,
  ratio,
});

test.each([
  ['<= 9', 8.9, null, true],
  ['<= 9', 9.1, null, false],
  ['>= 110', 110, null, true],
  ['>= 6x', 1, 6.2, true],
  ['>= 6x', 1, 5.9, false],
  ['>= 6x', 100, null, false],
  ['about 9', 9, null, false],
  ['<= 9', Number.NaN, null, false],
  [null, 9, null, true],
] as const)('goal %s with value %s and ratio %s', (goal, value, ratio, met) => {
  expect(meetsGoal(figure(goal, value, ratio))).toBe(met);
});

test('a line that is no figure is left out', () => {
  expect(readFigure('{"name":"submit","value":1,"unit":"ms"}')).toEqual({
    name: 'submit',
    value: 1,
    unit: 'ms',
  });
  expect(readFigure('storing …')).toBeUndefined();
  expect(readFigure('{"name":"submit"}')).toBeUndefined();
});
