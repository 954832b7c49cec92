/** Staff come in with a passphrase and a code; what should not work does not, and nobody is locked out by somebody else. */
import { beforeAll, describe, expect, test } from 'vitest';
import { arrive } from '../support/hands.ts';
import { codeNow } from '../support/officer.ts';
import {
  giveCode,
  lookAround,
  type Member,
  openSignInWorld,
  PASSPHRASE,
  pathOf,
  said,
} from '../support/sign-in-world.ts';

const { linkFor, open, setUp, givePassphrase, signOut } = await openSignInWorld();

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
