/** The file field in a real browser: choosing, pausing, cutting the line, loading the page anew, taking back. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draftOwner, listDraftUploads } from '#domain/journeys';
import { makeKeyring, type Runtime, readConfiguration, STRANGER, type TenantId } from '#domain/kernel';
import { formatDraftSecret, newDraftSecret } from '#domain/reports';
import { testDatabase } from '#testing';
import { type Language, voiceOf } from '#words';
import { DRAFT_UPLOADS } from '../../web/server/upload-baskets.ts';
import { UploadField } from '../../web/server/upload-field.tsx';
import { uploads } from '../../web/server/uploads.ts';
import type { Visit, Web } from '../../web/server/visit.ts';
import { Speak } from '../../web/ui/voice-context.tsx';
import { findBarriers, fitsWidth, openBrowser, visit } from '../support/browser.ts';

const TENANT = 44 as TenantId;
const directory = mkdtempSync(join(tmpdir(), 'choose-files-'));
const built = join(directory, 'built');
let runtime: Runtime;
let server: ServerType;
let browser: Browser;
let origin: string;
/** Slows each piece down, so that there is a middle to stop in. */
let pieceTakesMs = 0;
let begun = 0;

beforeAll(async () => {
  const root = join(import.meta.dirname, '../..');
  await build({
    ...{ configFile: false, logLevel: 'error', root, publicDir: false },
    build: {
      ...{ outDir: built, emptyOutDir: false, minify: false, modulePreload: false },
      rolldownOptions: {
        input: { enhance: join(root, 'web/islands/enhance.ts'), styles: join(root, 'web/ui/css/index.css') },
        output: {
          entryFileNames: '[name].js',
          assetFileNames: '[name][extname]',
          chunkFileNames: '[name].js',
        },
      },
    },
  });
  const { pool } = await testDatabase();
  const log = { info() {}, warn() {}, error() {} };
  runtime = {
    pool,
    keyring: makeKeyring([randomBytes(32)]),
    clock: () => new Date(),
    log,
    filesDirectory: join(directory, 'files'),
  };
  server = serve({ fetch: makeApp().fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
  rmSync(directory, { recursive: true, force: true });
});
afterEach(() => {
  pieceTakesMs = 0;
});

function makeApp(): Hono<Visit> {
  const web: Web = {
    runtime,
    configuration: readConfiguration({ CONCORD_DATA: directory }),
    assets: { stylesheet: '', script: () => '', directory: '' },
    live: { listen: () => () => undefined, close: () => undefined },
    bell: { onRing: () => () => undefined, close: async () => undefined },
    secure: false,
  };
  const app = new Hono<Visit>();
  app.use(async (c, next) => {
    c.set('caller', { tenant: TENANT, actor: STRANGER });
    if (c.req.method === 'POST' && c.req.path === DRAFT_UPLOADS) begun += 1;
    if (c.req.method === 'PATCH') await new Promise((resolve) => setTimeout(resolve, pieceTakesMs));
    await next();
  });
  app.get('/built/*', async (c) => {
    const name = c.req.path.slice('/built/'.length);
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return c.body(await readFile(join(built, name), 'utf8'), 200, { 'Content-Type': type });
  });
  app.get('/page/:language', (c) => {
    const voice = voiceOf(c.req.param('language') as Language, 'Europe/Madrid');
    const field = h(UploadField, { voice, endpoint: DRAFT_UPLOADS, uploads: [] });
    const button = h('button', { type: 'submit' }, 'Go on');
    const form = h(
      'form',
      { method: 'post', action: '/sent', encType: 'multipart/form-data' },
      field,
      button,
    );
    const body = render(h(Speak, { voice, children: h('main', null, h('h1', null, 'Files'), form) }));
    return c.html(`<!doctype html><html lang="${voice.language}" dir="${voice.dir}"><head><meta charset="utf-8"><title>Files</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/built/styles.css">
      <script type="module" src="/built/enhance.js"></script></head><body>${body}</body></html>`);
  });
  app.post('/sent', (c) => c.html('<!doctype html><html lang="en"><title>Sent</title><h1>Sent</h1></html>'));
  uploads(app, web);
  return app;
}

interface Story {
  readonly page: Page;
  readonly owner: string;
}

async function open(
  language: Language = 'en',
  width: 'phone' | 'desktop' = 'phone',
  beforehand: (page: Page) => Promise<void> = async () => undefined,
): Promise<Story> {
  const page = await visit(browser, { language, width });
  await beforehand(page);
  const draft = formatDraftSecret(newDraftSecret(new Date()));
  await page.context().addCookies([{ name: 'draft', value: draft, url: origin }]);
  await page.goto(`${origin}/page/${language}`);
  return { page, owner: draftOwner(draft) ?? '' };
}

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/media', name);
const stored = (owner: string) => listDraftUploads(runtime, { tenant: TENANT, actor: STRANGER }, owner);
const stateOf = (page: Page, name: string) =>
  page.locator('.uploads li', { hasText: name }).locator('.upload-state');
const says = (page: Page, name: string, words: RegExp) =>
  expect.poll(() => stateOf(page, name).first().textContent(), { timeout: 15_000 }).toMatch(words);

/** Three pieces of sound. */
async function longSound(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const head = Buffer.from((await readFile(fixture('tone.wav'))).subarray(0, 44));
  const sound = Buffer.alloc(20_000_000, 128);
  head.writeUInt32LE(sound.length + 36, 4);
  head.writeUInt32LE(sound.length, 40);
  return { name: 'long.wav', mimeType: 'audio/wav', buffer: Buffer.concat([head, sound]) };
}

describe('a person who adds files', () => {
  it('sees and hears that a photo was added, and can take it back with the keyboard alone', async () => {
    const { page, owner } = await open();
    await page.setInputFiles('input[type=file]', fixture('phone-lumia-820.jpg'));
    await says(page, 'phone-lumia-820.jpg', /^Added$/);
    await expect.poll(() => page.getByRole('status').textContent()).toBe('Added: phone-lumia-820.jpg');
    expect(await stored(owner)).toMatchObject([{ name: 'phone-lumia-820.jpg', state: 'received' }]);
    await page.getByRole('button', { name: 'Remove phone-lumia-820.jpg' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => stored(owner)).toEqual([]);
    expect(await page.evaluate('document.activeElement.type')).toBe('file');
    expect(await page.getByRole('status').textContent()).toBe('Removed: phone-lumia-820.jpg');
  });

  it('may be quicker than the script: what was chosen before it woke is sent all the same', async () => {
    let wake = (): void => undefined;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const { page, owner } = await open('en', 'phone', async (fresh) => {
      await fresh.route('**/built/uploads.js', async (route) => {
        await woken;
        await route.continue();
      });
    });
    await page.setInputFiles('input[type=file]', fixture('phone-lumia-820.jpg'));
    wake();
    await says(page, 'phone-lumia-820.jpg', /^Added$/);
    expect(await stored(owner)).toMatchObject([{ name: 'phone-lumia-820.jpg', state: 'received' }]);
  });

  it('is told why a file was not taken, and how to go on', async () => {
    const { page, owner } = await open();
    await page.setInputFiles('input[type=file]', {
      name: 'photo.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('<html>no photo'),
    });
    await says(page, 'photo.jpg', /does not match its name.*save it again/);
    expect(await stored(owner)).toMatchObject([{ state: 'refused' }]);
  });

  it('can pause, is asked to wait when going on too early, and goes on', async () => {
    const { page, owner } = await open();
    pieceTakesMs = 600;
    await page.setInputFiles('input[type=file]', await longSound());
    await page.getByRole('button', { name: 'Pause long.wav' }).click();
    await says(page, 'long.wav', /^Paused at \d+%$/);
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toMatch(/wait until all files/);
    await page.getByRole('button', { name: 'Go on sending long.wav' }).click();
    await says(page, 'long.wav', /^Added$/);
    expect(await stored(owner)).toMatchObject([{ state: 'received', size: 20_000_044 }]);
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await page.getByRole('heading', { name: 'Sent' }).waitFor();
  });

  it('loses nothing when the line breaks, and need not do anything', async () => {
    const { page, owner } = await open();
    pieceTakesMs = 400;
    await page.setInputFiles('input[type=file]', await longSound());
    await says(page, 'long.wav', /^Sending: [1-9]/);
    await page.context().setOffline(true);
    await says(page, 'long.wav', /connection broke/);
    await page.context().setOffline(false);
    await says(page, 'long.wav', /^Added$/);
    expect(await stored(owner)).toMatchObject([{ state: 'received' }]);
  });

  it('goes on where it stood after the page was loaded anew and the file chosen again', async () => {
    const { page, owner } = await open();
    pieceTakesMs = 500;
    const sound = await longSound();
    // A file on the disk, as people have it: the same one can be chosen again.
    const path = join(directory, 'long.wav');
    await writeFile(path, sound.buffer);
    begun = 0;
    await page.setInputFiles('input[type=file]', path);
    await expect
      .poll(async () => (await stored(owner))[0]?.offset ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(0);
    await page.reload();
    await says(page, 'long.wav', /choose the same file again/);
    await page.setInputFiles('input[type=file]', path);
    await says(page, 'long.wav', /^Added$/);
    expect([begun, (await stored(owner)).length]).toEqual([1, 1]);
    expect(await page.locator('.uploads li').count()).toBe(1);
  });

  it.each(['en', 'ar'] as const)('finds a page without barriers, on a phone, in %s', async (language) => {
    const { page } = await open(language);
    await page.setInputFiles('input[type=file]', [fixture('camera.png'), fixture('tone.wav')]);
    await page.locator('.uploads li').nth(1).waitFor();
    await expect.poll(() => page.locator('.uploads progress:visible').count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    expect(await fitsWidth(page)).toBe(true);
    if (process.env.SHOTS)
      await page.screenshot({ path: join(process.env.SHOTS, `uploads-${language}.png`), fullPage: true });
  });
});
