import { expect, test } from 'vitest';
import { text, tongueOf } from './text.ts';

test('words in the person’s language need no attribute', () => {
  expect(tongueOf({ ar: 'مرحبا', en: 'Hello' }, 'ar')).toEqual({});
  expect(tongueOf({}, 'ar')).toEqual({});
});

test('words in another language say which, and which way they run', () => {
  const words = { en: 'The lamps work again.' };
  expect(text(words, 'ar', 'es')).toBe('The lamps work again.');
  expect(tongueOf(words, 'ar', 'es')).toEqual({ lang: 'en', dir: 'ltr' });
  expect(tongueOf({ ar: 'عادت المصابيح' }, 'nl', 'es')).toEqual({ lang: 'ar', dir: 'rtl' });
});
