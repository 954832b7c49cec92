/** Staff come in with what their device holds. */
import { describe, expect, test } from 'vitest';
import { arrive } from '../support/hands.ts';
import { addDevice, lookAround, openSignInWorld, pathOf, said } from '../support/sign-in-world.ts';

const { concord, linkFor, open, setUp, signOut } = await openSignInWorld();

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
