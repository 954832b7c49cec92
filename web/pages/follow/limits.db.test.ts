import { Hono } from 'hono';
import { beforeAll, expect, test } from 'vitest';
import { setUpPlace } from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import { newId, readConfiguration } from '#domain/kernel';
import { testDatabase, testRuntime } from '#testing';
import { handleFailure } from '../../server/failures.tsx';
import { securityHeaders } from '../../server/headers.ts';
import { openLiveHub } from '../../server/live.ts';
import { placeAndVoice } from '../../server/place.ts';
import { openReceiptSession, sameOrigin, sessions } from '../../server/session.ts';
import type { App, Visit, Web } from '../../server/visit.ts';
import { followPages } from './index.ts';

const ORIGIN = 'http://localhost:8080';
const report = newId<'report'>();
let app: App;
let cookie: string;

beforeAll(async () => {
  const runtime = testRuntime((await testDatabase()).pool);
  await setUpPlace(runtime, await readPlaceDirectory('content/haven'));
  const bell = { onRing: () => () => undefined, close: async () => undefined };
  const assets = { stylesheet: '/styles.css', script: (name: string) => `/${name}.js`, directory: '' };
  const live = openLiveHub(runtime.pool, bell);
  const web: Web = { runtime, configuration: readConfiguration({}), assets, live, bell, secure: false };
  app = new Hono<Visit>();
  app.use(securityHeaders(false), placeAndVoice(web), sameOrigin(web), sessions(web));
  app.post('/hold', (c) => {
    openReceiptSession(c, web, report);
    return c.text('held');
  });
  followPages(app, web);
  app.onError(handleFailure(web));
  const held = await app.request(`${ORIGIN}/hold`, { method: 'POST', headers: { host: 'localhost:8080' } });
  cookie = held.headers.get('set-cookie')?.split(';')[0] ?? '';
});

const MB = 1 << 20;

/** A body that tells no length and is made as it is read, so that what is counted is what the server took in. */
function endless(most: number) {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken >= most) return controller.close();
      taken += MB;
      controller.enqueue(new Uint8Array(MB).fill(97));
    },
  });
  return { body, taken: () => taken };
}

async function write(type: string, headers: Record<string, string> = {}) {
  const { body, taken } = endless(40 * MB);
  // Fetch asks for `duplex` where the body is a stream; the types of the browser do not know it.
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { host: 'localhost:8080', origin: ORIGIN, 'content-type': type, ...headers },
    body,
    duplex: 'half',
  };
  const answer = await app.request(new Request(`${ORIGIN}/follow/report/${report}/write`, init));
  return { status: answer.status, taken: taken() };
}

const MULTIPART = 'multipart/form-data; boundary=x';
const WORDS = 'application/x-www-form-urlencoded';

test('40 MB of words are turned away before they are taken in, from a stranger and from the holder', async () => {
  for (const [type, headers] of [
    [WORDS, {}],
    [MULTIPART, {}],
    [WORDS, { cookie }],
  ] as const) {
    const { status, taken } = await write(type, headers);
    expect(status, type).toBe(413);
    expect(taken, type).toBeLessThan(4 * MB);
  }
});
