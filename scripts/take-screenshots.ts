/** Pictures of the main pages of the demo city, for the README and for a look before a release. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Visitor, visit } from '../tests/support/browser.ts';
import { type StartedServer, startServer } from './start-server.ts';

const TO = join(import.meta.dirname, '../docs/screenshots');

interface Picture extends Visitor {
  readonly name: string;
  readonly path: string;
  readonly staff?: boolean;
}

const PICTURES: readonly Picture[] = [
  { name: 'home', path: '/' },
  { name: 'home-phone', path: '/', width: 'phone' },
  { name: 'area', path: '/areas/old-harbour' },
  { name: 'area-phone-dark', path: '/areas/old-harbour', width: 'phone', dark: true },
  { name: 'area-arabic', path: '/areas/old-harbour', language: 'ar' },
  { name: 'reports', path: '/areas/old-harbour/reports' },
  { name: 'report-phone', path: '/report', width: 'phone' },
  { name: 'report-greek-phone', path: '/report', width: 'phone', language: 'el' },
  { name: 'follow-phone', path: '/follow', width: 'phone' },
  { name: 'sign-in', path: '/desk/sign-in' },
  { name: 'desk', path: '/desk', staff: true },
  { name: 'desk-phone', path: '/desk', staff: true, width: 'phone' },
];

/** The first demo sign-in, as it was printed. */
function readSignIn({ said }: StartedServer): { email: string; passphrase: string; key: string } {
  const line = said
    .map((text) => /^\s+(\S+@\S+) {2}passphrase: (.+?) {2}one-time code key: (.+)$/.exec(text))
    .find(Boolean);
  if (!line) throw new Error('Concord printed no demo sign-in.');
  const [, email = '', passphrase = '', key = ''] = line;
  return { email, passphrase, key: key.replaceAll(' ', '') };
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

async function take(
  browser: Browser,
  server: StartedServer,
  picture: Picture,
  storage: string | undefined,
): Promise<void> {
  const page = await visit(browser, storage ? { ...picture, storage } : picture);
  const answer = await page.goto(`${server.baseUrl}${picture.path}`);
  if (answer?.status() !== 200) throw new Error(`${picture.path} answered ${answer?.status()}.`);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.screenshot({ path: join(TO, `${picture.name}.png`), fullPage: picture.width === 'phone' });
  process.stdout.write(`${picture.name}\n`);
  await page.context().close();
}

const data = mkdtempSync(join(tmpdir(), 'concord-pictures-'));
const server = await startServer(data);
const browser = await openBrowser();
try {
  mkdirSync(TO, { recursive: true });
  const wanted = process.argv.slice(2);
  const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  let storage: string | undefined;
  if (pictures.some(({ staff }) => staff)) {
    storage = join(data, 'signed-in.json');
    const page = await visit(browser);
    await signIn(page, server);
    await page.context().storageState({ path: storage });
  }
  for (const picture of pictures) await take(browser, server, picture, picture.staff ? storage : undefined);
} finally {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.disconnect?.();
