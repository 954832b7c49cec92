import { expect, test } from 'vitest';
import { whoAnswers } from './officer.ts';

const officer = { role: 'officer', away: false } as const;
const cover = { role: 'cover', away: false } as const;
const gone = <O extends { readonly away: boolean }>(one: O) => ({ ...one, away: true });

test('the officer answers while here, then the cover, and the officer again when nobody else is left', () => {
  expect(whoAnswers([cover, officer])).toBe(officer);
  expect(whoAnswers([cover, gone(officer)])).toBe(cover);
  const away = gone(officer);
  expect(whoAnswers([gone(cover), away])).toBe(away);
});

test('where there is only a cover, the cover answers; where there is nobody, nobody does', () => {
  expect(whoAnswers([cover])).toBe(cover);
  const alone = gone(cover);
  expect(whoAnswers([alone])).toBe(alone);
  expect(whoAnswers([])).toBeUndefined();
});
