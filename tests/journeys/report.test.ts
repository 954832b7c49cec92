/** A resident tells the police something: without scripts, with the keyboard, in Arabic, in danger, and with bad intent. */
import { request } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setUpPlace } from '#domain/journeys';
import { type Place, placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import { type Id, type TenantId, transact } from '#domain/kernel';
import { getReport } from '#domain/reports';
import { findBarriers, fitsWidth, openBrowser, type Visitor, visit } from '../support/browser.ts';
import { type RunningConcord, startConcord } from '../support/running-concord.ts';
import { testUse } from '../support/use.ts';

const HAVEN = join(import.meta.dirname, '../../content/haven');
const PHOTO = join(import.meta.dirname, '../fixtures/media/phone-lumia-820.jpg');

let browser: Browser;
let concord: RunningConcord;
let place: Place;
let tenant: TenantId;

beforeAll(async () => {
  concord = await startConcord({
    prepare: async (runtime) => {
      tenant = (await setUpPlace(runtime, await readPlaceDirectory(HAVEN))).tenant;
      place = await placeOf(runtime, tenant);
    },
  });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await concord?.close();
});

const GO_ON = 'main form .actions button:not([name]):not([type=button])';
const pathOf = (page: Page) => new URL(page.url()).pathname;
const categoryId = (code: string) => place.categoryByCode(code)?.id ?? '';
const alerts = (page: Page) => page.locator('.notice.danger li').allInnerTexts();

async function begin(visitor: Visitor, address = '/report'): Promise<Page> {
  const page = await visit(browser, visitor);
  await page.goto(concord.baseUrl + address);
  return page;
}

type Tables = { 'reports.report': { id: Id<'report'>; tenant: number; reference: string } };

/** The report with this reference, as it lies in the database. */
function stored(reference: string) {
  const { runtime } = concord;
  return transact(runtime.pool, tenant, async (db) => {
    const rows = db.withTables<Tables>().selectFrom('reports.report').select('id');
    const found = await rows
      .where('tenant', '=', tenant)
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow();
    return getReport(testUse(db, tenant, { keyring: runtime.keyring }), found.id);
  });
}

async function countStored(): Promise<number> {
  const rows = await transact(concord.runtime.pool, tenant, (db) =>
    db.withTables<Tables>().selectFrom('reports.report').select('id').where('tenant', '=', tenant).execute(),
  );
  return rows.length;
}

const referenceOn = async (page: Page) =>
  /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(
    (await page.locator('main .over').first().textContent()) ?? '',
  )?.[0] ?? '';

async function choose(page: Page, name: string, value: string): Promise<void> {
  await page.check(`[name="${name}"][value="${value}"]`);
  await page.click(GO_ON);
}

test('with scripts off: what is left out is asked for kindly, and nothing typed is lost', async () => {
  const page = await begin({ scripts: false, width: 'phone' });
  await page.click(GO_ON);
  await page.click(GO_ON);
  expect(await alerts(page)).toEqual(['Please choose one.']);
  await choose(page, 'kind', 'incident');
  await choose(page, 'category', categoryId('theft'));
  await page.fill('[name="answers.taken"]', 'A red bicycle');
  await page.click(GO_ON);
  expect(await alerts(page)).toEqual(['Please write a few words. One sentence is enough.']);
  expect(await page.inputValue('[name="answers.taken"]')).toBe('A red bicycle');
  await page.fill('[name=words]', 'My bicycle was taken.\nThe lock was cut.');
  await page.click(GO_ON);
  await page.fill('[name="place.words"]', 'calle mar');
  await page.click('[name=find]');
  await page.click('[name=pick] >> nth=0');
  expect(await page.locator('.notice.success').textContent()).toContain('Calle Mar');
  await page.click('[name=go]');
  await page.check('[value=exact]');
  await page.fill('[name=date-day]', '31');
  await page.fill('[name=date-month]', '2');
  await page.fill('[name=date-year]', '2025');
  await page.click(GO_ON);
  expect(await alerts(page)).toEqual(['There is no such day. Please look at day, month and year again.']);
  expect(await page.inputValue('[name=date-day]')).toBe('31');
  await page.fill('[name=date-day]', '28');
  await page.click(GO_ON);
  await page.fill('[name=appearance]', 'a blue coat');
  await page.click(GO_ON);
  expect((await alerts(page))[0]).toContain('what the person did');
  expect(await page.inputValue('[name=appearance]')).toBe('a blue coat');
  await page.fill('[name=behaviour]', 'cut the lock');
  await page.click(GO_ON);
  await page.setInputFiles('[name=files]', PHOTO);
  await page.click(GO_ON);
  await choose(page, 'tier', 'pseudonymous');
  expect(await page.locator('main').textContent()).toContain('phone-lumia-820.jpg');
  await page.click('a[href="/report/when?back=check"]');
  await page.check('[value=yesterday]');
  await page.click(GO_ON);
  expect(pathOf(page)).toBe('/report/check');
  await page.click(GO_ON);
  expect(pathOf(page)).toBe('/report/sent');
  const words = await page.locator('.code-words li').allInnerTexts();
  expect(words).toHaveLength(12);
  await page.reload();
  expect(await page.locator('.code-words li').allInnerTexts()).toEqual(words);
  const { report, content } = await stored(await referenceOn(page));
  expect(content.words).toBe('My bicycle was taken.\nThe lock was cut.');
  expect(content.behaviour).toBe('cut the lock');
  expect(content.place.how).toBe('address');
  expect(report.area).toBe(place.areaBySlug('old-harbour')?.id);
  await page.click('form[action="/report/forget"] button');
  await page.goto(`${concord.baseUrl}/report/sent`);
  expect(pathOf(page)).toBe('/report');
});

/** From the first page to the receipt with a stop at each page. */
async function tellOfHate(page: Page, look: () => Promise<void>, press: (button: string) => Promise<void>) {
  await look();
  await press(GO_ON);
  await look();
  await page.check('[name=kind][value=hate]');
  await press(GO_ON);
  await look();
  await page.check(`[name=category][value="${categoryId('hate-words')}"]`);
  await press(GO_ON);
  await page.fill('[name=words]', 'قال لي رجل كلامًا سيئًا في الحافلة');
  await look();
  await press(GO_ON);
  await look();
  await page.selectOption('[name=area]', 'old-harbour');
  await press('[name=go]');
  await page.check('[value=about]');
  await look();
  await press(GO_ON);
  await look();
  await press(GO_ON);
  await look();
  await press(GO_ON);
  await page.check('[value=identified]');
  await look();
  await page.fill('[name="contact.email"]', 'ana@example.org');
  await press(GO_ON);
  await look();
  await press(GO_ON);
  await look();
}

describe('something sensitive, in Arabic, on a phone, with the keyboard', () => {
  test('every page is free of barriers, fits, has a way out and a neutral title', async () => {
    const page = await begin({ language: 'ar', width: 'phone' });
    const barriers: string[] = [];
    let sensitive = 0;
    const look = async () => {
      barriers.push(...(await findBarriers(page)));
      expect(await fitsWidth(page), page.url()).toBe(true);
      expect(await page.getAttribute('html', 'dir')).toBe('rtl');
      if (!(await page.locator('[data-quick-exit]').count())) return;
      sensitive += 1;
      expect(await page.title()).toBe('معلومات');
    };
    const press = async (button: string) => {
      await page.locator(button).first().focus();
      await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    };
    await tellOfHate(page, look, press);
    expect(barriers).toEqual([]);
    expect(pathOf(page)).toBe('/report/sent');
    // From the choice of the kind on: all but the first two pages.
    expect(sensitive).toBe(9);
    const { report } = await stored(await referenceOn(page));
    expect(report).toMatchObject({ kind: 'hate', sensitive: true, cell: null, language: 'ar' });
    await page.route('**/*', (route) =>
      route.request().url().startsWith(concord.baseUrl) ? route.continue() : route.abort(),
    );
    await page.goto(`${concord.baseUrl}/leave`).catch(() => undefined);
    expect(await page.context().cookies(concord.baseUrl)).toEqual([]);
  });
});

test('a language chosen where something is to be put right keeps what was typed', async () => {
  const page = await begin({ scripts: false, width: 'phone' });
  await page.click(GO_ON);
  await choose(page, 'kind', 'incident');
  await choose(page, 'category', categoryId('vandalism'));
  await page.check('[name=onBehalf][value=yes]');
  await page.fill('[name=onBehalfWords]', 'My neighbour told me');
  await page.click(GO_ON);
  expect(await alerts(page)).toHaveLength(1);
  await page.click('.language-menu summary');
  await page.click('.language-menu a[hreflang=es]');
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  expect(pathOf(page)).toBe('/report/what');
  expect(await page.inputValue('[name=onBehalfWords]')).toBe('My neighbour told me');
  await page.context().close();
});

test('in danger: the number first, and the form stays open', async () => {
  const page = await begin({ scripts: false, width: 'phone' }, '/report?kind=worry');
  await page.click('main a.danger');
  expect(await page.locator('main a[href="tel:112"]').textContent()).toBe('Call 112');
  await page.click('main form button');
  // "I am worried" was chosen at the door, so the kind is not asked again.
  expect(pathOf(page)).toBe('/report/category');
});

test('the map can be pressed on a phone, made closer, and a place outside is taken', async () => {
  const page = await begin({ scripts: false, width: 'phone' }, '/report?kind=incident');
  await page.click(GO_ON);
  await choose(page, 'category', categoryId('noise'));
  await page.fill('[name=words]', 'Loud music');
  await page.click(GO_ON);
  await page.locator('input[name=map-press]').click({ position: { x: 144, y: 144 } });
  expect(await page.locator('.notice.success, .notice.warning').count()).toBe(1);
  await page.click('[name=zoom][value=in]');
  expect(await page.inputValue('[name=metres]')).toBe('1000');
  await page.click('[name=forget]');
  await page.locator('input[name=map-press]').click({ position: { x: 280, y: 280 } });
  expect(await page.locator('.notice.warning').textContent()).toContain('outside Haven');
  await page.click('[name=go]');
  expect(pathOf(page)).toBe('/report/when');
});

test('with scripts on: a second report begun while one is open does not lose the first', async () => {
  const page = await begin({});
  await page.click(GO_ON);
  await choose(page, 'kind', 'question');
  await choose(page, 'category', categoryId('question'));
  await page.fill('[name=words]', 'May my neighbour film the street?');
  await page.click(GO_ON);
  await page.goto(`${concord.baseUrl}/report`);
  expect(await page.locator('main').textContent()).toContain('You have begun a report');
  await page.goto(`${concord.baseUrl}/report/what`);
  expect(await page.inputValue('[name=words]')).toBe('May my neighbour film the street?');
});

describe('what bad intent gets', () => {
  const form = (fields: Record<string, string>, cookie = '') => ({
    method: 'POST',
    redirect: 'manual' as const,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: concord.baseUrl, cookie },
    body: new URLSearchParams(fields).toString(),
  });
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(concord.baseUrl + path, form(fields, cookie));
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  test('a text of 40 MB is turned away unread', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { ...form({}).headers, 'content-length': '40000000' };
      const sending = request(`${concord.baseUrl}/report/what`, { method: 'POST', headers });
      sending.on('error', reject);
      sending.on('response', ({ statusCode }) => {
        resolve(statusCode);
        sending.off('error', reject).on('error', () => undefined);
        sending.destroy();
      });
      // The rest is never sent, and still there is an answer.
      sending.write('words=the first few words');
    });
    expect(status).toBe(413);
  });

  test('steps out of order lead to the first open question, and what was typed is kept', async () => {
    const answer = await post('/report/what', { words: 'I begin in the middle' });
    expect(answer.status).toBe(303);
    const cookie = cookieOf(answer);
    for (const path of ['/report/check', '/report/you', '/report/files']) {
      const shown = await fetch(concord.baseUrl + path, { headers: { cookie }, redirect: 'manual' });
      expect(shown.headers.get('location'), path).toBe('/report');
    }
    const sent = await post('/report/check', {}, cookie);
    expect(sent.headers.get('location')).toBe('/report/check');
    const begun = await post('/report', { kind: 'incident' }, cookie);
    expect(begun.headers.get('location')).toBe('/report/category');
    await post('/report/category', { category: categoryId('noise') }, cookie);
    const what = await fetch(`${concord.baseUrl}/report/what`, { headers: { cookie } });
    expect(await what.text()).toContain('I begin in the middle');
  });

  test('an unknown category, an area of elsewhere and a made-up choice are not taken', async () => {
    const cookie = cookieOf(await post('/report', { kind: 'incident' }));
    const category = await post(
      '/report/category',
      { category: '0190a1b2-0000-7000-8000-000000000000' },
      cookie,
    );
    expect(category.status).toBe(422);
    const otherKind = await post('/report/category', { category: categoryId('hate-words') }, cookie);
    expect(otherKind.status).toBe(422);
    const area = await post('/report/where', { area: 'another-city', go: 'yes' }, cookie);
    expect(area.status).toBe(422);
    expect((await post('/report/you', { tier: 'anonymous' }, cookie)).status).toBe(422);
    expect((await post('/report/when', { when: 'exact', 'date-day': '1;drop' }, cookie)).status).toBe(422);
  });

  test('script in every field is shown as text', async () => {
    const script = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
    const cookie = cookieOf(await post('/report', { kind: 'incident' }));
    const steps: [string, Record<string, string>][] = [
      ['category', { category: categoryId('theft') }],
      ['what', { words: script, onBehalf: 'yes', onBehalfWords: script, 'answers.taken': script }],
      ['where', { 'place.words': script, go: 'yes' }],
      ['when', { when: 'about', 'words.about': script }],
      ['people', { behaviour: script, appearance: script, vehicles: script }],
      ['you', { tier: 'identified', 'contact.name': script, 'contact.phone': '+34 <b>1</b>' }],
    ];
    for (const [step, fields] of steps)
      expect((await post(`/report/${step}`, fields, cookie)).status, step).toBe(303);
    for (const step of ['what', 'where', 'when', 'people', 'you', 'check']) {
      const html = await (await fetch(`${concord.baseUrl}/report/${step}`, { headers: { cookie } })).text();
      expect(html, step).not.toContain('<script>alert');
      expect(html, step).not.toContain('<img src=x');
    }
  });

  test('the same form sent again gives the same receipt, and one report', async () => {
    const cookie = cookieOf(await post('/report', { kind: 'compliment' }));
    await post('/report/what', { words: 'Well done' }, cookie);
    await post('/report/where', { none: 'yes' }, cookie);
    await post('/report/when', { when: 'unknown' }, cookie);
    await post('/report/you', { tier: 'pseudonymous' }, cookie);
    const before = await countStored();
    const answers = await Promise.all([1, 2, 3].map(() => post('/report/check', {}, cookie)));
    expect(answers.map((answer) => answer.headers.get('location'))).toEqual(Array(3).fill('/report/sent'));
    expect(await countStored()).toBe(before + 1);
    const receipt = async () => {
      const html = await (await fetch(`${concord.baseUrl}/report/sent`, { headers: { cookie } })).text();
      const groups = /code-digits.*?<\/p>/.exec(html)?.[0].matchAll(/<span>(\d{3})<\/span>/g) ?? [];
      return [...groups].map(([, group]) => group).join(' ');
    };
    expect(await receipt()).toMatch(/^(\d{3} ){12}\d{3}$/);
    expect(await receipt()).toBe(await receipt());
  });

  test('a form of another site is refused, and nothing is shown without the cookie', async () => {
    const { headers, ...rest } = form({ kind: 'incident' });
    const foreign = await fetch(`${concord.baseUrl}/report`, {
      ...rest,
      headers: { ...headers, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
    for (const path of ['/report/what', '/report/check']) {
      const shown = await fetch(concord.baseUrl + path, { redirect: 'manual' });
      expect(shown.headers.get('location')).toBe('/report?lost=yes');
    }
  });
});
