/** A resident comes back with the receipt: reads, writes, is answered, opens it again, says whether it helped, erases it. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepReceipt, receiptOf } from '#domain/identity';
import { closeReport, openReport, replyToReport, setUpPlace } from '#domain/journeys';
import { type Place, placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import { type Caller, type Id, later, newId, type TenantId } from '#domain/kernel';
import { type Kind, submit } from '#domain/reports';
import { aStaffMember, withUse } from '#testing';
import { findBarriers, fitsWidth, openBrowser, type Visitor, visit } from '../support/browser.ts';
import { type RunningConcord, startConcord } from '../support/running-concord.ts';

const ROOT = join(import.meta.dirname, '../..');
const PHOTO = join(ROOT, 'tests/fixtures/media/phone-lumia-820.jpg');

let browser: Browser;
let concord: RunningConcord;
let tenant: TenantId;
let place: Place;
const barriers: string[] = [];

interface Told {
  readonly report: Id<'report'>;
  readonly words: string;
  readonly digits: string;
  readonly officer: Caller;
}

/** A report as the form stores it, and an officer of the unit that holds it. */
async function tell(more: { kind?: Kind; email?: string; sensitive?: boolean } = {}): Promise<Told> {
  const { kind = 'incident', email, sensitive = false } = more;
  const category = place.categories.find((one) => one.kind === kind);
  const unit = place.units[0]?.id;
  if (!category || !unit) throw new Error('Haven lacks a category or a unit.');
  const receipt = receiptOf(randomBytes(16));
  const { report } = await withUse(
    concord.runtime.pool,
    tenant,
    async (use) => {
      const sent = await submit(use, {
        ...{ id: newId<'report'>(), kind, category: category.id, sensitive, language: 'en' },
        ...{ tier: 'identified', area: null, cell: null, unit, firstReplyHours: 48, outcomeDays: 14 },
        content: {
          words: 'The lamp at the fish market is <b>dark</b> again',
          place: { words: 'Fish market', how: 'words' },
          ...{ when: { type: 'unknown' }, answers: {}, onBehalf: false },
        },
        contact: { name: 'Ana Pons', ...(email && { email }) },
      });
      await keepReceipt(use, receipt.locatorHash, sent.report, sent.subject);
      if (email) await later(use, 'write-to-resident', { report: sent.report, about: 'received' });
      return sent;
    },
    { keyring: concord.runtime.keyring },
  );
  const officer: Caller = { tenant, actor: aStaffMember('cpo', unit) };
  return { report, words: receipt.words.join(' '), digits: receipt.digits.join(''), officer };
}

const answer = ({ report, officer }: Told, words: string) =>
  replyToReport(concord.runtime, officer, { report, words, language: 'en' });

const close = ({ report, officer }: Told, words = 'The lamp was mended on Monday.') =>
  closeReport(concord.runtime, officer, { report, outcome: 'solved', words, language: 'en' });

async function enter(page: Page, code: string): Promise<void> {
  await page.goto(`${concord.baseUrl}/follow`);
  await page.fill('[name=receipt]', code);
  await page.click('main form button');
  await page.waitForLoadState();
}

async function follow(told: Told, visitor: Visitor = {}): Promise<Page> {
  const page = await visit(browser, visitor);
  await enter(page, told.words);
  return page;
}

async function lookAround(page: Page): Promise<void> {
  barriers.push(...(await findBarriers(page)));
  expect(await fitsWidth(page)).toBe(true);
}

const status = (page: Page) => page.locator('.status').textContent();
const letters = (page: Page) => page.locator('.letter .written').allInnerTexts();

beforeAll(async () => {
  browser = await openBrowser();
  concord = await startConcord({
    prepare: async (runtime) => {
      ({ tenant } = await setUpPlace(runtime, await readPlaceDirectory(join(ROOT, 'content/haven'))));
      place = await placeOf(runtime, tenant);
    },
  });
});

afterAll(async () => {
  await browser?.close();
  await concord?.close();
});

