/** Officers at their desk: by keyboard alone, two at once, without scripts, in Arabic; and those who should see nothing. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hat, Id, TenantId } from '#domain/kernel';
import { findBarriers, fitsWidth, openBrowser, type Visitor, visit } from '../support/browser.ts';
import { raiseHaven, signInAs, type Told, tell } from '../support/desk-city.ts';
import { type RunningConcord, startConcord } from '../support/running-concord.ts';

const PHOTO = join(import.meta.dirname, '../fixtures/media/camera-orientation-6.jpg');

let browser: Browser;
let concord: RunningConcord;
let tenant: TenantId;
let elsewhere: TenantId;

beforeAll(async () => {
  browser = await openBrowser();
  concord = await startConcord({
    settings: { CONCORD_DEMO: 'off' },
    prepare: async (runtime) => {
      tenant = await raiseHaven(runtime);
      elsewhere = await raiseHaven(runtime, 'elsewhere');
    },
  });
});

afterAll(async () => {
  await browser?.close();
  await concord?.close();
});

const told = (report: Told): Promise<Id<'report'>> => tell(concord.runtime, tenant, report);

async function officer(code: string, visitor: Visitor = {}, hat: Hat = 'cpo'): Promise<Page> {
  const page = await visit(browser, visitor);
  const value = await signInAs(concord.runtime, tenant, code, hat);
  await page.context().addCookies([{ name: 'concord', value, url: concord.baseUrl }]);
  return page;
}

const go = (page: Page, path: string) => page.goto(concord.baseUrl + path);
const at = (report: string) => `/desk/reports/${report}`;

async function lookAround(page: Page): Promise<void> {
  expect(await findBarriers(page)).toEqual([]);
  expect(await fitsWidth(page)).toBe(true);
}

/** The keys answer once their island has started. */
async function keysReady(page: Page): Promise<void> {
  await page.locator('.desk-keys').waitFor({ state: 'visible' });
}

/** Tab on until the focus is where it should be, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The focus never came to ${selector}.`);
}

async function arrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  const arrived = page.waitForEvent('domcontentloaded');
  await act();
  await arrived;
}

const done = (page: Page) => page.locator('.notice.success .notice-title').textContent();
const status = (page: Page) => page.locator('.status').textContent();

test('an officer places a report, replies with a promise, passes it on and closes it, by keyboard alone', async () => {
  const report = await told({ words: 'A scooter without a silencer, every night', hoursAgo: 100 });
  const page = await officer('ines-vidal');
  await go(page, '/desk');
  await keysReady(page);
  await lookAround(page);
  expect(await page.locator('#tray-overdue').textContent()).toBe('Overdue');
  for (let line = 0; line < 40; line += 1) {
    await page.keyboard.press('j');
    if (await page.evaluate((id) => document.activeElement?.closest('.item')?.id === `item-${id}`, report))
      break;
  }
  await arrive(page, () => page.keyboard.press('Enter'));
  await keysReady(page);
  expect(page.url()).toContain(report);
  await lookAround(page);

  await page.keyboard.press('a');
  await page.keyboard.type('Inés');
  await tabToBackwards(page, '#field-triage-reason');
  await page.keyboard.type('Many people cannot sleep');
  await tabTo(page, '#triage-details button[type=submit]');
  await arrive(page, () => page.keyboard.press('Enter'));
  expect(await done(page)).toBe('Saved');
  expect(await page.locator('#triage').textContent()).toContain('You have it');

  await keysReady(page);
  await page.keyboard.press('r');
  await page.keyboard.type('I will listen there tonight.');
  await tabTo(page, '#field-reply-promise');
  await page.keyboard.type(
    typedDate(await page.locator('#field-reply-promise').evaluate(() => navigator.language)),
  );
  await tabTo(page, '#reply .actions button[type=submit]');
  await arrive(page, () => page.keyboard.press('Enter'));
  expect(await done(page)).toBe('Your reply was sent');
  expect(await status(page)).toContain('Promised');
  expect(await page.locator('.letter.own .written').textContent()).toBe('I will listen there tonight.');

  await tabTo(page, '#refer summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '#field-refer-agency');
  await page.keyboard.type('Neighbour');
  await tabTo(page, '#field-refer-words');
  await page.keyboard.type('Two trained neighbours will call you.');
  await tabTo(page, '#refer button[type=submit]');
  await arrive(page, () => page.keyboard.press('Enter'));
  expect(await status(page)).toContain('Neighbour mediation');

  await tabTo(page, '#close summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '#field-close-outcome');
  await page.keyboard.press('Space');
  await tabTo(page, '#close button[type=submit]');
  await arrive(page, () => page.keyboard.press('Enter'));
  expect(await page.locator('.notice.danger li').allInnerTexts()).toEqual(['Please fill this in.']);
  await lookAround(page);
  expect(await page.locator('#field-close-outcome').isChecked()).toBe(true);
  await tabTo(page, '#field-close-words');
  await page.keyboard.type('They talked, and it is quiet now.');
  await tabTo(page, '#close button[type=submit]');
  await arrive(page, () => page.keyboard.press('Enter'));
  expect(await done(page)).toBe('Closed, and they were told');
  expect(await status(page)).toContain('Solved');
  expect(await page.locator('#reply').count()).toBe(0);
  await lookAround(page);
});

async function tabToBackwards(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`The focus never came back to ${selector}.`);
}

/** A day next year, typed in the order in which the browser's calendar asks for it. */
function typedDate(language: string): string {
  const year = new Date().getFullYear() + 1;
  return language === 'en' || language === 'en-US' ? `0315${year}` : `1503${year}`;
}

