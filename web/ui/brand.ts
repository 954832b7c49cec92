/**
 * A place's brand: the hue of its colour, in tones whose contrast is known. The lightness of each tone is fixed, so that
 * no colour a place can choose makes a page hard to read; a grey one stays grey.
 */

interface Tone {
  readonly name: string;
  readonly lightness: number;
  /** At most this much colour; in OKLCH units. */
  readonly chroma: number;
}

const LIGHT: readonly Tone[] = [
  { name: 'accent', lightness: 0.41, chroma: 0.08 },
  { name: 'accent-strong', lightness: 0.35, chroma: 0.07 },
  { name: 'on-accent', lightness: 1, chroma: 0 },
  { name: 'accent-soft', lightness: 0.94, chroma: 0.015 },
];
const DARK: readonly Tone[] = [
  { name: 'accent', lightness: 0.82, chroma: 0.07 },
  { name: 'accent-strong', lightness: 0.88, chroma: 0.05 },
  { name: 'on-accent', lightness: 0.23, chroma: 0.02 },
  { name: 'accent-soft', lightness: 0.31, chroma: 0.03 },
];

/** Hue in degrees and chroma of `#rrggbb` in OKLCH (Ottosson 2020). */
export function hueOf(hex: string): { hue: number; chroma: number } {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const greenRed = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const hue = (Math.atan2(blueYellow, greenRed) * 180) / Math.PI;
  return { hue: (hue + 360) % 360, chroma: Math.hypot(greenRed, blueYellow) };
}

/** The brand's tones in one theme: OKLCH lightness, chroma and hue by variable name. */
export function brandTones(hex: string, theme: 'light' | 'dark'): [string, [number, number, number]][] {
  const { hue, chroma } = hueOf(hex);
  const tones = theme === 'light' ? LIGHT : DARK;
  return tones.map((tone) => [tone.name, [tone.lightness, Math.min(tone.chroma, chroma), hue]]);
}

/** A stylesheet that puts the brand over our own tones. */
export function brandStyles(hex: string): string {
  const block = (theme: 'light' | 'dark') =>
    brandTones(hex, theme)
      .map(([name, [l, c, h]]) => `--${name}:oklch(${l} ${c.toFixed(3)} ${h.toFixed(1)})`)
      .join(';');
  return `:root{${block('light')}}@media (prefers-color-scheme:dark){:root{${block('dark')}}}`;
}
