/** Staff come in, in both ways; what should not work does not, and nobody is locked out by somebody else. */
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteMember, resetFactors, setMemberActive, setUpPlace } from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import type { Caller, TenantId } from '#domain/kernel';
import { findBarriers, fitsWidth, openBrowser, type Visitor, visit } from '../support/browser.ts';
import { type RunningConcord, startConcord } from '../support/running-concord.ts';

const HAVEN = join(import.meta.dirname, '../../content/haven');
const PASSPHRASE = 'seven lanterns under the bridge';

let browser: Browser;
let concord: RunningConcord;
let tenant: TenantId;
const barriers: string[] = [];

const clerk = (): Caller => ({ tenant, actor: { kind: 'system', duty: 'command-line' } });
const linkFor = async (code: string) =>
  `/desk/set-up/${(await inviteMember(concord.runtime, clerk(), { code })).token}`;

/** The code of this step, or of one that comes, which is taken too, since clocks differ. */
function codeNow(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

async function open(visitor: Visitor = {}): Promise<{ page: Page; go: (path: string) => Promise<unknown> }> {
  const page = await visit(browser, visitor);
  return { page, go: (path) => page.goto(concord.baseUrl + path) };
}

async function lookAround(page: Page): Promise<void> {
  barriers.push(...(await findBarriers(page)));
  expect(await fitsWidth(page)).toBe(true);
}

const pathOf = (page: Page) => new URL(page.url()).pathname;
const said = (page: Page) => page.locator('.notice.danger li').allInnerTexts();

/** Press or click, and wait for the page that it leads to. */
async function arrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  const arrived = page.waitForEvent('domcontentloaded');
  await act();
  await arrived;
}

interface Member {
  readonly email: string;
  readonly secret: string;
  readonly recovery: readonly string[];
}

/** The first sign-in with passphrase and app; ends on the page of recovery codes. */
async function setUp(page: Page, code: string): Promise<Member> {
  await page.goto(concord.baseUrl + (await linkFor(code)));
  const secret = (await page.locator('[data-part="secret"]').textContent()) ?? '';
  await page.fill('[name=passphrase]', PASSPHRASE);
  await page.fill('[name=code]', codeNow(secret, -1));
  await arrive(page, () => page.click('main button[type=submit]'));
  const recovery = await page.locator('main .code-words li').allInnerTexts();
  return { email: `${code.replace('-', '.')}@haven.example`, secret, recovery };
}

async function givePassphrase(page: Page, email: string, passphrase = PASSPHRASE): Promise<void> {
  await page.goto(`${concord.baseUrl}/desk/sign-in`);
  await page.fill('[name=email]', email);
  await page.fill('[name=passphrase]', passphrase);
  await arrive(page, () => page.press('[name=passphrase]', 'Enter'));
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.fill('[name=code]', code);
  await arrive(page, () => page.press('[name=code]', 'Enter'));
}

