/** The whole loop, four times: told, answered, closed, opened again, closed for good. Nothing readable is kept of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCaughtMails, setUpPlace } from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import type { TenantId } from '#domain/kernel';
import { findBarriers, fitsWidth, openBrowser, type Visitor, visit } from '../support/browser.ts';
import { type Hands, withKeys, withPointer } from '../support/hands.ts';
import { type AtDesk, openFromInbox, sendDeskForm, signIn } from '../support/officer.ts';
import { dumpTables, findReadable, type Kept, readFiles } from '../support/readable-traces.ts';
import { comeBack, type Journey, sendForm, type Telling, tellPolice } from '../support/resident.ts';
import { type RunningConcord, startConcord } from '../support/running-concord.ts';

const HAVEN = join(import.meta.dirname, '../../content/haven');
const PHOTO = join(import.meta.dirname, '../fixtures/media/phone-lumia-820.jpg');
/** 55 degrees and 2 minutes north, as the telephone wrote it. */
const LATITUDE = Buffer.from('00000037000000010000000200000001', 'hex');

let browser: Browser;
let concord: RunningConcord;
let tenant: TenantId;
/** What stood in the tables before anybody told anything: the place's own public words. */
let before: Kept[];

beforeAll(async () => {
  browser = await openBrowser();
  concord = await startConcord({
    prepare: async (runtime) => {
      tenant = (await setUpPlace(runtime, await readPlaceDirectory(HAVEN))).tenant;
    },
  });
  before = await dumpTables(concord);
});

afterAll(async () => {
  await browser?.close();
  await concord?.close();
});

interface Story {
  readonly title: string;
  readonly visitor: Visitor;
  readonly hands: (page: Page) => Hands;
  readonly officer: string;
  readonly telling: Telling;
  /** What is written later, by both. */
  readonly letters: {
    readonly reply: string;
    readonly answer: string;
    readonly end: string;
    readonly again: string;
  };
  readonly last: { readonly end: string; readonly remark: string };
}

const STORIES: readonly Story[] = [
  {
    title: 'with scripts, on a desktop',
    visitor: {},
    hands: withPointer,
    officer: 'ines-vidal',
    telling: {
      ...{ kind: 'incident', category: 'vandalism', area: 'old-harbour', photo: PHOTO },
      words: 'Zinnoberrot splashed over the hydrangea mural, again on a Wednesday.',
      where: 'Behind the quincaillerie with the green shutters',
      behaviour: 'Climbed the scaffolding and laughed like a kookaburra',
      appearance: 'A burgundy balaclava',
      vehicles: 'A moped with a squeaking pannier',
      ...{ name: 'Wilhelmina Oyelaran', email: 'wilhelmina.oyelaran@post.example' },
    },
    letters: {
      reply: 'Thank you. Did the moped have a numberplate-shaped dent?',
      answer: 'It had a dent like a croissant, on the left.',
      end: 'The mural is being restored by the muralista herself.',
      again: 'The vermilion is back on the mural since dawn.',
    },
    last: {
      end: 'A varnish now keeps the mural safe, and a lamplighter looks in.',
      remark: 'Marvellously thorough',
    },
  },
  {
    title: 'with scripts off',
    visitor: { scripts: false },
    hands: withPointer,
    officer: 'tomas-riera',
    telling: {
      ...{ kind: 'incident', category: 'bicycle', area: 'docks', photo: PHOTO },
      words: 'My turquoise recumbent vanished between two hailstorms.',
      where: 'Next to the weighbridge',
      handle: 'Gannet of the quay',
    },
    letters: {
      reply: 'I have asked the harbourmaster for the gangway film.',
      answer: 'There is an engraving of an albatross under the saddle.',
      end: 'The recumbent stands in our shed and waits.',
      again: 'This one is chartreuse, mine was turquoise.',
    },
    last: { end: 'Yours was found with the albatross on it.', remark: 'Found, and polished too' },
  },
  {
    title: 'on a telephone, with the keyboard alone',
    visitor: { width: 'phone' },
    hands: withKeys,
    officer: 'nadia-ferrer',
    telling: {
      ...{ kind: 'incident', category: 'vandalism', area: 'old-town', photo: PHOTO },
      words: 'Someone uprooted the oleanders in front of the seamstress.',
      where: 'By the whispering arch',
      behaviour: 'Pulled them out one by one, whistling',
      ...{ name: 'Thaddeus Wren', email: 'thaddeus.wren@post.example' },
    },
    letters: {
      reply: 'I will walk by the arch and ask the seamstress.',
      answer: 'She keeps a ledger of whistlers.',
      end: 'New oleanders are planted on Monday.',
      again: 'They were uprooted once more.',
    },
    last: { end: 'They now grow in a trough of granite.', remark: 'Granite was right' },
  },
  {
    title: 'in Arabic, on a telephone',
    visitor: { language: 'ar', width: 'phone' },
    hands: withPointer,
    officer: 'eleni-markou',
    telling: {
      ...{ kind: 'incident', category: 'vandalism', area: 'market-quarter', photo: PHOTO },
      words: 'كسر أحدهم نافورة الياسمين وترك المطرقة في الحوض',
      where: 'خلف دكان العطار الأزرق',
      behaviour: 'كان يضحك ويرمي الحصى على القناديل',
      ...{ name: 'زرقاء القيرواني', email: 'zarqa.qayrawani@post.example' },
    },
    letters: {
      reply: 'شكرًا لك، سأسأل العطار عن المطرقة اليوم',
      answer: 'رأيت على المقبض نقشًا لهدهد صغير',
      end: 'أصلحت البلدية النافورة وعاد الماء',
      again: 'انقطع الماء من جديد منذ الفجر',
    },
    last: { end: 'رُكّبت شبكة تحمي النافورة ليلًا', remark: 'الماء يغني من جديد' },
  },
];

