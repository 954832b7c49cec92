import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachUploads } from '#domain/files';
import { draftOwner, listDraftUploads, prepareFile } from '#domain/journeys';
import {
  type Actor,
  type Caller,
  type Id,
  makeKeyring,
  newId,
  REFUSALS,
  Refusal,
  type Runtime,
  readConfiguration,
  STRANGER,
  type TenantId,
  transact,
  type Use,
} from '#domain/kernel';
import { formatDraftSecret, newDraftSecret, submit } from '#domain/reports';
import { testDatabase } from '#testing';
import { readFormWithFiles } from './form-with-files.ts';
import { uploads } from './uploads.ts';
import type { Visit, Web } from './visit.ts';

const TENANT = 43 as TenantId;
const UNIT = newId<'unit'>();
const directory = mkdtempSync(join(tmpdir(), 'uploads-'));
const actors = new Map<string, Actor>([['stranger', STRANGER]]);
let runtime: Runtime;
let server: ServerType;
let origin: string;

beforeAll(async () => {
  const { pool } = await testDatabase();
  const log = { info() {}, warn() {}, error() {} };
  runtime = {
    pool,
    keyring: makeKeyring([randomBytes(32)]),
    clock: () => new Date(),
    log,
    filesDirectory: directory,
  };
  const web: Web = {
    runtime,
    configuration: readConfiguration({ CONCORD_DATA: directory }),
    assets: { stylesheet: '', script: () => '', directory: '' },
    live: { listen: () => () => undefined, close: () => undefined },
    bell: { onRing: () => () => undefined, close: async () => undefined },
    secure: false,
  };
  const app = new Hono<Visit>();
  app.use(async (c, next) => {
    // The session part of the frame has its own tests; here the caller is named.
    c.set('caller', { tenant: TENANT, actor: actors.get(c.req.header('x-actor') ?? 'stranger') ?? STRANGER });
    await next();
  });
  uploads(app, web);
  app.post('/form', async (c) => {
    const basket = findBasketFor(c.req.header('x-basket') ?? '');
    if (!basket) return c.notFound();
    const { fields, uploads: found, turnedAway } = await readFormWithFiles(c, web, basket);
    return c.json({
      fields: [...fields],
      found: found.map(({ name, state, problem }) => ({ name, state, problem })),
      turnedAway,
    });
  });
  app.onError((error, c) =>
    error instanceof Refusal ? c.json({ error: error.code }, REFUSALS[error.code]) : c.text(error.name, 400),
  );
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

const caller: Caller = { tenant: TENANT, actor: STRANGER };
const findBasketFor = (cookie: string) => {
  const owner = draftOwner(cookie);
  return owner ? { path: '/uploads/draft', owner, caller } : undefined;
};
const newDraft = (): string => formatDraftSecret(newDraftSecret(new Date()));
const withDraft = (draft: string) => ({ cookie: `draft=${draft}` });
const fixture = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../tests/fixtures/media/${name}`, import.meta.url));
const tus = { 'tus-resumable': '1.0.0' };
const encode = (text: string): string => Buffer.from(text).toString('base64');

function metadata(name: string, type: string): string {
  return `filename ${encode(name)},filetype ${encode(type)}`;
}

function send(draft: string, bytes: Buffer, name: string, type: string): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: `${origin}/uploads/draft`,
      headers: withDraft(draft),
      metadata: { filename: name, filetype: type },
      chunkSize: 60_000,
      retryDelays: [],
      onError: reject,
      onSuccess: () => resolve(upload),
    });
    upload.start();
  });
}

async function listed(
  draft: string,
): Promise<{ name: string; state: string; problem: string | null; offset: number }[]> {
  const answer = await fetch(`${origin}/uploads/draft`, { headers: withDraft(draft) });
  return (await answer.json()).uploads;
}

describe('an upload by the tus protocol', () => {
  it('arrives in pieces and is taken', async () => {
    const draft = newDraft();
    await send(draft, await fixture('phone-lumia-820.jpg'), 'γειτονιά.jpg', 'image/jpeg');
    expect(await listed(draft)).toMatchObject([
      { name: 'γειτονιά.jpg', state: 'received', problem: null, offset: 329_277 },
    ]);
  });

  it('goes on where it stood after the line was cut in the middle of a piece', async () => {
    const draft = newDraft();
    const bytes = await fixture('phone-lumia-820.jpg');
    const begun = await fetch(`${origin}/uploads/draft`, {
      method: 'POST',
      headers: {
        ...tus,
        ...withDraft(draft),
        'upload-length': String(bytes.length),
        'upload-metadata': metadata('a.jpg', 'image/jpeg'),
      },
    });
    expect(begun.status).toBe(201);
    const location = `${origin}${begun.headers.get('location')}`;
    const cut = new AbortController();
    const half = (async function* () {
      yield bytes.subarray(0, 100_000);
      await new Promise((resolve) => setTimeout(resolve, 300));
      cut.abort();
      await new Promise(() => undefined);
    })();
    const patch = { ...tus, ...withDraft(draft), 'content-type': 'application/offset+octet-stream' };
    const request = {
      method: 'PATCH',
      headers: { ...patch, 'upload-offset': '0' },
      body: Readable.toWeb(Readable.from(half)),
      duplex: 'half',
      signal: cut.signal,
    };
    await expect(fetch(location, request as RequestInit)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const head = await fetch(location, { method: 'HEAD', headers: { ...tus, ...withDraft(draft) } });
    const offset = Number(head.headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThan(bytes.length);
    const rest = await fetch(location, {
      method: 'PATCH',
      headers: { ...patch, 'upload-offset': String(offset) },
      body: new Uint8Array(bytes.subarray(offset)),
    });
    expect(rest.status).toBe(204);
    expect(await listed(draft)).toMatchObject([{ state: 'received' }]);
  });

  it('is refused with the code of the reason when it lies', async () => {
    const draft = newDraft();
    const sent = send(
      draft,
      Buffer.from('<html><script>alert(1)</script></html>'),
      'photo.jpg',
      'image/jpeg',
    );
    await expect(sent).rejects.toMatchObject({ originalResponse: expect.anything() });
    const failed = await sent.catch((error) => error.originalResponse);
    expect([failed.getStatus(), JSON.parse(failed.getBody())]).toEqual([
      422,
      { problem: 'fileLiesAboutItsType' },
    ]);
    expect(await listed(draft)).toMatchObject([{ state: 'refused', problem: 'fileLiesAboutItsType' }]);
  });

  it('is refused before its first byte when it is too large', async () => {
    const answer = await fetch(`${origin}/uploads/draft`, {
      method: 'POST',
      headers: {
        ...tus,
        ...withDraft(newDraft()),
        'upload-length': '2000000001',
        'upload-metadata': metadata('a.mp4', 'video/mp4'),
      },
    });
    expect([answer.status, await answer.json()]).toEqual([413, { problem: 'fileTooLarge' }]);
  });

  it('can be taken back, and then is not there', async () => {
    const draft = newDraft();
    const upload = await send(draft, await fixture('camera.png'), 'a.png', 'image/png');
    const gone = await fetch(upload.url ?? '', {
      method: 'DELETE',
      headers: { ...tus, ...withDraft(draft) },
    });
    expect(gone.status).toBe(204);
    expect(await listed(draft)).toEqual([]);
  });

  it('of another draft is not found, in any way of asking; without a draft there is nothing', async () => {
    const upload = await send(newDraft(), await fixture('camera.png'), 'a.png', 'image/png');
    for (const headers of [withDraft(newDraft()), withDraft('made-up'), {}]) {
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const more =
          method === 'PATCH'
            ? { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
            : {};
        const answer = await fetch(upload.url ?? '', { method, headers: { ...tus, ...headers, ...more } });
        expect([method, answer.status]).toEqual([method, 404]);
      }
    }
    const list = await fetch(`${origin}/uploads/draft`, { headers: withDraft('made-up') });
    expect(list.status).toBe(404);
  });

  it('for a letter needs the receipt of that report, or a member of staff at the desk', async () => {
    const report = newId<'report'>();
    actors.set('holder', { kind: 'resident', reports: [report] });
    actors.set('other', { kind: 'resident', reports: [newId<'report'>()] });
    const statusOf = async (actor: string, path: string) =>
      (await fetch(`${origin}${path}`, { headers: { 'x-actor': actor } })).status;
    expect(await statusOf('holder', `/uploads/letters/${report}`)).toBe(200);
    expect(await statusOf('other', `/uploads/letters/${report}`)).toBe(404);
    expect(await statusOf('holder', `/desk/uploads/letters/${report}`)).toBe(404);
  });
});

describe('a form with files, sent without scripts', () => {
  const post = async (draft: string, form: FormData) => {
    const answer = await fetch(`${origin}/form`, {
      method: 'POST',
      headers: { 'x-basket': draft },
      body: form,
    });
    return { status: answer.status, body: await answer.json() };
  };

  it('brings its fields and its files, in order, and says which were refused', async () => {
    const draft = newDraft();
    const form = new FormData();
    form.append('words', 'Γειά σας, άκουσα κάτι');
    form.append(
      'files',
      new File([new Uint8Array(await fixture('phone-lumia-820.jpg'))], 'شارعنا.jpg', { type: 'image/jpeg' }),
    );
    form.append('files', new File(['<svg/>'], 'photo.png', { type: 'image/png' }));
    form.append('files', new File([], ''));
    form.append('files', new File(['my diary'], 'diary.txt', { type: 'text/plain' }));
    form.append('after', 'yes');
    const { body } = await post(draft, form);
    expect(body).toEqual({
      fields: [
        ['words', 'Γειά σας, άκουσα κάτι'],
        ['after', 'yes'],
      ],
      found: [
        { name: 'شارعنا.jpg', state: 'received', problem: null },
        { name: 'photo.png', state: 'refused', problem: 'fileLiesAboutItsType' },
        { name: 'diary.txt', state: 'received', problem: null },
      ],
      turnedAway: [],
    });
    const owner = draftOwner(draft) ?? '';
    expect((await listDraftUploads(runtime, caller, owner)).map(({ size }) => size)).toEqual([329_277, 6, 8]);
  });

  it('turns away an empty file by name, and goes on with the rest', async () => {
    const form = new FormData();
    form.append('files', new File([], 'empty.jpg'));
    form.append('files', new File(['my diary'], 'diary.txt', { type: 'text/plain' }));
    const { body } = await post(newDraft(), form);
    expect(body.found).toEqual([
      { name: 'empty.jpg', state: 'refused', problem: 'fileIsEmpty' },
      { name: 'diary.txt', state: 'received', problem: null },
    ]);
  });

  it('that breaks off leaves nothing behind and holds nothing open', async () => {
    const draft = newDraft();
    const boundary = 'x-boundary-x';
    const cut = new AbortController();
    const half = (async function* () {
      yield Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
      );
      yield await fixture('phone-lumia-820.jpg');
      setTimeout(() => cut.abort(), 200);
      await new Promise(() => undefined);
    })();
    const headers = { 'x-basket': draft, 'content-type': `multipart/form-data; boundary=${boundary}` };
    const request = {
      method: 'POST',
      headers,
      body: Readable.toWeb(Readable.from(half)),
      duplex: 'half',
      signal: cut.signal,
    };
    await expect(fetch(`${origin}/form`, request as RequestInit)).rejects.toThrow();
    await expect.poll(() => listDraftUploads(runtime, caller, draftOwner(draft) ?? '')).toEqual([]);
    const left = await readdir(join(directory, 'staging', String(TENANT)));
    expect(left.every((name) => /^[0-9a-f-]{36}$/.test(name))).toBe(true);
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain'])(
    'of type %s with no form in it is bad input',
    async (type) => {
      const answer = await fetch(`${origin}/form`, {
        method: 'POST',
        headers: { 'x-basket': newDraft(), 'content-type': type },
        body: 'no form at all',
      });
      expect([answer.status, await answer.text()]).toEqual([400, 'BadInput']);
    },
  );
});

describe('a file of a report', () => {
  let id: Id<'file'>;
  let whole: Buffer;
  beforeAll(async () => {
    const draft = newDraft();
    await send(draft, await fixture('tone.wav'), "so'und [ήχος].wav", 'audio/wav');
    whole = await fixture('tone.wav');
    const report = newId<'report'>();
    const files = await transact(runtime.pool, TENANT, async (db) => {
      const use: Use = {
        db,
        ...{
          tenant: TENANT,
          actor: STRANGER,
          purpose: 'respond',
          basis: 'public-task',
          reason: null,
          now: new Date(),
        },
        ...{ keyring: runtime.keyring, keys: new Map(), seen: new Set() },
      };
      const { subject } = await submit(use, {
        ...{
          id: report,
          kind: 'incident',
          category: newId<'category'>(),
          sensitive: false,
          tier: 'pseudonymous',
        },
        ...{
          language: 'en',
          area: null,
          cell: null,
          unit: UNIT,
          firstReplyHours: 48,
          outcomeDays: 14,
          contact: null,
        },
        content: {
          words: 'Noise.',
          place: { how: 'none' },
          when: { type: 'unknown' },
          answers: {},
          onBehalf: false,
        },
      });
      return attachUploads(use, { owner: draftOwner(draft) ?? '', subject, report });
    });
    id = files[0] ?? newId<'file'>();
    await prepareFile(runtime, TENANT, id);
    actors.set('reporter', { kind: 'resident', reports: [report] });
    actors.set('officer', {
      kind: 'staff',
      id: newId<'staff'>(),
      session: newId<'session'>(),
      hat: 'cpo',
      unit: UNIT,
      strong: true,
    });
  });
  const get = (path: string, actor: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${origin}${path}`, { method, headers: { 'x-actor': actor, ...headers } });

  it('is given whole, sandboxed, never kept and never guessed at', async () => {
    const answer = await get(`/files/${id}/whole`, 'reporter');
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-length': String(whole.length),
      'content-disposition': `inline; filename="so_und ______.wav"; filename*=UTF-8''so%27und%20%5B%CE%AE%CF%87%CE%BF%CF%82%5D.wav`,
    });
  });

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=100-199', 100, 200],
    ['bytes=8000-', 8000, 8044],
    ['bytes=-44', 8000, 8044],
    ['bytes=8000-99999', 8000, 8044],
  ])('is given by range %s', async (range, start, end) => {
    const answer = await get(`/desk/files/${id}/whole`, 'officer', { range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/8044`,
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole.subarray(start, end))).toBe(true);
  });

  it('answers a range behind its end with 416, and what it does not understand with the whole', async () => {
    expect((await get(`/files/${id}/whole`, 'reporter', { range: 'bytes=9000-' })).status).toBe(416);
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=5-2']) {
      const answer = await get(`/files/${id}/whole`, 'reporter', { range });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 8044]);
    }
    expect((await get(`/files/${id}/whole`, 'reporter', {}, 'HEAD')).headers.get('content-length')).toBe(
      '8044',
    );
  });

  it('is not found for a stranger, under another variant, or under any made-up address', async () => {
    for (const [path, actor] of [
      [`/files/${id}/whole`, 'stranger'],
      [`/files/${id}/small`, 'reporter'],
      [`/files/${id}/..%2Fwhole`, 'reporter'],
      [`/files/${newId()}/whole`, 'officer'],
      ['/files/..%2f..%2fetc/whole', 'officer'],
      ['/files/------------------------------------/whole', 'officer'],
    ] as const) {
      expect([path, (await get(path, actor)).status]).toEqual([path, 404]);
    }
  });
});