/** A device with a finger reader, as Chromium's debugger offers it. */
async function addDevice(page: Page): Promise<void> {
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

async function signOut(page: Page): Promise<void> {
  await page.goto(`${concord.baseUrl}/desk/sessions`);
  await page.click('form[action="/desk/sign-out"] button');
  await page.waitForURL('**/desk/sign-in');
}

beforeAll(async () => {
  browser = await openBrowser();
  concord = await startConcord({
    prepare: async (runtime) => {
      tenant = (await setUpPlace(runtime, await readPlaceDirectory(HAVEN))).tenant;
    },
  });
});

afterAll(async () => {
  await browser?.close();
  await concord?.close();
});

describe('the first sign-in', () => {
  test('goes by the link alone, with the keyboard alone, with scripts off', async () => {
    const { page, go } = await open({ scripts: false, width: 'phone' });
    const link = await linkFor('ines-vidal');
    await go(link);
    expect(await page.locator('h1').textContent()).toContain('Inés Vidal');
    expect(await page.locator('#new-passkey').textContent()).toContain('need scripts');
    const tabTo = async (selector: string) => {
      for (let presses = 0; presses < 40; presses += 1) {
        if (await page.locator(`${selector}:focus`).count()) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`The keyboard does not reach ${selector}.`);
    };
    await tabTo('[name=passphrase]');
    await page.keyboard.type('password1234');
    await tabTo('summary');
    await tabTo('[name=code]');
    await page.keyboard.type('000000');
    await arrive(page, () => page.keyboard.press('Enter'));
    expect(await said(page)).toEqual([
      'Many people choose this, so it is tried first. Please take words that do not belong together.',
    ]);
    const secret = (await page.locator('[data-part="secret"]').textContent()) ?? '';
    await tabTo('[name=passphrase]');
    await page.keyboard.type(PASSPHRASE);
    await tabTo('[name=code]');
    await page.keyboard.type(codeNow(secret, -1));
    await arrive(page, () => page.keyboard.press('Enter'));
    expect(await page.locator('main .code-words li').count()).toBe(10);
    await go('/desk/sessions');
    expect(await page.locator('tbody tr').count()).toBe(1);
    const another = await open();
    await another.go(link);
    expect(await another.page.locator('h1').textContent()).toBe('This link does not work any more');
  });
});

describe('with a passphrase and a code', () => {
  let member: Member;
  beforeAll(async () => {
    const { page } = await open();
    member = await setUp(page, 'tomas-riera');
  });

  test('a wrong passphrase and an unknown address are answered alike', async () => {
    const { page } = await open();
    await givePassphrase(page, member.email, 'seven lanterns over the bridge');
    const wrong = await said(page);
    await givePassphrase(page, 'nobody@haven.example');
    expect(await said(page)).toEqual(wrong);
    expect(wrong).toHaveLength(1);
    await lookAround(page);
  });

  test('the passphrase alone opens nothing', async () => {
    const { page, go } = await open();
    await givePassphrase(page, member.email);
    expect(pathOf(page)).toBe('/desk/sign-in/code');
    await lookAround(page);
    for (const path of ['/desk', '/desk/sessions', '/desk/hat', '/desk/second-factor']) {
      await go(path);
      expect(pathOf(page)).toBe('/desk/sign-in/code');
    }
  });

  test('a wrong code is refused, a right one is taken once, and a replay of it never', async () => {
    const { page } = await open();
    await givePassphrase(page, member.email);
    await giveCode(page, '123456');
    expect(await said(page)).toEqual([
      'That code did not fit. Each code works once; please wait for the next one.',
    ]);
    const code = codeNow(member.secret);
    await giveCode(page, code);
    expect(pathOf(page)).toBe('/desk');
    const thief = await open();
    await givePassphrase(thief.page, member.email);
    await giveCode(thief.page, code);
    expect(pathOf(thief.page)).toBe('/desk/sign-in/code');
    expect(await said(thief.page)).toHaveLength(1);
  });

  test('a recovery code stands in for a lost phone, once', async () => {
    const [code = ''] = member.recovery;
    const { page } = await open();
    await givePassphrase(page, member.email);
    await giveCode(page, code.toUpperCase());
    expect(pathOf(page)).toBe('/desk');
    const again = await open();
    await givePassphrase(again.page, member.email);
    await giveCode(again.page, code);
    expect(await said(again.page)).toHaveLength(1);
  });

  test('the cookie is out of reach of scripts and changes at each step', async () => {
    const { page } = await open();
    const session = async () =>
      (await page.context().cookies()).find(({ name }) => name === 'concord') ?? { value: '' };
    await givePassphrase(page, member.email);
    const halfWay = await session();
    await giveCode(page, member.recovery[1] ?? '');
    const strong = await session();
    expect(strong).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(strong.value).not.toBe(halfWay.value);
    expect(strong.value).toMatch(/^[\w-]{43}$/);
  });
});

describe('with a passkey', () => {
  test('one step is enough, and it is bound to the person and this site', async () => {
    const { page, go } = await open();
    await addDevice(page);
    await go(await linkFor('nadia-ferrer'));
    await lookAround(page);
    await page.click('#new-passkey button');
    await page.waitForURL('**/desk');
    await signOut(page);
    await lookAround(page);
    await page.click('#passkey button');
    await page.waitForURL('**/desk');
    await go('/desk/sessions');
    expect(await page.locator('#factors').textContent()).toContain('1 passkey');
    await lookAround(page);
    // The only way in cannot be thrown away by a slip.
    await arrive(page, () => page.click('form[action="/desk/sessions/passkey"] button'));
    expect(await said(page)).toEqual(['This is your only way to sign in. Please add another one first.']);
    expect(await page.locator('#factors').textContent()).toContain('1 passkey');
  });

  test('is added to a passphrase, and taken away again', async () => {
    const { page, go } = await open();
    await addDevice(page);
    await setUp(page, 'jonas-adell');
    await go('/desk/second-factor');
    await lookAround(page);
    await page.click('#new-passkey button');
    await page.waitForURL('**/desk/sessions');
    expect(await page.locator('#factors').textContent()).toContain('1 passkey');
    await arrive(page, () => page.click('form[action="/desk/sessions/passkey"] button'));
    expect(await page.locator('#factors').textContent()).toContain('No passkey');
    await signOut(page);
    await page.click('#passkey button');
    await page.locator('[data-part="said"]:not(:empty)').waitFor();
    expect(pathOf(page)).toBe('/desk/sign-in');
  });

  test('a device that holds none is told so kindly', async () => {
    const { page, go } = await open();
    await addDevice(page);
    await go('/desk/sign-in');
    await page.click('#passkey button');
    const words = page.locator('[data-part="said"]:not(:empty)');
    await words.waitFor();
    expect(await words.textContent()).toMatch(/try again/);
    expect(pathOf(page)).toBe('/desk/sign-in');
  });

  test('an answer that was recorded opens nothing a second time', async () => {
    const { page, go } = await open();
    await addDevice(page);
    await go(await linkFor('eleni-markou'));
    await page.click('#new-passkey button');
    await page.waitForURL('**/desk');
    await signOut(page);
    const sent = page.waitForRequest((request) => request.url().endsWith('/desk/sign-in/passkey'));
    await page.click('#passkey button');
    const recorded = (await sent).postData() ?? '';
    await page.waitForURL('**/desk');
    const replay = await fetch(`${concord.baseUrl}/desk/sign-in/passkey`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: recorded,
    });
    expect(replay.status).toBe(401);
    expect(replay.headers.get('set-cookie')).toBeNull();
  });
});