interface Seen {
  readonly pages: Set<string>;
  readonly barriers: string[];
}

/** Asked of every page. axe itself is a script, so with scripts off only the width is looked at. */
function lookerAt(page: Page, { visitor }: Story, seen: Seen): () => Promise<void> {
  const { pages, barriers } = seen;
  return async () => {
    pages.add(new URL(page.url()).pathname);
    if (visitor.scripts !== false) barriers.push(...(await findBarriers(page)));
    if (!(await fitsWidth(page))) barriers.push(`${page.url()} is wider than the screen`);
    const direction = await page.locator('html').getAttribute('dir');
    if (direction !== (visitor.language === 'ar' ? 'rtl' : 'ltr'))
      barriers.push(`${page.url()} runs ${direction}`);
  };
}

const dayAfterTomorrow = () => new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
const lettersOn = (page: Page) => page.locator('.letters .written').allInnerTexts();

/** The photo as the officer gets it: a picture still, and nothing of what the telephone wrote into it. */
async function checkPhoto({ hands: { page } }: AtDesk): Promise<void> {
  const picture = page.locator('.desk-media img');
  await expect.poll(async () => (await page.reload()) && picture.count(), { timeout: 30_000 }).toBe(1);
  const address = (await picture.getAttribute('src'))?.replace(/\/small$/, '') ?? '';
  const original = await readFile(PHOTO);
  expect(original.includes(LATITUDE)).toBe(true);
  for (const variant of ['small', 'large']) {
    const answer = await page.request.get(`${concord.baseUrl}${address}/${variant}`);
    expect(answer.status()).toBe(200);
    const bytes = await answer.body();
    const { width, exif, xmp, iptc } = await sharp(bytes).metadata();
    expect(width).toBeGreaterThan(100);
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    for (const trace of [LATITUDE, 'Exif', 'Nokia', 'Lumia', 'Windows Phone'])
      expect(bytes.includes(trace)).toBe(false);
  }
  // Whole is what was taken in: it is kept only where the person asked for it.
  const whole = await page.request.get(`${concord.baseUrl}${address}/whole`);
  expect((await whole.body()).includes(LATITUDE)).toBe(false);
}

async function officerComesIn(story: Story, seen: Seen): Promise<AtDesk> {
  const looker = (page: Page) => lookerAt(page, story, seen)();
  const member = { code: story.officer, email: `${story.officer.replace('-', '.')}@haven.example` };
  const hands = await signIn({ browser, concord, tenant, look: looker }, member, {
    ...story.visitor,
    hands: story.hands,
  });
  return { concord, hands, look: () => looker(hands.page) };
}