test('two officers at once: the second hears of it, loses no word, and decides again', async () => {
  const report = await told({ words: 'Broken glass on the playground' });
  const ines = await officer('ines-vidal');
  const marta = await officer('marta-quiles', {}, 'supervisor');
  await go(ines, at(report));
  await go(marta, at(report));
  await ines.locator('.beside-report .item').first().waitFor();
  await ines.fill('#field-reply-words', 'I have typed this for ten minutes.');
  await marta.fill('#field-note-words', 'The council knows.');
  await arrive(marta, () => marta.click('#note button[type=submit]'));
  expect(await marta.locator('.notes').textContent()).toContain('The council knows.');
  await ines.locator('[data-part="fresh"] button').waitFor();
  expect(await ines.inputValue('#field-reply-words')).toBe('I have typed this for ten minutes.');

  await arrive(ines, () => ines.click('#reply .actions button[type=submit]'));
  expect(await ines.locator('.notice.warning').textContent()).toContain('Somebody changed this report');
  expect(await ines.inputValue('#field-reply-words')).toBe('I have typed this for ten minutes.');
  await lookAround(ines);
  expect(await ines.locator('.notes').textContent()).toContain('The council knows.');
  await arrive(ines, () => ines.click('#reply .actions button[type=submit]'));
  expect(await done(ines)).toBe('Your reply was sent');
});

test('what is new can be brought in beside a half written reply, which stays and is then sent', async () => {
  const report = await told({ words: 'A window was broken' });
  const ines = await officer('ines-vidal');
  const marta = await officer('marta-quiles', {}, 'supervisor');
  await go(ines, at(report));
  await ines.locator('.beside-report .item').first().waitFor();
  await ines.fill('#field-reply-words', 'Half a sentence');
  await go(marta, at(report));
  await marta.fill('#field-reply-words', 'We will look at it together.');
  await arrive(marta, () => marta.click('#reply .actions button[type=submit]'));
  await ines.click('[data-part="fresh"] button');
  await ines.locator('.letter .written', { hasText: 'We will look at it together.' }).waitFor();
  expect(await ines.inputValue('#field-reply-words')).toBe('Half a sentence');
  await arrive(ines, () => ines.click('#reply .actions button[type=submit]'));
  expect(await done(ines)).toBe('Your reply was sent');
});

