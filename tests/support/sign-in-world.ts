/** Haven with its staff, none of whom has signed in yet, and what they do at the door. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { inviteMember, setUpPlace } from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import type { Caller } from '#domain/kernel';
import { findBarriers, fitsWidth, openBrowser, type Visitor, visit } from './browser.ts';
import { arrive } from './hands.ts';
import { codeNow } from './officer.ts';
import { startConcord } from './running-concord.ts';

const HAVEN = join(import.meta.dirname, '../../content/haven');
export const PASSPHRASE = 'seven lanterns under the bridge';

export const pathOf = (page: Page): string => new URL(page.url()).pathname;
export const said = (page: Page): Promise<string[]> => page.locator('.notice.danger li').allInnerTexts();

/** Nothing in the way of anybody, and nothing that sticks out sideways. */
export async function lookAround(page: Page): Promise<void> {
  expect(await findBarriers(page)).toEqual([]);
  expect(await fitsWidth(page)).toBe(true);
}

export async function giveCode(page: Page, code: string): Promise<void> {
  await page.fill('[name=code]', code);
  await arrive(page, () => page.press('[name=code]', 'Enter'));
}

/** A device with a finger reader, as Chromium's debugger offers it. */
export async function addDevice(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

export interface Member {
  readonly email: string;
  readonly secret: string;
  readonly recovery: readonly string[];
}

/** Called once by a test file; Concord and the browser are closed after its last test. */
export async function openSignInWorld() {
  const concord = await startConcord();
  const { tenant } = await setUpPlace(concord.runtime, await readPlaceDirectory(HAVEN));
  const browser = await openBrowser();
  afterAll(async () => {
    await browser.close();
    await concord.close();
  });
  const clerk: Caller = { tenant, actor: { kind: 'system', duty: 'command-line' } };
  const linkFor = async (code: string): Promise<string> =>
    `/desk/set-up/${(await inviteMember(concord.runtime, clerk, { code })).token}`;

  const open = async (visitor: Visitor = {}) => {
    const page = await visit(browser, visitor);
    return { page, go: (path: string) => page.goto(concord.baseUrl + path) };
  };

  /** The first sign-in with passphrase and app; ends on the page of recovery codes. */
  const setUp = async (page: Page, code: string): Promise<Member> => {
    await page.goto(concord.baseUrl + (await linkFor(code)));
    const secret = (await page.locator('[data-part="secret"]').textContent()) ?? '';
    await page.fill('[name=passphrase]', PASSPHRASE);
    await page.fill('[name=code]', codeNow(secret, -1));
    await arrive(page, () => page.click('main button[type=submit]'));
    const recovery = await page.locator('main .code-words li').allInnerTexts();
    return { email: `${code.replace('-', '.')}@haven.example`, secret, recovery };
  };

  const givePassphrase = async (page: Page, email: string, passphrase = PASSPHRASE): Promise<void> => {
    await page.goto(`${concord.baseUrl}/desk/sign-in`);
    await page.fill('[name=email]', email);
    await page.fill('[name=passphrase]', passphrase);
    await arrive(page, () => page.press('[name=passphrase]', 'Enter'));
  };

  const signOut = async (page: Page): Promise<void> => {
    await page.goto(`${concord.baseUrl}/desk/sessions`);
    await page.click('form[action="/desk/sign-out"] button');
    await page.waitForURL('**/desk/sign-in');
  };

  return { concord, clerk, linkFor, open, setUp, givePassphrase, signOut };
}
