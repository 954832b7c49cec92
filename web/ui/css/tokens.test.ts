import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const source = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = source.split('@media (prefers-color-scheme: dark)');

function colours(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}
const themes = { light: colours(light), dark: { ...colours(light), ...colours(dark) } };

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const GROUNDS = ['paper', 'raised', 'sunken'];
const TEXT: [string, string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-soft', ground],
    ['accent', ground],
    ['accent-strong', ground],
    ['danger', ground],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['ink', 'accent-soft'],
  ['accent-strong', 'accent-soft'],
  ['paper', 'ink'],
  ['warning', 'warning-soft'],
  ['danger', 'danger-soft'],
  ['success', 'success-soft'],
  ...['warning', 'danger', 'success'].map((kind): [string, string] => ['ink', `${kind}-soft`]),
];
const CONTROLS: [string, string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] => [
    ['control', ground],
    ['accent', ground],
    ['focus', ground],
  ]),
  ['danger-edge', 'paper'],
  ['danger-edge', 'danger-soft'],
  ['warning-edge', 'paper'],
  ['success-edge', 'paper'],
  ['info-edge', 'paper'],
  // One of the two lines of the ring is seen on everything: they are far apart themselves.
  ['focus', 'focus-halo'],
];

describe.each(Object.entries(themes))('the %s theme', (_name, theme) => {
  const ratio = ([one, other]: [string, string]): number => contrast(theme[one] ?? '', theme[other] ?? '');

  it.each(TEXT)('lets %s be read on %s (7:1)', (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(7);
  });

  it.each(CONTROLS)('lets %s be seen on %s (3:1)', (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(3);
  });
});

it('changes every colour for the dark', () => {
  expect(Object.keys(colours(dark)).sort()).toEqual(Object.keys(colours(light)).sort());
});