test('a new report comes into the list by itself; the focus and the search that was begun stay', async () => {
  await told({ words: 'An old report to hold on to' });
  const page = await officer('ines-vidal');
  await go(page, '/desk?group=new');
  await keysReady(page);
  await page.fill('#desk-search', 'half a wo');
  const line = page.locator('.item', { hasText: 'An old report to hold on to' });
  await line.locator('a').focus();
  // The stream of events has to be open before something happens.
  await page.waitForTimeout(1500);
  await told({ words: 'Something that happened just now' });
  await page.locator('.item', { hasText: 'Something that happened just now' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('An old report to hold on to');
  expect(await page.inputValue('#desk-search')).toBe('half a wo');
  expect(await page.locator('[data-part="arrived"]').textContent()).toBe('1 new in this list');
});

test('the keys are explained, can be switched off, and never take a letter from what is typed', async () => {
  const page = await officer('ines-vidal');
  await go(page, '/desk');
  await keysReady(page);
  await page.keyboard.press('/');
  await page.keyboard.type('jar?');
  expect(await page.inputValue('#desk-search')).toBe('jar?');
  expect(await page.locator('dialog').isVisible()).toBe(false);
  await page.locator('main').focus();
  await page.keyboard.press('?');
  await page.locator('dialog').waitFor({ state: 'visible' });
  await lookAround(page);
  await page.click('dialog input[type=checkbox]');
  await page.keyboard.press('Escape');
  await page.locator('main').focus();
  await page.keyboard.press('?');
  expect(await page.locator('dialog').isVisible()).toBe(false);
});

test('an officer of another unit, another place, and a stranger find nothing', async () => {
  const report = await told({ words: 'Not for everybody' });
  const ruth = await officer('ruth-benet');
  expect((await go(ruth, at(report)))?.status()).toBe(404);
  expect(await ruth.content()).not.toContain('Not for everybody');
  const other = await visit(browser);
  const value = await signInAs(concord.runtime, elsewhere, 'ines-vidal', 'cpo');
  await other.context().addCookies([
    { name: 'concord', value, url: concord.baseUrl },
    { name: 'place', value: 'elsewhere', url: concord.baseUrl },
  ]);
  expect((await go(other, '/desk'))?.status()).toBe(200);
  expect((await go(other, at(report)))?.status()).toBe(404);
  // Back in this place, a session of the other is none.
  await other.context().addCookies([{ name: 'place', value: 'haven', url: concord.baseUrl }]);
  await go(other, at(report));
  expect(new URL(other.url()).pathname).toBe('/desk/sign-in');
  const administrator = await officer('pilar-toledo', {}, 'administrator');
  await go(administrator, '/desk');
  expect(await administrator.locator('main').textContent()).toContain('This hat has no inbox');
  expect((await go(administrator, at(report)))?.status()).toBe(404);
});

test('whoever gives a report to another unit is back at the inbox, told so, and the other unit has it', async () => {
  const report = await told({ words: 'This belongs to the traffic unit' });
  const page = await officer('ines-vidal');
  await go(page, at(report));
  await page.selectOption('#field-triage-unit', { label: 'Traffic unit' });
  await page.fill('#field-triage-reason', 'It is about a crossing');
  await arrive(page, () => page.click('#triage-details button[type=submit]'));
  expect(new URL(page.url()).pathname).toBe('/desk');
  expect(await done(page)).toBe('Given on. Others have it now.');
  await lookAround(page);
  expect(await page.locator(`#item-${report}`).count()).toBe(0);
  const victor = await officer('victor-sanz');
  expect((await go(victor, at(report)))?.status()).toBe(200);
});

test('a supervisor of another unit says why first; the reason stands in no address', async () => {
  const report = await told({ words: 'Seen by somebody from elsewhere' });
  const page = await officer('hugo-baeza', {}, 'supervisor');
  expect((await go(page, at(report)))?.status()).toBe(403);
  await lookAround(page);
  expect(await page.content()).not.toContain('Seen by somebody from elsewhere');
  await arrive(page, () => page.click('main button[type=submit]'));
  expect(await page.locator('.notice.danger li').count()).toBe(1);
  await page.fill('#field-reason', 'A complaint about a late answer');
  await arrive(page, () => page.click('main button[type=submit]'));
  expect(await page.locator('#told').textContent()).toContain('Seen by somebody from elsewhere');
  expect(page.url()).not.toContain('complaint');
  await page.fill('#field-note-words', 'I called the officer.');
  await arrive(page, () => page.click('#note button[type=submit]'));
  expect(await done(page)).toBe('Note kept');
});

test('on a phone without scripts: a template, a reply that asks, and the way back to the same list', async () => {
  const report = await told({ words: '¿Puede pasar alguien?', language: 'es', hoursAgo: 2 });
  const page = await officer('ines-vidal', { scripts: false, width: 'phone' });
  await go(page, '/desk?scope=unit&group=new');
  await page.click(`#item-${report} a`);
  await page.click('.details summary:has-text("Begin with a template")');
  await page.click('.templates a:has-text("A question to you")');
  expect(await page.inputValue('#field-reply-words')).toContain('Gracias por su aviso');
  expect(await page.inputValue('#field-reply-words')).toContain('Inés Vidal');
  await page.check('#field-reply-asks');
  await page.click('#reply summary:has-text("Add files")');
  await page.setInputFiles('#field-files', {
    name: 'map.txt',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture'),
  });
  await page.click('#reply button[type=submit]:not([name])');
  expect(await page.locator('.notice.danger li').count()).toBe(1);
  expect(await page.inputValue('#field-reply-words')).toContain('Gracias por su aviso');
  await page.setInputFiles('#field-files', PHOTO);
  await page.click('#reply button[type=submit]:not([name])');
  expect(await done(page)).toBe('Your reply was sent');
  expect(await page.locator('.letter.own .desk-media li').count()).toBe(1);
  expect(await status(page)).toContain('Waiting for their answer');
  expect(await page.locator('.letter.own .written').getAttribute('lang')).toBe('es');
  await page.click('[data-part="back"]');
  expect(new URL(page.url()).search).toBe('?scope=unit&group=new');
});

test('in Arabic, light and dark, the desk reads from the right and nothing sticks out', async () => {
  const report = await told({ words: 'الضوء معطل أمام المدرسة', language: 'ar' });
  for (const visitor of [
    { language: 'ar', width: 'phone' },
    { language: 'ar', dark: true },
  ] as const) {
    const page = await officer('ines-vidal', visitor);
    for (const path of ['/desk', at(report), '/desk/search']) {
      await go(page, path);
      expect(await page.getAttribute('html', 'dir')).toBe('rtl');
      await lookAround(page);
    }
    await page.context().close();
  }
});

test('how to reach somebody is shown only when asked for, and what is public is decided with a reason', async () => {
  const report = await told({ words: 'Please call me', email: 'ana.prat@example.org' });
  const page = await officer('ines-vidal');
  await go(page, at(report));
  expect(await page.content()).not.toContain('ana.prat@example.org');
  await arrive(page, () => page.click('#reach button'));
  expect(await page.locator('#reach').textContent()).toContain('ana.prat@example.org');
  expect(await page.locator('#publication').textContent()).toContain('Nothing of this report is public');
  await page.click('#publish > summary');
  await page.fill('#field-publish-title-en', 'Lamps on the quay');
  await page.fill('#field-publish-words-en', 'They work again.');
  await arrive(page, () => page.click('#publish button[type=submit]'));
  expect(await page.locator('#error-publish-reason').count()).toBe(1);
  expect(await page.inputValue('#field-publish-title-en')).toBe('Lamps on the quay');
  await lookAround(page);
  await page.fill('#field-publish-reason', 'Many people asked');
  await arrive(page, () => page.click('#publish button[type=submit]'));
  expect(await page.locator('#publication').textContent()).toContain('Lamps on the quay');
});
