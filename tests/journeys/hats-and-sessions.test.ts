/** What staff wear and where they are signed in; whoever leaves is out at once. */
import { describe, expect, test } from 'vitest';
import { resetFactors, setMemberActive } from '#domain/journeys';
import { arrive } from '../support/hands.ts';
import { giveCode, lookAround, openSignInWorld, pathOf, said } from '../support/sign-in-world.ts';

const { concord, clerk, open, setUp, givePassphrase } = await openSignInWorld();

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
    await setMemberActive(concord.runtime, clerk, { code: 'lucia-peral', active: false });
    await left.go('/desk/sessions');
    expect(pathOf(left.page)).toBe('/desk/sign-in');
    await givePassphrase(left.page, 'lucia.peral@haven.example');
    expect(await said(left.page)).toHaveLength(1);

    const stolen = await open();
    await setUp(stolen.page, 'pau-serrano');
    await resetFactors(concord.runtime, clerk, { code: 'pau-serrano' });
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
