/** Script in every text field: it is shown as the text it is, to everybody who may read it, and it never runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCaughtMails } from '#domain/journeys';
import { openBrowser, visit } from '../support/browser.ts';
import { withPointer } from '../support/hands.ts';
import { type AtDesk, openFromInbox, sendDeskForm, signIn } from '../support/officer.ts';
import { plainClient } from '../support/plain-client.ts';
import { comeBack, type Journey, sendForm, tellPolice } from '../support/resident.ts';
import { startTwoPlaces, type TwoPlaces, tellPlainly } from '../support/two-places.ts';

const PHOTO = join(import.meta.dirname, '../fixtures/media/camera-orientation-1.jpg');
const directory = mkdtempSync(join(tmpdir(), 'naughty-words-'));

/** Each would set the title if it ran, on any page it reached. */
const RUN = "document.title='ran'";
const script = (mark: string): string =>
  `${mark} </textarea></title><script>${RUN};alert(1)</script>"'><img src=x onerror="${RUN};alert(1)"><svg onload=${RUN}> {{7*7}} javascript:alert(1)`;

let browser: Browser;
let places: TwoPlaces;
/** What a browser complains of or does when a script was tried. */
const alarms: string[] = [];

function listen(page: Page): Page {
  page.on('dialog', async (dialog) => {
    alarms.push(`a dialog on ${page.url()}`);
    await dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|violates/i.test(message.text()))
      alarms.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => alarms.push(`${page.url()}: ${error.message}`));
  return page;
}

/** Nothing ran, and nothing that was written became a part of the page. */
async function checkPage(page: Page): Promise<void> {
  expect(await page.title()).not.toBe('ran');
  const made = page.locator('img[src="x"], svg[onload], [onerror], [onload], script:not([src]):not([nonce])');
  expect(await made.count()).toBe(0);
}

beforeAll(async () => {
  browser = await openBrowser();
  places = await startTwoPlaces();
});

afterAll(async () => {
  await browser?.close();
  await places?.concord.close();
  rmSync(directory, { recursive: true, force: true });
});

async function tellScripts(): Promise<{ resident: Journey; receipt: { words: string; reference: string } }> {
  const { concord, haven: tenant } = places;
  const page = listen(await visit(browser));
  const photo = join(directory, '"><img src=x onerror=alert(1)>.jpg');
  writeFileSync(photo, await readFile(PHOTO));
  const resident: Journey = { concord, tenant, hands: withPointer(page), look: () => checkPage(page) };
  const receipt = await tellPolice(resident, {
    ...{ kind: 'incident', category: 'theft', area: 'old-harbour', photo },
    answers: { taken: script('taken') },
    words: script('words'),
    where: script('where'),
    behaviour: script('behaviour'),
    appearance: script('appearance'),
    vehicles: script('vehicles'),
    name: script('name').slice(0, 100),
    email: 'ana.prat@post.example',
  });
  return { resident, receipt };
}

async function officerComesIn(): Promise<AtDesk> {
  const { concord, haven: tenant } = places;
  const member = { code: 'ines-vidal', email: 'ines.vidal@haven.example' };
  const arriving = { browser, concord, tenant };
  const hands = await signIn(arriving, member, { hands: (page) => withPointer(listen(page)) });
  return { concord, hands, look: () => checkPage(hands.page) };
}

