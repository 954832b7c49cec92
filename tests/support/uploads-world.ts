/** The part of the website that takes and gives files, alone on a port of its own; callers are named, not signed in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Upload } from 'tus-js-client';
import { afterAll } from 'vitest';
import { draftOwner } from '#domain/journeys';
import {
  type Actor,
  type Caller,
  REFUSALS,
  Refusal,
  type Runtime,
  readConfiguration,
  STRANGER,
  type TenantId,
} from '#domain/kernel';
import { formatDraftSecret, newDraftSecret } from '#domain/reports';
import { readFormWithFiles } from '../../web/server/form-with-files.ts';
import { uploads } from '../../web/server/uploads.ts';
import type { Visit, Web } from '../../web/server/visit.ts';
import { testDatabase, testRuntime } from './index.ts';

export const TENANT = 43 as TenantId;
export const caller: Caller = { tenant: TENANT, actor: STRANGER };
export const tus = { 'tus-resumable': '1.0.0' };

export const newDraft = (): string => formatDraftSecret(newDraftSecret(new Date()));
export const withDraft = (draft: string) => ({ cookie: `draft=${draft}` });

/** A photo, sound or text as a device wrote it. */
export function fixture(name: string): Promise<Buffer> {
  return readFile(join(import.meta.dirname, '../fixtures/media', name));
}

const encode = (text: string): string => Buffer.from(text).toString('base64');
export const metadata = (name: string, type: string): string =>
  `filename ${encode(name)},filetype ${encode(type)}`;

/** The frame of the website without its sessions, which have their own tests. */
function makeSite(web: Web, actors: ReadonlyMap<string, Actor>): Hono<Visit> {
  const site = new Hono<Visit>();
  site.use(async (c, next) => {
    const actor = actors.get(c.req.header('x-actor') ?? '') ?? STRANGER;
    c.set('caller', { tenant: TENANT, actor });
    await next();
  });
  uploads(site, web);
  site.post('/form', async (c) => {
    const owner = draftOwner(c.req.header('x-basket') ?? '');
    if (!owner) return c.notFound();
    const basket = { path: '/uploads/draft', owner, caller };
    const { fields, uploads: found, turnedAway } = await readFormWithFiles(c, web, basket);
    const told = found.map(({ name, state, problem }) => ({ name, state, problem }));
    return c.json({ fields: [...fields], found: told, turnedAway });
  });
  site.onError((error, c) =>
    error instanceof Refusal ? c.json({ error: error.code }, REFUSALS[error.code]) : c.text(error.name, 400),
  );
  return site;
}

interface Listed {
  readonly name: string;
  readonly state: string;
  readonly problem: string | null;
  readonly offset: number;
}

/** Called once by a test file; its server, database and disk are gone after the last test. */
export async function openUploadsWorld() {
  const directory = mkdtempSync(join(tmpdir(), 'uploads-'));
  const { pool } = await testDatabase();
  const runtime: Runtime = { ...testRuntime(pool), filesDirectory: directory };
  const web: Web = {
    runtime,
    configuration: readConfiguration({ CONCORD_DATA: directory }),
    assets: { stylesheet: '', script: () => '', directory: '' },
    live: { listen: () => () => undefined, close: () => undefined },
    bell: { onRing: () => () => undefined, close: async () => undefined },
    secure: false,
  };
  /** Who a request is from, by the name in its header `x-actor`. */
  const actors = new Map<string, Actor>();
  const server = serve({ fetch: makeSite(web, actors).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  afterAll(() => {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const send = (draft: string, bytes: Buffer, name: string, type: string): Promise<Upload> =>
    new Promise((resolve, reject) => {
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

  const listed = async (draft: string): Promise<Listed[]> => {
    const answer = await fetch(`${origin}/uploads/draft`, { headers: withDraft(draft) });
    return (await answer.json()).uploads;
  };
  return { directory, runtime, origin, actors, send, listed };
}
