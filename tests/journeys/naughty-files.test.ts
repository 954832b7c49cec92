/** Files that want to harm, and uploads that are not theirs: refused clearly, or made harmless. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type Answer, type PlainClient, plainClient } from '../support/plain-client.ts';
import {
  type Holder,
  officerClient,
  startTwoPlaces,
  type TwoPlaces,
  tellPlainly,
} from '../support/two-places.ts';

const media = (name: string) => readFile(join(import.meta.dirname, '../fixtures/media', name));

let browser: Browser;
let places: TwoPlaces;
let officer: PlainClient;
let ofAnotherUnit: PlainClient;

beforeAll(async () => {
  browser = await openBrowser();
  places = await startTwoPlaces();
  officer = await officerClient(places, browser, places.haven, 'ines-vidal');
  ofAnotherUnit = await officerClient(places, browser, places.haven, 'nadia-ferrer');
});

afterAll(async () => {
  await browser?.close();
  await places?.concord.close();
});

const encoded = (text: string) => Buffer.from(text).toString('base64');
const newClient = () => plainClient(places.concord.baseUrl, new Map([['place', 'haven']]));

/** Somebody in the middle of a report. */
async function writer(): Promise<PlainClient> {
  const client = newClient();
  await client.post('/report', {});
  await client.post('/report/kind', { kind: 'incident' });
  return client;
}

const TUS = { 'tus-resumable': '1.0.0' } as const;

function begin(client: PlainClient, size: number, name: string, type: string): Promise<Answer> {
  const metadata = `filename ${encoded(name)},filetype ${encoded(type)}`;
  const headers = { ...TUS, 'upload-length': String(size), 'upload-metadata': metadata };
  return client.send('POST', '/uploads/draft', { headers });
}

function put(client: PlainClient, address: string, offset: number, body: Buffer): Promise<Answer> {
  const headers = {
    ...TUS,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  return client.send('PATCH', address, { body, headers });
}

async function upload(client: PlainClient, bytes: Buffer, name: string, type: string): Promise<Answer> {
  const begun = await begin(client, bytes.length, name, type);
  if (begun.status !== 201) return begun;
  return put(client, pathOf(begun), 0, bytes);
}

const pathOf = ({ headers }: Answer): string =>
  new URL(headers.location ?? '', places.concord.baseUrl).pathname;
const problemOf = ({ text }: Answer): unknown => (text.startsWith('{') ? JSON.parse(text).problem : text);

interface Listed {
  readonly uploads: readonly { readonly name: string; readonly offset: number; readonly state: string }[];
}
async function listed(client: PlainClient): Promise<Listed['uploads']> {
  const { uploads }: Listed = JSON.parse((await client.get('/uploads/draft')).text);
  return uploads;
}

describe('an upload', () => {
  test('of somebody else is not found, not written to, not taken away', async () => {
    const mine = await writer();
    const theirs = await writer();
    const photo = await media('camera.png');
    const begun = await begin(mine, photo.length, 'mine.png', 'image/png');
    expect(begun.status).toBe(201);
    const address = pathOf(begun);
    for (const client of [theirs, newClient(), officer]) {
      expect((await client.send('HEAD', address, { headers: TUS })).status).toBe(404);
      expect((await put(client, address, 0, Buffer.from('x'))).status).toBe(404);
      expect((await client.send('DELETE', address, { headers: TUS })).status).toBe(404);
    }
    expect(await listed(mine)).toMatchObject([{ name: 'mine.png', offset: 0 }]);
    expect(await listed(theirs)).toEqual([]);
    expect((await put(mine, address, 0, photo)).status).toBe(204);
    expect(await listed(mine)).toMatchObject([{ state: 'received' }]);
  });

  test('that leaves a gap, goes back or brings too much is refused, and can still be finished', async () => {
    const client = await writer();
    const photo = await media('camera.png');
    const address = pathOf(await begin(client, photo.length, 'gap.png', 'image/png'));
    expect((await put(client, address, 100, photo.subarray(100))).status).toBe(409);
    expect((await put(client, address, 0, photo.subarray(0, 100))).status).toBe(204);
    expect((await put(client, address, 0, photo.subarray(0, 100))).status).toBe(409);
    expect((await put(client, address, -5, photo)).status).toBeGreaterThanOrEqual(400);
    const more = await put(client, address, 100, Buffer.concat([photo.subarray(100), Buffer.alloc(5000)]));
    expect(more.status).toBeGreaterThanOrEqual(400);
    const { headers } = await client.send('HEAD', address, { headers: TUS });
    expect(Number(headers['upload-offset'])).toBeLessThanOrEqual(photo.length);
    const offset = Number(headers['upload-offset']);
    if (offset < photo.length)
      expect((await put(client, address, offset, photo.subarray(offset))).status).toBe(204);
    expect(await listed(client)).toMatchObject([{ state: 'received', offset: photo.length }]);
  });

  test.each([
    [
      'a page that calls itself a photo',
      'holiday.jpg',
      'image/jpeg',
      '<!doctype html><script>alert(1)</script>',
    ],
    ['a program that calls itself a photo', 'holiday.png', 'image/png', 'MZ\u0090\u0000\u0003'],
    [
      'a drawing with a script',
      'drawing.svg',
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ],
    ['a page', 'page.html', 'text/html', '<script>alert(1)</script>'],
    [
      'a drawing that calls itself a photo',
      'drawing.png',
      'image/png',
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    ],
  ])('of %s is refused with a reason', async (_, name, type, content) => {
    const client = await writer();
    const answer = await upload(client, Buffer.from(content), name, type);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(problemOf(answer)).toMatch(/^file(LiesAboutItsType|TypeNotAccepted)$/);
    expect((await listed(client)).filter(({ state }) => state === 'received')).toEqual([]);
  });

  test('that claims to be larger than anything we take is refused before a byte is sent', async () => {
    const client = await writer();
    for (const size of [3_000_000_000, 1e15]) {
      const answer = await begin(client, size, 'film.mp4', 'video/mp4');
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect(await listed(client)).toEqual([]);
  });

  test('names no file of the machine', async () => {
    const client = await writer();
    const answer = await upload(client, await media('camera.png'), '../../../etc/passwd.png', 'image/png');
    expect(answer.status).toBe(204);
    expect((await listed(client))[0]?.name).not.toContain('/');
  });
});

/** A PNG whose header claims a size; its pixels are a few bytes. */
function claimedPng(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(1000)));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))]);
}