describe('hats and sessions', () => {
  test('a member with two hats chooses one, and changes it under a new token', async () => {
    const { page, go } = await open();
    const { recovery } = await setUp(page, 'marta-quiles');
    expect(recovery).toHaveLength(10);
    await arrive(page, () => page.click('main .actions a'));
    expect(pathOf(page)).toBe('/desk/hat');
    await lookAround(page);
    const cookie = async () =>
      (await page.context().cookies()).find(({ name }) => name === 'concord')?.value ?? '';
    const before = await cookie();
    await page.check('[name=hat][value=supervisor]');
    await page.click('main form button');
    await page.waitForURL('**/desk');
    await go('/desk/sessions');
    expect(await page.locator('header').textContent()).toContain('Supervisor');
    const old = await fetch(`${concord.baseUrl}/desk/sessions`, {
      headers: { cookie: `concord=${before}` },
      redirect: 'manual',
    });
    expect(old.headers.get('location')).toBe('/desk/sign-in');
  });

  test('a session is ended from another, and its browser is a stranger at once', async () => {
    const first = await open();
    const member = await setUp(first.page, 'daan-mulder');
    const second = await open();
    await givePassphrase(second.page, member.email);
    await giveCode(second.page, member.recovery[0] ?? '');
    await second.go('/desk/sessions');
    expect(await second.page.locator('tbody tr').count()).toBe(2);
    await arrive(second.page, () => second.page.click('tbody form button'));
    expect(await second.page.locator('tbody tr').count()).toBe(1);
    await first.go('/desk/sessions');
    expect(pathOf(first.page)).toBe('/desk/sign-in');
  });

  test('a member who leaves, or whose phone is stolen, is out in the same moment', async () => {
    const left = await open();
    await setUp(left.page, 'lucia-peral');
    await setMemberActive(concord.runtime, clerk(), { code: 'lucia-peral', active: false });
    await left.go('/desk/sessions');
    expect(pathOf(left.page)).toBe('/desk/sign-in');
    await givePassphrase(left.page, 'lucia.peral@haven.example');
    expect(await said(left.page)).toHaveLength(1);

    const stolen = await open();
    await setUp(stolen.page, 'pau-serrano');
    await resetFactors(concord.runtime, clerk(), { code: 'pau-serrano' });
    await stolen.go('/desk/sessions');
    expect(pathOf(stolen.page)).toBe('/desk/sign-in');
    await givePassphrase(stolen.page, 'pau.serrano@haven.example');
    expect(await said(stolen.page)).toHaveLength(1);
  });

  test('another site can send nothing in the name of a member', async () => {
    const { page } = await open();
    await setUp(page, 'samira-haddad');
    const cookie = (await page.context().cookies()).find(({ name }) => name === 'concord')?.value;
    const forged = await fetch(`${concord.baseUrl}/desk/sign-out`, {
      method: 'POST',
      headers: { cookie: `concord=${cookie}`, origin: 'https://elsewhere.example' },
      redirect: 'manual',
    });
    expect(forged.status).toBe(403);
    await page.goto(`${concord.baseUrl}/desk/sessions`);
    expect(pathOf(page)).toBe('/desk/sessions');
  });
});

describe('guessing', () => {
  test('is slowed more and more, and the owner still comes in', async () => {
    const owner = await open();
    const member = await setUp(owner.page, 'carmen-luque');
    // This browser has signed in with the passphrase once, so it is known from now on.
    await signOut(owner.page);
    await givePassphrase(owner.page, member.email);
    await giveCode(owner.page, member.recovery[0] ?? '');
    expect(pathOf(owner.page)).toBe('/desk');
    await signOut(owner.page);

    const guesser = await open();
    const answers: string[] = [];
    for (let guess = 0; guess < 9; guess += 1) {
      await givePassphrase(guesser.page, member.email, `wrong passphrase number ${guess}`);
      answers.push((await said(guesser.page)).join());
    }
    expect(answers[0]).toContain('could not sign you in');
    expect(answers.at(-1)).toMatch(/^Please wait \d+ seconds?/);
    // Not even the right one is tried while the stranger has to wait.
    await givePassphrase(guesser.page, member.email);
    expect(pathOf(guesser.page)).toBe('/desk/sign-in');

    await givePassphrase(owner.page, member.email);
    expect(pathOf(owner.page)).toBe('/desk/sign-in/code');
    await giveCode(owner.page, member.recovery[1] ?? '');
    expect(pathOf(owner.page)).toBe('/desk');
  });
});

test('the pages read from right to left in Arabic, at the width of a phone', async () => {
  const { page, go } = await open({ language: 'ar', width: 'phone' });
  await go(await linkFor('marc-oliver'));
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await lookAround(page);
  await go('/desk/sign-in');
  await lookAround(page);
});

test('axe finds nothing on any page of these stories', () => {
  expect(barriers).toEqual([]);
});
