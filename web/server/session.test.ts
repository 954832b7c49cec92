import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '#domain/jurisdiction';
import { type Id, makeKeyring, newId, Refusal, readConfiguration, type TenantId } from '#domain/kernel';
import { closeReceiptSession, networkOf, openReceiptSession, sameOrigin, sessions } from './session.ts';
import type { Visit, Web } from './visit.ts';

let now = new Date('2026-03-02T12:00:00Z');
const keyring = makeKeyring([randomBytes(32)]);
const report = newId<'report'>();
const other = newId<'report'>();

/** Only what these functions look at; the database is never asked, since no session cookie is sent. */
function webWith(settings: Record<string, string> = {}): Web {
  const configuration = readConfiguration({ CONCORD_BASE_URL: 'https://haven.example', ...settings });
  const runtime = { keyring, clock: () => now } as Web['runtime'];
  return { runtime, configuration, secure: true } as Web;
}

function appOf(web: Web, tenant = 1 as TenantId): Hono<Visit> {
  const app = new Hono<Visit>();
  app.use(async (c, next) => {
    c.set('place', { tenant } as Place);
    return next();
  });
  app.use(sameOrigin(web));
  app.use(sessions(web));
  app.get('/who', (c) => c.json(c.get('caller')));
  app.get('/desk', (c) => c.json(c.get('caller')));
  app.post('/open/:report', (c) => {
    openReceiptSession(c, web, c.req.param('report') as Id<'report'>);
    return c.text('open');
  });
  app.post('/close', (c) => {
    closeReceiptSession(c, web);
    return c.text('closed');
  });
  app.get('/network', (c) => c.text(networkOf(c, web)));
  app.onError((error, c) => c.text(error.message, error instanceof Refusal ? 403 : 500));
  return app;
}

const web = webWith();
const app = appOf(web);
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

async function openIn(
  to: Hono<Visit>,
  which: string,
  cookie = '',
): Promise<{ header: string; cookie: string }> {
  const answer = await to.request(`/open/${which}`, { method: 'POST', headers: { cookie } });
  const header = answer.headers.get('set-cookie') ?? '';
  return { header, cookie: header.split(';')[0] ?? '' };
}

async function reportsIn(to: Hono<Visit>, cookie: string, path = '/who'): Promise<readonly string[]> {
  const answer = await to.request(path, { headers: { cookie } });
  const caller: { actor: { reports: readonly string[] } } = await answer.json();
  return caller.actor.reports;
}

beforeEach(() => {
  now = new Date('2026-03-02T12:00:00Z');
});

describe('a resident with a receipt', () => {
  test('holds the report in this browser, and the cookie tells nothing', async () => {
    const { header, cookie } = await openIn(app, report);
    expect(header).toMatch(/^__Host-receipt=/);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(header).toContain(part);
    expect(header).not.toMatch(/Max-Age|Expires/i);
    expect(Buffer.from(cookie.split('=')[1] ?? '', 'base64url').toString()).not.toContain(report);
    expect(await reportsIn(app, cookie)).toEqual([report]);
  });

  test('holds several, the newest first, and none on the desk', async () => {
    const first = await openIn(app, report);
    const { cookie } = await openIn(app, other, first.cookie);
    expect(await reportsIn(app, cookie)).toEqual([other, report]);
    expect(await reportsIn(app, cookie, '/desk')).toEqual([]);
  });

  test('is a stranger after a quarter of an hour without a look', async () => {
    const { cookie } = await openIn(app, report);
    pass(14);
    expect(await reportsIn(app, cookie)).toEqual([report]);
    pass(2);
    expect(await reportsIn(app, cookie)).toEqual([]);
  });

  test('is kept by looking, but for an hour at most', async () => {
    let { cookie } = await openIn(app, report);
    for (let minute = 0; minute < 50; minute += 10) {
      pass(10);
      const answer = await app.request('/who', { headers: { cookie } });
      expect(answer.headers.get('set-cookie')).toContain('__Host-receipt=');
      cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    }
    expect(await reportsIn(app, cookie)).toEqual([report]);
    pass(11);
    expect(await reportsIn(app, cookie)).toEqual([]);
  });

  test('holds nothing at another place, with another key, or with a changed byte', async () => {
    const { cookie } = await openIn(app, report);
    expect(await reportsIn(appOf(web, 2 as TenantId), cookie)).toEqual([]);
    const changed = cookie.slice(0, -3) + (cookie.at(-3) === 'A' ? 'B' : 'A') + cookie.slice(-2);
    expect(await reportsIn(app, changed)).toEqual([]);
    expect(await reportsIn(app, '__Host-receipt=nonsense')).toEqual([]);
  });

  test('can leave', async () => {
    const { cookie } = await openIn(app, report);
    const answer = await app.request('/close', { method: 'POST', headers: { cookie } });
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-receipt=;.*Max-Age=0/);
  });
});

describe('what changes something', () => {
  const post = async (headers: Record<string, string>) =>
    (await app.request('/close', { method: 'POST', headers })).status;

  test('comes from our own pages', async () => {
    expect(await post({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(200);
    expect(await post({ origin: 'https://haven.example' })).toBe(200);
    expect(await post({})).toBe(200);
  });

  test('never comes from another site, nor from a neighbour under the same name', async () => {
    expect(await post({ 'sec-fetch-site': 'cross-site', origin: 'https://haven.example' })).toBe(403);
    expect(await post({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await post({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await post({ origin: 'null' })).toBe(403);
  });
});

describe('the address that tries are counted by', () => {
  const seenAs = async (forwarded: string, proxies: number) => {
    const there = appOf(webWith({ CONCORD_TRUST_PROXY: String(proxies) }));
    return (await there.request('/network', { headers: { 'x-forwarded-for': forwarded } })).text();
  };

  test('is what the outermost trusted proxy saw, not what the caller wrote', async () => {
    expect(await seenAs('198.51.100.9', 1)).toBe('198.51.100.9');
    expect(await seenAs('10.9.8.7, 198.51.100.9', 1)).toBe('198.51.100.9');
    expect(await seenAs('10.9.8.7, 198.51.100.9, 192.0.2.1', 2)).toBe('198.51.100.9');
  });

  test('is a whole household in IPv6', async () => {
    expect(await seenAs('2001:db8:1:2:aaaa::1', 1)).toBe('2001:db8:1:2');
    expect(await seenAs('2001:db8:1:2:bbbb:cccc:dddd:1', 1)).toBe('2001:db8:1:2');
    expect(await seenAs('2001:db8::1', 1)).toBe('2001:db8:0:0');
    expect(await seenAs('::ffff:198.51.100.9', 1)).toBe('198.51.100.9');
  });
});