test('a code that cannot be right says which word to look at, and keeps what was typed', async () => {
  const told = await tell();
  const page = await visit(browser);
  const wrong = told.words.replace(/^\S+/, 'lampost');
  await enter(page, wrong);
  expect(await page.locator('.notice.danger').textContent()).toContain('word number 1');
  expect(await page.inputValue('[name=receipt]')).toBe(wrong);
  await lookAround(page);
  await page.context().close();
});

test('the digits behind the # of the printed picture fill the field and never reach the server', async () => {
  const told = await tell();
  const page = await visit(browser);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
  await page.goto(`${concord.baseUrl}/follow#${told.digits}`);
  await expect.poll(() => page.inputValue('[name=receipt]')).not.toBe('');
  expect(page.url()).toBe(`${concord.baseUrl}/follow`);
  expect(asked.join().replaceAll(/\D/g, '')).not.toContain(told.digits);
  await page.click('main form button');
  await page.waitForURL('**/follow/report');
  await page.context().close();
});

test('the whole way: read, write, be answered while writing, read the end, answer, open it again', async () => {
  const told = await tell({ email: 'ana@example.org' });
  const page = await follow(told);
  expect(await status(page)).toMatch(/^It has arrived\. .+ will answer by .+\.$/);
  expect(await page.locator('#told').innerHTML()).toContain('&lt;b&gt;dark&lt;/b&gt;');
  await lookAround(page);

  await page.fill('[name=words]', 'It is the second lamp from the left.');
  await page.click('#write .actions button');
  await page.waitForURL('**said=sent');
  expect(await letters(page)).toEqual(['It is the second lamp from the left.']);
  expect(await page.locator('.letter').textContent()).toContain('Not read yet');

  await page.fill('[name=words]', 'One more thing I am writing');
  await openReport(concord.runtime, told.officer, { report: told.report });
  await answer(told, 'Thank you. We go and look on Monday.');
  await expect.poll(() => page.locator('.letter').count()).toBe(2);
  expect(await page.inputValue('[name=words]')).toBe('One more thing I am writing');
  expect(await page.locator('[data-live-says]').textContent()).toBe('There is a new letter for you.');
  expect(await page.locator('#live-opened').textContent()).toContain('A neighbourhood officer');
  expect(await page.locator('.letter').first().textContent()).toContain('Read ');

  await close(told);
  await expect.poll(() => page.locator('.letter').count()).toBe(3);
  expect(await page.inputValue('[name=words]')).toBe('One more thing I am writing');
  await page.click('#write .actions button');
  await page.waitForSelector('#open-again');
  expect(await page.locator('.notice.danger').textContent()).toContain('changed while you were writing');
  expect(await page.inputValue('#open-again [name=words]')).toBe('One more thing I am writing');
  expect(await status(page)).toContain('It was solved.');

  await page.check('[name=helped][value=partly]');
  await page.fill('[name=remark]', 'The bench is still broken.');
  await page.click('#feedback .actions button');
  await page.waitForURL('**said=thanks');
  expect(await page.isChecked('[name=helped][value=partly]')).toBe(true);
  expect(await page.inputValue('[name=remark]')).toBe('The bench is still broken.');
  await lookAround(page);

  await page.fill('#open-again [name=words]', 'It went dark again.');
  await page.click('#open-again .actions button');
  await page.waitForURL('**said=reopened');
  expect((await letters(page)).at(-1)).toBe('It went dark again.');
  expect(await page.locator('#feedback').count()).toBe(0);

  await page.goto(`${concord.baseUrl}/mail-catcher`);
  const mails = await page.locator('[data-mail]').allInnerTexts();
  expect(mails.length).toBeGreaterThanOrEqual(2);
  expect(mails.join()).not.toMatch(/lamp|market|Ana Pons|Monday/i);
  const link = /https?:\S+no-mail\S+/.exec(mails.join('\n'))?.[0] ?? '';
  const oneClick = await fetch(link, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
  expect(oneClick.status).toBe(200);
  await page.goto(`${concord.baseUrl}/follow/report`);
  expect(await page.locator('#choices').textContent()).toContain('You asked for no more mails.');
  await page.context().close();
});

test('without scripts: a letter with a photo, and the end with its question', async () => {
  const told = await tell();
  const page = await follow(told, { scripts: false, width: 'phone' });
  await page.fill('[name=words]', 'Here is a photo.');
  await page.click('#write summary');
  await page.setInputFiles('[name=files]', PHOTO);
  await page.click('#write .actions button');
  await page.waitForURL('**said=sent');
  expect(await letters(page)).toEqual(['Here is a photo.']);
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.locator('.letter img').count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  const source = (await page.locator('.letter img').getAttribute('src')) ?? '';
  const photo = await page.request.get(`${concord.baseUrl}${source.replace('small', 'whole')}`);
  expect(photo.status()).toBe(200);
  const bytes = await photo.body();
  expect(bytes.includes(Buffer.from('Exif'))).toBe(false);
  expect(readFileSync(PHOTO).includes(Buffer.from('Exif'))).toBe(true);
  await close(told);
  await page.reload();
  await page.check('[name=helped][value=yes]');
  await page.click('#feedback .actions button');
  expect(await page.locator('.notice.success').textContent()).toContain('Thank you');
  await page.context().close();
});

test('a letter that was being written when the time was over is given back after the code', async () => {
  const told = await tell();
  const page = await follow(told);
  await page.fill('[name=words]', 'A long and careful letter');
  await page.context().clearCookies();
  await page.click('#write .actions button');
  await page.waitForSelector('[name=receipt]');
  expect(await page.locator('.notice').textContent()).toContain('not lost');
  await page.fill('[name=receipt]', told.words);
  await page.click('main form button');
  await page.waitForSelector('#write');
  expect(await page.inputValue('[name=words]')).toBe('A long and careful letter');
  await page.context().close();
});

test('with one receipt nobody reads, writes to or hears of another report', async () => {
  const mine = await tell();
  const other = await tell();
  const page = await follow(mine);
  const address = `${concord.baseUrl}/follow/report/${other.report}`;
  await page.goto(address);
  expect(page.url()).toContain('said=time-over');
  const headers = { 'sec-fetch-site': 'same-origin' };
  for (const act of ['write', 'reopen', 'withdraw', 'feedback', 'mails', 'erase']) {
    const answered = await page.request.post(`${address}/${act}`, {
      headers,
      form: { words: 'mine', sure: 'yes', helped: 'yes' },
    });
    expect(await answered.text()).not.toContain('fish market');
  }
  expect((await page.request.get(`${address}/events`)).status()).toBe(404);
  const seen = await openReport(concord.runtime, other.officer, { report: other.report });
  expect([seen.messages.length, seen.report.status]).toEqual([0, 'new']);
  await page.context().close();
});

test('erasing is asked twice, and then there is nothing', async () => {
  const told = await tell({ sensitive: true });
  const page = await follow(told);
  expect(await page.title()).toBe('Information');
  expect(await page.locator('[data-quick-exit]').count()).toBe(1);
  await page.click('#choices details:last-of-type summary');
  await page.click('a[href$="/erase"]');
  await page.click('main form button');
  await page.waitForSelector('.notice.danger');
  await lookAround(page);
  await page.check('[name=sure]');
  await page.click('main form button');
  await page.waitForURL('**said=erased');
  await enter(page, told.words);
  expect(await page.locator('.notice.danger').textContent()).toContain('found no report');
  await expect(openReport(concord.runtime, told.officer, { report: told.report })).rejects.toThrow(
    'not-found',
  );
  await page.context().close();
});

test('in Arabic, at phone width, in the dark, with the keyboard alone', async () => {
  const told = await tell();
  await answer(told, 'We are on our way.');
  const page = await visit(browser, { language: 'ar', width: 'phone', dark: true });
  await page.goto(`${concord.baseUrl}/follow`);
  await page.focus('[name=receipt]');
  await page.keyboard.insertText(told.digits);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/follow/report');
  expect(await page.getAttribute('html', 'dir')).toBe('rtl');
  await page.focus('[name=words]');
  await page.keyboard.insertText('شكرًا');
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate('document.activeElement.matches("#write .actions button")')) break;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**said=sent');
  expect((await letters(page)).at(-1)).toBe('شكرًا');
  await lookAround(page);
  await page.context().close();
});

test('axe finds nothing on any page that was visited', () => {
  expect(barriers).toEqual([]);
});
