/** Callers who try what is not theirs: they get nothing, and nobody else loses anything. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type PlainClient, plainClient } from '../support/plain-client.ts';
import {
  type Holder,
  officerClient,
  startTwoPlaces,
  type TwoPlaces,
  tellPlainly,
} from '../support/two-places.ts';

let browser: Browser;
let places: TwoPlaces;
let ana: Holder;
let bo: Holder;
let officer: PlainClient;
let ofAnotherUnit: PlainClient;
let ofAnotherPlace: PlainClient;

const SECRET = 'The cormorant statue was painted magenta.';

beforeAll(async () => {
  browser = await openBrowser();
  places = await startTwoPlaces();
  ana = await tellPlainly(places, SECRET);
  bo = await tellPlainly(places, 'Somebody moved the mooring stones.');
  officer = await officerClient(places, browser, places.haven, 'ines-vidal');
  ofAnotherUnit = await officerClient(places, browser, places.haven, 'nadia-ferrer');
  ofAnotherPlace = await officerClient(places, browser, places.elsewhere, 'ines-vidal');
});

afterAll(async () => {
  await browser?.close();
  await places?.concord.close();
});

const stranger = () => plainClient(places.concord.baseUrl, new Map([['place', 'haven']]));
const letters = async ({ client, report }: Holder) => {
  const { text } = await client.get(`/follow/report/${report}`);
  return [...text.matchAll(/<div class="written"[^>]*>(.*?)<\/div>/gs)].map(([, words]) => words);
};
const keyed = (words: string) => ({ words, requestKey: randomUUID() });

describe('a report that is not theirs', () => {
  const replyOf = () => ({ 'reply-words': 'Intruding', 'reply-language': 'en', requestKey: randomUUID() });

  test('opens for the officer of its unit', async () => {
    const page = await officer.get(`/desk/reports/${ana.report}`);
    expect([page.status, page.text.includes(SECRET)]).toEqual([200, true]);
  });

  test.each([
    ['an officer of another place', () => ofAnotherPlace],
    ['an officer of another unit', () => ofAnotherUnit],
  ])('is not found by %s, who cannot change it either', async (_, who) => {
    const client = who();
    const inbox = await client.get('/desk');
    expect([inbox.status, inbox.text.includes('cormorant')]).toEqual([200, false]);
    const page = await client.get(`/desk/reports/${ana.report}`);
    expect([page.status, page.text.includes('cormorant')]).toEqual([404, false]);
    for (const form of ['reply', 'note', 'close', 'assign', 'publish', 'contact']) {
      const answer = await client.post(`/desk/reports/${ana.report}/${form}`, replyOf());
      expect([form, answer.status >= 400, answer.text.includes('cormorant')]).toEqual([form, true, false]);
    }
    expect((await client.post('/desk/search', { words: 'cormorant' })).text).not.toContain('magenta');
    expect(await letters(ana)).not.toContain('Intruding');
  });

  test.each([
    ['a stranger', () => stranger()],
    ['a resident, by the number of their own report', () => ana.client],
  ])('does not open at the desk for %s', async (_, who) => {
    for (const path of ['/desk', `/desk/reports/${ana.report}`, '/desk/list', '/desk/search']) {
      const answer = await who().get(path);
      expect([answer.status, answer.headers.location]).toEqual([303, '/desk/sign-in']);
    }
    expect((await who().post(`/desk/reports/${ana.report}/reply`, replyOf())).status).toBe(303);
    expect((await who().get('/desk/events')).status).not.toBe(200);
    expect(await letters(ana)).not.toContain('Intruding');
  });

  test('does not open for a resident who holds another receipt', async () => {
    const page = await bo.client.get(`/follow/report/${ana.report}`);
    expect([page.status === 200, page.text.includes('cormorant')]).toEqual([false, false]);
    const answer = await bo.client.post(`/follow/report/${ana.report}/write`, keyed('Not mine'));
    expect(answer.status === 303 && answer.headers.location?.includes('said=sent')).toBe(false);
    await bo.client.post(`/follow/report/${ana.report}/withdraw`, keyed(''));
    await bo.client.post(`/follow/report/${ana.report}/erase`, { ...keyed(''), sure: 'yes' });
    expect((await bo.client.get(`/follow/report/${ana.report}/events`)).status).not.toBe(200);
    const hers = await ana.client.get(`/follow/report/${ana.report}`);
    expect([hers.status, hers.text.includes('Not mine'), hers.text.includes(SECRET)]).toEqual([
      200,
      false,
      true,
    ]);
  });
});

describe('a form sent again', () => {
  test('writes one letter, whoever presses twice, even at once', async () => {
    const letter = keyed('Once is enough for a pelican.');
    const path = `/follow/report/${ana.report}/write`;
    const answers = await Promise.all([ana.client.post(path, letter), ana.client.post(path, letter)]);
    answers.push(await ana.client.post(path, letter));
    for (const { status } of answers) expect(status).toBeLessThan(500);
    expect((await letters(ana)).filter((words) => words === letter.words)).toHaveLength(1);
  });

  test('replies once from the desk', async () => {
    const reply = {
      'reply-words': 'A single heron answers.',
      'reply-language': 'en',
      requestKey: randomUUID(),
    };
    for (const _ of [1, 2]) {
      expect((await officer.post(`/desk/reports/${ana.report}/reply`, reply)).status).toBe(303);
    }
    expect((await letters(ana)).filter((words) => words === 'A single heron answers.')).toHaveLength(1);
  });

  test('leads a report that was sent to the same receipt, and stores it once', async () => {
    const again = await bo.client.post('/report/check', {});
    expect([again.status, again.headers.location]).toEqual([303, '/report/sent']);
    const sent = await bo.client.get('/report/sent');
    for (const word of bo.receipt.split(' ')) expect(sent.text).toContain(word);
    const inbox = (await officer.get('/desk')).text;
    expect(inbox.split('Somebody moved the mooring stones.')).toHaveLength(2);
  });
});

describe('a page of another site', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
  ] as const;

  test.each(foreign)('changes nothing in the name of who is signed in: %o', async (headers) => {
    const words = 'Sent from elsewhere';
    const tries = [
      await ana.client.post(`/follow/report/${ana.report}/write`, keyed(words), headers),
      await officer.post(`/desk/reports/${ana.report}/reply`, { 'reply-words': words }, headers),
      await officer.post('/desk/sign-out', {}, headers),
      await ana.client.post('/report/forget', {}, headers),
      await ana.client.send('POST', '/uploads/draft', { headers: { ...headers, 'upload-length': '5' } }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await letters(ana)).not.toContain(words);
    expect((await officer.get('/desk')).status).toBe(200);
  });
});

describe('a cookie that was made up', () => {
  test('is nobody', async () => {
    const real = officer.cookies.get('concord') ?? '';
    const forged = [
      real.slice(0, -2) + (real.endsWith('AA') ? 'BB' : 'AA'),
      'admin',
      'a'.repeat(5000),
      "' or 1=1 --",
    ];
    for (const concord of forged) {
      const client = plainClient(
        places.concord.baseUrl,
        new Map([
          ['place', 'haven'],
          ['concord', concord],
        ]),
      );
      expect((await client.get(`/desk/reports/${ana.report}`)).status).toBe(303);
    }
    const receipt = ana.client.cookies.get('receipt') ?? '';
    const middle = Math.floor(receipt.length / 2);
    const turned =
      receipt.slice(0, middle) + (receipt[middle] === 'A' ? 'B' : 'A') + receipt.slice(middle + 1);
    for (const value of [
      turned,
      Buffer.from(JSON.stringify([{ report: ana.report }])).toString('base64url'),
    ]) {
      const client = plainClient(
        places.concord.baseUrl,
        new Map([
          ['place', 'haven'],
          ['receipt', value],
        ]),
      );
      const page = await client.get(`/follow/report/${ana.report}`);
      expect([page.status, page.text.includes('cormorant')]).toEqual([303, false]);
    }
  });

  test('of one place opens nothing in another', async () => {
    const moved = new Map([...ana.client.cookies, ['place', 'elsewhere']] as const);
    const page = await plainClient(places.concord.baseUrl, moved).get(`/follow/report/${ana.report}`);
    expect([page.status, page.text.includes('cormorant')]).toEqual([303, false]);
    const desk = new Map([...officer.cookies, ['place', 'elsewhere']] as const);
    expect((await plainClient(places.concord.baseUrl, desk).get('/desk')).status).toBe(303);
  });

  test('set before signing in is not the one afterwards, and stays nobody', async () => {
    const planted = 'x'.repeat(43);
    const client = plainClient(
      places.concord.baseUrl,
      new Map([
        ['place', 'haven'],
        ['concord', planted],
      ]),
    );
    const fields = { email: 'ines.vidal@haven.example', passphrase: 'seven lanterns under the bridge' };
    expect((await client.post('/desk/sign-in', fields)).headers.location).toBe('/desk/sign-in/code');
    expect(client.cookies.get('concord')).not.toBe(planted);
    // One factor is not two.
    expect((await client.get(`/desk/reports/${ana.report}`)).text).not.toContain('cormorant');
    const attacker = plainClient(
      places.concord.baseUrl,
      new Map([
        ['place', 'haven'],
        ['concord', planted],
      ]),
    );
    expect((await attacker.get('/desk')).status).toBe(303);
  });
});

describe('an address that leads astray', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/%09/evil.example'.replace('%09', '\t'),
    '/\n/evil.example',
    '\\\\evil.example',
    ' //evil.example',
  ])('is not followed after a choice of language: %j', async (back) => {
    const answer = await stranger().get(`/language?to=es&back=${encodeURIComponent(back)}`);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  });

  test.each([
    '/assets/../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/....//....//package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/manifest.json%00.js',
    '/files/..%2f..%2f/whole',
    '/files/../../etc/passwd/whole',
    '/desk/reports/..%2f..%2fetc/files/x/whole',
    '/uploads/draft/..%2f..%2fsecrets',
    '/t/..%2f..%2fetc%2fpasswd',
  ])('leads to no file of the machine: %s', async (path) => {
    for (const client of [stranger(), officer]) {
      const { status, text } = await client.get(path);
      expect([200, 500]).not.toContain(status);
      expect(text).not.toMatch(/"dependencies"|root:x:/);
    }
  });
});

describe('words that want to be something else', () => {
  test.each([
    "' or 1=1 --",
    "'; drop table reports.report; --",
    '%',
    '*',
    '\\',
    '"',
    '\u0000',
    'a'.repeat(50_000),
  ])('find no more than the words that they are: %j', async (words) => {
    const answer = await officer.post('/desk/search', { words });
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain('cormorant');
    expect((await officer.get(`/desk/reports/${ana.report}`)).status).toBe(200);
  });

  test('of 40 MB are turned away before they have been read, and memory stays flat', async () => {
    const size = 40_000_000;
    const chunk = Buffer.alloc(64 * 1024, 'a');
    const path = `/follow/report/${ana.report}`;
    const tries: readonly (readonly [PlainClient, string])[] = [
      [stranger(), '/report/what'],
      [stranger(), '/follow'],
      [stranger(), '/desk/sign-in'],
      [ana.client, `${path}/reopen`],
      [ana.client, `${path}/write`],
      [officer, `/desk/reports/${ana.report}/reply`],
      [officer, '/desk/search'],
    ];
    const before = process.memoryUsage().rss;
    for (const [client, address] of tries) {
      let sent = 0;
      const body = Readable.from(
        (function* () {
          for (yield Buffer.from('words='); sent < size; sent += chunk.length) yield chunk;
        })(),
      );
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' };
      const { status } = await client.send('POST', address, { body, headers });
      expect([address, status]).toEqual([address, 413]);
      expect(sent).toBeLessThan(size / 2);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
  });

  test('of 40 MB among files become neither a letter nor an answer, and memory stays flat', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'a');
    const head = '--b\r\ncontent-disposition: form-data; name="words"\r\n\r\n';
    const written = await letters(ana);
    const before = process.memoryUsage().rss;
    for (const [client, address] of [
      [ana.client, `/follow/report/${ana.report}/write`],
      [stranger(), `/follow/report/${ana.report}/write`],
      [stranger(), '/report/files'],
    ] as const) {
      const body = Readable.from(
        (function* () {
          yield Buffer.from(head);
          for (let sent = 0; sent < 40_000_000; sent += chunk.length) yield chunk;
          yield Buffer.from('\r\n--b--\r\n');
        })(),
      );
      const headers = { 'content-type': 'multipart/form-data; boundary=b', 'transfer-encoding': 'chunked' };
      const { status, text } = await client.send('POST', address, { body, headers });
      expect([address, [303, 400, 413].includes(status)]).toEqual([address, true]);
      expect(text.length).toBeLessThan(200_000);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
    expect(await letters(ana)).toEqual(written);
  });

  test('a receipt that is guessed waits longer and longer', async () => {
    const guess = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
    const answers: number[] = [];
    for (let tries = 0; tries < 40 && answers.at(-1) !== 429; tries += 1) {
      answers.push((await stranger().post('/follow', { receipt: guess })).status);
    }
    expect(answers[0]).toBe(400);
    expect(answers.at(-1)).toBe(429);
    // Who has it open already is not disturbed.
    expect((await ana.client.get(`/follow/report/${ana.report}`)).status).toBe(200);
  });
});
