/** Debian's Chromium, kept quiet, and what the browser stories ask of a page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visitor {
  readonly language?: 'en' | 'es' | 'el' | 'nl' | 'ar';
  readonly width?: 'phone' | 'desktop';
  readonly scripts?: boolean;
  readonly dark?: boolean;
  /** A file with the cookies of an earlier visit. */
  readonly storage?: string;
}

/** A person with a clean browser: no cookies, nothing stored. */
export async function visit(browser: Browser, visitor: Visitor = {}): Promise<Page> {
  const options: BrowserContextOptions = {
    locale: visitor.language ?? 'en',
    viewport: visitor.width === 'phone' ? { width: 360, height: 740 } : { width: 1280, height: 900 },
    javaScriptEnabled: visitor.scripts ?? true,
    colorScheme: visitor.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(visitor.storage ? { storageState: visitor.storage } : {}),
  };
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

interface AxeRun {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly unknown[] }[];
  }[];
}

/** What axe finds wrong on the page, one line each; empty when nothing is. Needs a page with scripts on. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Put in by the debugger, so the page's own content security policy stays as it is.
  if (!(await page.evaluate('typeof axe === "object"'))) {
    await page.evaluate(await readFile(AXE, 'utf8'));
  }
  const run: AxeRun = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return run.violations.map(
    ({ id, help, nodes }) =>
      `${page.url()} ${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join('; ')})`,
  );
}

/** True when nothing sticks out sideways. */
export async function fitsWidth(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
}
