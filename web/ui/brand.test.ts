import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brandStyles, brandTones, hueOf } from './brand.ts';

/** Relative luminance (WCAG 2.2) of an OKLCH colour, brought into sRGB by clipping as browsers may. */
function luminance([l, c, h]: [number, number, number]): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (part: number) => Math.min(1, Math.max(0, part));
  const red = clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: number, other: number) =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
const aColour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
// Luminance of --sunken, the darkest ground of the light theme, and of --raised, the lightest of the dark one.
const GROUND = { light: 0.868, dark: 0.0166 };

test('whatever colour a place chooses, its words are read', () => {
  fc.assert(
    fc.property(aColour, fc.constantFrom('light', 'dark'), (hex, theme) => {
      const tones = Object.fromEntries(brandTones(hex, theme));
      const of = (name: string) => luminance(tones[name] ?? [0, 0, 0]);
      expect(contrast(of('accent'), GROUND[theme])).toBeGreaterThanOrEqual(7);
      expect(contrast(of('accent-strong'), GROUND[theme])).toBeGreaterThanOrEqual(7);
      expect(contrast(of('on-accent'), of('accent'))).toBeGreaterThanOrEqual(7);
      expect(contrast(of('on-accent'), of('accent-strong'))).toBeGreaterThanOrEqual(7);
      expect(contrast(of('accent-strong'), of('accent-soft'))).toBeGreaterThanOrEqual(7);
    }),
    { numRuns: 3000 },
  );
});

test('a colour keeps its hue, a grey stays grey', () => {
  expect(hueOf('#ff0000').hue).toBeCloseTo(29.2, 0);
  expect(hueOf('#0000ff').hue).toBeCloseTo(264.1, 0);
  expect(hueOf('#808080').chroma).toBeLessThan(0.001);
  expect(brandStyles('#0a585c')).toMatch(/^:root\{--accent:oklch\(0\.41 0\.0\d\d 2\d\d\.\d\)/);
});