/** Sent with a report, and seen by the officer once the worker has dealt with it. */
async function sendAndWait(
  bytes: Buffer,
  name: string,
  type: string,
): Promise<{ holder: Holder; page: string; sent: Answer }> {
  let sent: Answer | undefined;
  const holder = await tellPlainly(places, `With the file ${name}`, {
    beforeSending: async (client) => {
      sent = await upload(client, bytes, name, type);
    },
  });
  const open = async () => (await officer.get(`/desk/reports/${holder.report}`)).text;
  const preparing = 'This file is being prepared';
  await expect.poll(async () => (await open()).includes(preparing), { timeout: 30_000 }).toBe(false);
  if (!sent) throw new Error('Nothing was sent.');
  return { holder, page: await open(), sent };
}

const addressIn = (page: string) =>
  /<img src="(\/desk\/reports\/[^"]+\/files\/[^"]+)\/small"/.exec(page)?.[1];

describe('a photo', () => {
  test('of a million by a million points is refused, and the worker goes on', {
    timeout: 60_000,
  }, async () => {
    const before = process.memoryUsage().rss;
    const { page, sent } = await sendAndWait(claimedPng(1_000_000, 1_000_000), 'bomb.png', 'image/png');
    expect(addressIn(page)).toBeUndefined();
    if (sent.status === 204) expect(page).toContain('more than 100 million points');
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    const next = await sendAndWait(await media('camera.png'), 'after.png', 'image/png');
    expect(addressIn(next.page)).toBeDefined();
  });

  test.each([
    ['a page', Buffer.from('<html><script>alert("polyglot")</script></html>')],
    ['an archive', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('polyglot.txt')])],
  ])('that is %s too is refused, or kept without it', { timeout: 60_000 }, async (_, tail) => {
    const both = Buffer.concat([await media('camera-orientation-6.jpg'), tail]);
    const { page, sent } = await sendAndWait(both, 'both.jpg', 'image/jpeg');
    if (sent.status !== 204) {
      expect(problemOf(sent)).toBe('fileHidesAnother');
      return;
    }
    const address = addressIn(page);
    for (const variant of ['small', 'large', 'whole']) {
      const { status, bytes, headers } = await officer.get(`${address}/${variant}`);
      expect(status).toBe(200);
      expect(bytes.includes('polyglot')).toBe(false);
      expect(bytes.includes('Planted')).toBe(false);
      expect((await sharp(bytes).metadata()).width).toBeGreaterThan(100);
      expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('is opened by nobody whose report it is not', { timeout: 60_000 }, async () => {
    const { holder, page } = await sendAndWait(await media('camera.webp'), 'private.webp', 'image/webp');
    const address = addressIn(page) ?? '';
    const id = address.split('/').at(-1);
    const other = await tellPlainly(places, 'Another matter');
    expect((await officer.get(`${address}/small`)).status).toBe(200);
    expect((await holder.client.get(`/files/${id}/small`)).status).toBe(200);
    for (const client of [other.client, newClient(), ofAnotherUnit]) {
      expect((await client.get(`/files/${id}/small`)).status).toBe(404);
      expect([303, 404]).toContain((await client.get(`${address}/small`)).status);
    }
    for (const variant of ['original', '../whole', 'small%00', 'x']) {
      expect((await holder.client.get(`/files/${id}/${variant}`)).status).toBe(404);
    }
  });
});