test('scripts in every field are text for the officer, for the resident, in public and in mails', async () => {
  const { concord } = places;
  const { resident, receipt } = await tellScripts();
  const officer = await officerComesIn();
  const desk = officer.hands.page;
  const address = `/desk/reports/${await openFromInbox(officer, 'words')}`;
  const told = (await desk.locator('#told').textContent()) ?? '';
  for (const mark of ['words', 'where', 'behaviour', 'appearance', 'vehicles', 'taken']) {
    expect(told).toContain(script(mark).trim());
  }
  await officer.hands.press(`form[action*="/contact"] button`);
  await officer.look();
  expect(await desk.locator('main').textContent()).toContain(script('name').slice(0, 100).trim());
  await desk.goto(concord.baseUrl + address);
  await sendDeskForm(officer, 'triage', { written: { reason: script('reason') } });
  await sendDeskForm(officer, 'note', { written: { words: script('note') } });
  await sendDeskForm(officer, 'reply', { written: { words: script('reply') } });
  await sendDeskForm(officer, 'publish', {
    written: {
      'title-en': script('headline').slice(0, 150),
      'words-en': script('public'),
      reason: script('why'),
    },
  });

  await comeBack(resident, receipt);
  const own = resident.hands.page;
  expect(await own.locator('main').textContent()).toContain(script('reply').trim());
  await sendForm(resident, 'write', { words: script('answer') });
  await desk.goto(concord.baseUrl + address);
  await officer.look();
  expect(await desk.locator('.letters').textContent()).toContain(script('answer').trim());
  await sendDeskForm(officer, 'close', { chosen: { outcome: 'solved' }, written: { words: script('end') } });
  await own.reload();
  await sendForm(resident, 'feedback', { helped: 'no', remark: script('remark') });
  expect(await own.locator('[name=remark]').inputValue()).toBe(script('remark').trim());

  for (const path of ['/areas/old-harbour/reports', '/areas/old-harbour', '/']) {
    await own.goto(concord.baseUrl + path);
    await checkPage(own);
    if (path.endsWith('/reports'))
      expect(await own.locator('main').textContent()).toContain('headline </textarea>');
  }
  await own.goto(`${concord.baseUrl}/mail-catcher`);
  await checkPage(own);
  const mails = JSON.stringify(listCaughtMails(concord.runtime));
  expect(mails).toContain('ana.prat@post.example');
  expect(mails).not.toMatch(/onerror|alert\(1\)/);
  expect(alarms).toEqual([]);
});

test('the watch for scripts works: a page without our rules raises the alarm', async () => {
  const page = listen(await visit(browser));
  const heard = alarms.length;
  await page.setContent(`<p>${script('bare')}</p>`);
  await expect.poll(() => alarms.length).toBeGreaterThan(heard);
  alarms.length = heard;
});

describe('scripts in an address or in a field that was not taken', () => {
  test.each([
    ['/follow', { receipt: script('receipt') }],
    ['/desk/sign-in', { email: script('email'), passphrase: script('passphrase') }],
    ['/report/where', { 'place.words': script('where'), find: 'yes', go: '' }],
    ['/report/kind', { kind: script('kind') }],
    ['/report/you', { tier: 'identified', 'contact.name': 'x', 'contact.email': script('email') }],
  ])('are text on the page that answers: %s', async (path, fields) => {
    const client = plainClient(places.concord.baseUrl, new Map([['place', 'haven']]));
    await client.post('/report', {});
    const { status, text } = await client.post(path, fields);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/<img src=x|<svg onload|<script>document/);
  });

  test.each([
    ['the name of an area', '/areas/'],
    ['a search', '/?words='],
    ['what was done', '/follow?said='],
    ['a kind', '/report?kind='],
    ['the way back', '/desk/sign-in?back='],
    ['a page that is not there', '/nothing/'],
  ])('are no part of the page: %s', async (_, path) => {
    const client = plainClient(places.concord.baseUrl);
    const { status, text, headers } = await client.get(path + encodeURIComponent(script('address')));
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/<img src=x|<svg onload|<script>document/);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'nonce-/);
  });
});

describe('an address for mail that wants to write headers', () => {
  const wanted = (email: string, name = 'Ana') => ({
    '/report/you': { tier: 'identified', 'contact.name': name, 'contact.email': email },
  });

  test.each([
    'ana@post.example\r\nBcc: all@evil.example',
    'ana@post.example\nSubject: free',
    'ana@post.example, all@evil.example',
    'ana@post.example%0d%0aBcc: x@evil.example',
    '"ana" <all@evil.example>',
    'ana@post.example;all@evil.example',
  ])('is not taken: %j', async (email) => {
    await expect(tellPlainly(places, 'A letter', { answers: wanted(email) })).rejects.toThrow(
      /\/report\/you answered/,
    );
  });

  test('and a name that wants to does not reach the mail', async () => {
    const { concord } = places;
    const name = 'Ana\r\nBcc: all@evil.example\r\n\r\nFree money';
    await tellPlainly(places, 'A letter with a strange name', {
      answers: wanted('mail.header@post.example', name),
    });
    const mailsTo = () => listCaughtMails(concord.runtime).filter(({ to }) => to.includes('mail.header'));
    await expect.poll(() => mailsTo().length, { timeout: 20_000 }).toBe(1);
    expect(mailsTo()[0]?.to).toBe('mail.header@post.example');
    expect(JSON.stringify(listCaughtMails(concord.runtime))).not.toMatch(/evil\.example|Free money/);
  });
});