async function walk(story: Story): Promise<Seen> {
  const seen: Seen = { pages: new Set(), barriers: [] };
  const { telling, letters, last } = story;
  const home = story.hands(await visit(browser, story.visitor));
  const resident: Journey = { concord, tenant, hands: home, look: lookerAt(home.page, story, seen) };
  const receipt = await tellPolice(resident, telling);
  expect(receipt.words.split(' ')).toHaveLength(12);

  const officer = await officerComesIn(story, seen);
  await openFromInbox(officer, telling.words);
  expect(await officer.hands.page.locator('main').textContent()).toContain(telling.where);
  await checkPhoto(officer);
  await sendDeskForm(officer, 'triage', { chosen: { urgency: 'soon' }, written: { reason: letters.reply } });
  await officer.hands.day('[name=reply-promise]', dayAfterTomorrow());
  await sendDeskForm(officer, 'reply', { chosen: { asks: 'yes' }, written: { words: letters.reply } });

  // The browser of the report is closed; the receipt alone leads back.
  await home.page.context().close();
  const elsewhere = story.hands(await visit(browser, story.visitor));
  const back: Journey = { ...resident, hands: elsewhere, look: lookerAt(elsewhere.page, story, seen) };
  await comeBack(back, receipt);
  expect(await elsewhere.page.locator('main').textContent()).toContain(letters.reply);
  await sendForm(back, 'write', { words: letters.answer });

  await openFromInbox(officer, telling.words);
  expect(await officer.hands.page.locator('main').textContent()).toContain(letters.answer);
  await sendDeskForm(officer, 'close', { chosen: { outcome: 'helped' }, written: { words: letters.end } });

  await elsewhere.page.reload();
  expect(await elsewhere.page.locator('main').textContent()).toContain(letters.end);
  await back.look();
  await sendForm(back, 'reopen', { words: letters.again });

  await openFromInbox(officer, telling.words);
  expect(await officer.hands.page.locator('main').textContent()).toContain(letters.again);
  await sendDeskForm(officer, 'close', { chosen: { outcome: 'solved' }, written: { words: last.end } });

  await elsewhere.page.reload();
  await sendForm(back, 'feedback', { helped: 'yes', words: '', remark: last.remark });
  expect(await elsewhere.page.locator('[name=helped][value=yes]').isChecked()).toBe(true);
  expect(await elsewhere.page.locator('[name=remark]').inputValue()).toBe(last.remark);
  expect(await lettersOn(elsewhere.page)).toEqual([
    letters.reply,
    letters.answer,
    letters.end,
    letters.again,
    last.end,
  ]);
  await elsewhere.page.context().close();
  await officer.hands.page.context().close();
  return seen;
}

test.each(STORIES)(
  'a report is told, answered, closed, opened again and closed: $title',
  { timeout: 300_000 },
  async (story) => {
    const { pages, barriers } = await walk(story);
    expect(barriers).toEqual([]);
    expect(pages.size).toBeGreaterThan(15);
  },
);

/** Parts of what somebody wrote, long enough to be nobody else's. */
const wordsOf = (text: string) => text.split(/[\s.,?]+/).filter((word) => word.length > 6);

test('no table, file or mail holds a readable word of it', async () => {
  const told = STORIES.flatMap(({ telling, letters, last }) => [
    ...[telling.words, telling.where, telling.behaviour, telling.appearance, telling.vehicles],
    ...[telling.name, telling.handle, ...Object.values(letters), ...Object.values(last)],
  ]).filter((text) => text !== undefined);
  const addresses = STORIES.flatMap(({ telling: { email } }) =>
    email ? [email, email.split('@')[0] ?? ''] : [],
  );
  const traces = [...addresses, 'phone-lumia-820', 'Lumia', LATITUDE];
  const theirs = [...told, ...told.flatMap(wordsOf)].filter(
    (word) => findReadable(before, [word]).length === 0,
  );
  const needles = [...new Set([...theirs, ...traces])];
  expect(needles.length).toBeGreaterThan(80);
  const tables = await dumpTables(concord);
  const files = await readFiles(concord);
  // What stands in clear on purpose is found, so the search itself works, and the tables are not empty to it.
  expect(findReadable(tables, ['Inés Vidal']).length).toBeGreaterThan(0);
  for (const name of ['reports.report', 'conversations.message', 'files.file'])
    expect(tables.find(({ place }) => place === name)?.bytes.length ?? 0).toBeGreaterThan(100);
  expect(files.length).toBeGreaterThan(STORIES.length);
  expect(findReadable(tables, needles)).toEqual([]);
  expect(findReadable(files, needles)).toEqual([]);
  const mails = listCaughtMails(concord.runtime);
  const identified = STORIES.filter(({ telling: { email } }) => email).length;
  expect(mails.length).toBeGreaterThanOrEqual(identified * 4);
  const sent = mails.map((mail) => ({
    place: 'a mail',
    bytes: Buffer.from(JSON.stringify({ ...mail, to: '' })),
  }));
  expect(findReadable(sent, theirs)).toEqual([]);
});
