/** The design system in a real browser: can it be used by everybody, on every width, in both themes and directions? */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import type { AxeResults, RunOptions } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFiles } from './build-files.ts';
import { GALLERY_NAMES, type GalleryName } from './gallery-pages.tsx';
import { type BuiltFiles, createGalleryServer } from './gallery-server.tsx';

declare global {
  interface Window {
    readonly axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };
const SMALLEST_TARGET = 44;

let browser: Browser;
let built: BuiltFiles;
let server: ReturnType<typeof createGalleryServer>;
let origin = '';

beforeAll(async () => {
  built = await buildFiles();
  server = createGalleryServer(built);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: QUIET,
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function open(name: GalleryName, lang: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP: true, ...options });
  const page = await context.newPage();
  await page.goto(`${origin}/${name}?lang=${lang}`);
  return page;
}

const LOOKS: [string, BrowserContextOptions][] = [
  ['phone, light', { viewport: PHONE, colorScheme: 'light' }],
  ['desktop, dark', { viewport: DESKTOP, colorScheme: 'dark' }],
];

describe.each(GALLERY_NAMES)('the page %s', (name) => {
  it.each(LOOKS.flatMap(([look, options]) => ['en', 'ar'].map((lang) => [look, lang, options] as const)))(
    'has nothing for axe to say (%s, %s) and never scrolls sideways',
    async (_look, lang, options) => {
      const page = await open(name, lang, options);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() =>
        window.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        }),
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      await page.context().close();
    },
    60_000,
  );

  it('can be walked with the keyboard: each stop is seen, and large enough for a thumb', async () => {
    const page = await open(name, 'en', { viewport: PHONE });
    const seen = new Set<string>();
    const faults: string[] = [];
    await page.evaluate(() => document.querySelector<HTMLElement>(':focus')?.blur());
    for (let stop = 0; stop < 80; stop += 1) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(describeFocus);
      if (!found || seen.has(found.path)) break;
      seen.add(found.path);
      if (!found.ring) faults.push(`${found.path} shows no focus`);
      if (!found.inline && found.height < SMALLEST_TARGET)
        faults.push(`${found.path} is ${found.height} px high`);
    }
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThan(6);
    await page.context().close();
  }, 60_000);
});

/** Runs in the page. What has the focus, whether a ring of 3 px shows it, and how high one can hit. */
function describeFocus(): { path: string; ring: boolean; inline: boolean; height: number } | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const ringed = [element, element.closest('.choice'), element.closest('.item')];
  const ring = ringed.some(
    (one) => one !== null && Number.parseFloat(getComputedStyle(one).outlineWidth) >= 3,
  );
  const hit = element.closest('.choice') ?? element.closest('.item') ?? element;
  const path = `${element.tagName} ${element.id} ${element.className} ${element.getAttribute('href') ?? element.textContent}`;
  // A link inside a sentence is exempt (WCAG 2.5.8).
  const inline = getComputedStyle(element).display === 'inline';
  return { path, ring, inline, height: Math.round(hit.getBoundingClientRect().height) };
}

describe('with scripts', () => {
  it('counts what is left while one writes, in the person’s language', async () => {
    const page = await open('form', 'ar', { viewport: PHONE });
    await page.fill('#field-story', 'x'.repeat(3998));
    expect(await page.textContent('#count-story')).toBe('بقي حرفان');
    await page.fill('#field-story', 'x'.repeat(4001));
    expect(await page.textContent('#count-story')).toBe('حرف واحد زائد');
    await page.context().close();
  });

  it('gives the focus to what must be put right', async () => {
    const page = await open('form', 'en', {});
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
    await page.context().close();
  });

  it('copies a code as words that can be typed', async () => {
    const page = await open('sent', 'en', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.click('[data-island="copy-code"]');
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^harbour lantern .* window$/);
    await page.context().close();
  });

  it.each(['a press', 'Shift three times'])(
    'leaves a sensitive page at %s, and "back" does not return',
    async (how) => {
      const page = await open('home', 'en', {});
      await page.route('**/leave', (route) =>
        route.fulfill({ body: '<title>Weather</title>', contentType: 'text/html' }),
      );
      await page.goto(`${origin}/form`);
      if (how === 'a press') await page.click('.leave');
      else for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
      await page.waitForURL('**/leave');
      await page.goBack();
      expect(new URL(page.url()).pathname).toBe('/home');
      await page.context().close();
    },
  );

  it('does not leave while somebody writes capital letters', async () => {
    const page = await open('form', 'en', {});
    await page.focus('#field-story');
    for (const letter of 'HELP') {
      await page.keyboard.down('Shift');
      await page.keyboard.press(letter);
      await page.keyboard.up('Shift');
    }
    expect(new URL(page.url()).pathname).toBe('/form');
    expect(await page.locator('.leave-cover').count()).toBe(0);
    await page.context().close();
  });
});

describe('without scripts', () => {
  it('opens the languages, folds help, and asks more only where it was chosen', async () => {
    const page = await open('form', 'en', { javaScriptEnabled: false, viewport: PHONE });
    await page.click('.language-menu summary');
    await page.click('.language-menu a[lang="ar"]');
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    expect(await page.isVisible('#field-relation')).toBe(true);
    await page.check('#field-who');
    expect(await page.isVisible('#field-relation')).toBe(false);
    await page.context().close();
  });

  it('hides what would not work', async () => {
    const page = await open('sent', 'en', { javaScriptEnabled: false });
    expect(await page.isVisible('[data-island="copy-code"]')).toBe(false);
    await page.context().close();
  });
});

it('weighs little: the whole look under 9 KB, the waking script under 2 KB', () => {
  const weigh = (path: string): number =>
    brotliCompressSync(built.read(path)?.content ?? new Uint8Array(1e6)).length;
  expect(weigh(built.stylesheet)).toBeLessThan(9 * 1024);
  expect(weigh(built.enhance)).toBeLessThan(2 * 1024);
});
