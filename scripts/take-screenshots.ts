/** Pictures of the main pages of the demo city, for the README and for a look before a release. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser, visit } from '../tests/support/browser.ts';
import { PICTURES, type Picture, type Printed } from './pictures.ts';
import { type StartedServer, startServer } from './start-server.ts';

const TO = join(import.meta.dirname, '../docs/screenshots');
/** Nobody looks at more of a long page than this. */
const TALLEST = { phone: 1600, desktop: 1100 } as const;

/** The first demo sign-in, as it was printed. */
function readSignIn({ said }: StartedServer): { email: string; passphrase: string; key: string } {
  const line = said
    .map((text) => /^\s+(\S+@\S+) {2}passphrase: (.+?) {2}one-time code key: (.+)$/.exec(text))
    .find(Boolean);
  if (!line) throw new Error('Concord printed no demo sign-in.');
  const [, email = '', passphrase = '', key = ''] = line;
  return { email, passphrase, key: key.replaceAll(' ', '') };
}

interface Told {
  readonly receipts: readonly {
    readonly key: string;
    readonly receipt: { readonly words: readonly string[] };
  }[];
}

/** What the command tells about the running city. */
async function askReceipts(dataDirectory: string): Promise<Printed> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, '../cli/concord.mjs'), '--json', 'demo', '--receipts'],
    { env: { ...process.env, CONCORD_DATA: dataDirectory, CONCORD_LOG: 'warn' } },
  );
  const { receipts }: Told = JSON.parse(stdout);
  const receiptOf = (report: string): string => {
    const found = receipts.find(({ key }) => key === report);
    if (!found) throw new Error(`The demo city has no receipt of ${report}.`);
    return found.receipt.words.join(' ');
  };
  return { receiptOf };
}

async function signIn(page: Page, server: StartedServer): Promise<void> {
  const { email, passphrase, key } = readSignIn(server);
  await page.goto(`${server.baseUrl}/desk/sign-in`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=passphrase]').fill(passphrase);
  await page.locator('main form button[type=submit]').last().click();
  await page.waitForURL('**/desk/sign-in/code');
  await page.locator('input[name=code]').fill(new TOTP({ secret: Secret.fromBase32(key) }).generate());
  await page.locator('main form button[type=submit]').last().click();
  await page.waitForURL((url) => !url.pathname.startsWith('/desk/sign-in'));
}

interface Studio {
  readonly browser: Browser;
  readonly server: StartedServer;
  readonly printed: Printed;
  /** The cookies of an officer who signed in. */
  readonly storage: string;
}

async function take({ browser, server, printed, storage }: Studio, picture: Picture): Promise<void> {
  const page = await visit(browser, picture.staff ? { ...picture, storage } : picture);
  const answer = await page.goto(`${server.baseUrl}${picture.path}`);
  if (answer?.status() !== 200) throw new Error(`${picture.path} answered ${answer?.status()}.`);
  await picture.goOn?.(page, printed);
  // The desk and the follow page keep a line open for what comes, so there is never silence to wait for.
  await page.waitForLoadState('load');
  await page.evaluate('document.fonts.ready');
  const width = picture.width === 'phone' ? 'phone' : 'desktop';
  const shot = await page.screenshot({ fullPage: true });
  const { width: wide = 0, height: tall = 0 } = await sharp(shot).metadata();
  await sharp(shot)
    .extract({ left: 0, top: 0, width: wide, height: Math.min(tall, TALLEST[width]) })
    .png({ palette: true, colours: 128, effort: 10, compressionLevel: 9 })
    .toFile(join(TO, `${picture.name}.png`));
  process.stdout.write(`${picture.name}\n`);
  await page.context().close();
}

/** For the first page of the README: a neighbourhood on a phone before the officers' desk. */
async function composeOverview(): Promise<void> {
  const phone = await sharp(join(TO, 'area-phone.png'))
    .extract({ left: 0, top: 0, width: 360, height: 740 })
    .toBuffer();
  const desk = await sharp(join(TO, 'desk-report.png'))
    .extract({ left: 0, top: 0, width: 1280, height: 800 })
    .toBuffer();
  await sharp({ create: { width: 1680, height: 900, channels: 3, background: '#e9e4da' } })
    .composite([
      { input: desk, left: 360, top: 40 },
      {
        input: { create: { width: 368, height: 748, channels: 3, background: '#1b2426' } },
        left: 36,
        top: 116,
      },
      { input: phone, left: 40, top: 120 },
    ])
    .png({ palette: true, colours: 128, effort: 10, compressionLevel: 9 })
    .toFile(join(TO, 'overview.png'));
}

const data = mkdtempSync(join(tmpdir(), 'concord-pictures-'));
const server = await startServer(data);
const browser = await openBrowser();
try {
  mkdirSync(TO, { recursive: true });
  const wanted = process.argv.slice(2);
  const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const storage = join(data, 'signed-in.json');
  if (pictures.some(({ staff }) => staff)) {
    const page = await visit(browser);
    await signIn(page, server);
    await page.context().storageState({ path: storage });
  }
  const studio = { browser, server, printed: await askReceipts(data), storage };
  for (const picture of pictures) await take(studio, picture);
  if (wanted.length === 0) await composeOverview();
} finally {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.disconnect?.();
