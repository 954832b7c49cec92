import { Hono } from 'hono';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { setUpPlace } from '#domain/journeys';
import { type Place, placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import { newId, type Runtime, readConfiguration, sent, transact } from '#domain/kernel';
import { testDatabase, testRuntime } from '#testing';
import { handleFailure, handleNotFound } from '../../server/failures.tsx';
import { compressPages, securityHeaders } from '../../server/headers.ts';
import { openLiveHub } from '../../server/live.ts';
import { choices, placeAndVoice } from '../../server/place.ts';
import { sameOrigin, sessions } from '../../server/session.ts';
import type { App, Visit, Web } from '../../server/visit.ts';
import { homePages } from './index.ts';

let app: App;
let runtime: Runtime;
let place: Place;

function makeSite(): App {
  const bell = { onRing: () => () => undefined, close: async () => undefined };
  const assets = { stylesheet: '/styles.css', script: (name: string) => `/${name}.js`, directory: '' };
  const live = openLiveHub(runtime.pool, bell);
  const web: Web = { runtime, configuration: readConfiguration({}), assets, live, bell, secure: false };
  const site: App = new Hono<Visit>();
  site.use(compressPages, securityHeaders(false), placeAndVoice(web), sameOrigin(web), sessions(web));
  choices(site, web);
  homePages(site, web);
  site.notFound(handleNotFound(web));
  site.onError(handleFailure(web));
  return site;
}

beforeAll(async () => {
  runtime = testRuntime((await testDatabase()).pool);
  const { tenant } = await setUpPlace(runtime, await readPlaceDirectory('content/haven'));
  place = await placeOf(runtime, tenant);
  app = makeSite();
});

const ORIGIN = 'http://localhost:8080';
const look = (path: string, headers: Record<string, string> = {}) =>
  app.request(`${ORIGIN}${path}`, { headers: { host: 'localhost:8080', ...headers } });
const choose = (fields: Record<string, string>) => send('/area', fields);
const send = (path: string, fields: Record<string, string>) =>
  app.request(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: { host: 'localhost:8080', origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
  });

test('the first page offers the three ways to begin before anything is chosen', async () => {
  const page = await look('/');
  const body = await page.text();
  expect(page.status).toBe(200);
  for (const href of ['/report', '/report?kind=question', '/report?kind=worry'])
    expect(body).toContain(`href="${href}"`);
  expect(body).toContain('href="tel:112"');
  expect(body).toContain('href="/areas/old-harbour"');
});

test('an address leads to its area, and only the name of the area is kept', async () => {
  const answer = await choose({ address: 'plaza del faro, Haven' });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/');
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^area=[a-z-]+; /);
  expect(cookie).toContain('HttpOnly');
  const home = await (await look('/', { cookie: cookie.split(';')[0] ?? '' })).text();
  expect(home).toContain('Your area');
  expect(home).not.toContain('plaza del faro');
});

test('a press on the map and the position of the device lead to the area under them', async () => {
  const harbour = place.areaBySlug('old-harbour');
  if (!harbour) throw new Error('The area is missing.');
  const { lat, lon } = harbour.centre;
  expect((await choose({ lat: String(lat), lon: String(lon) })).headers.get('set-cookie')).toMatch(
    /^area=old-harbour;/,
  );
  const [west, south, east, north] = place.bounds;
  // Near enough for a city: the projection itself is tested where it is made.
  const x = 8 + ((lon - west) / (east - west)) * 704;
  const y = 8 + ((north - lat) / (north - south)) * 464;
  const pressed = await choose({ 'map-wide.x': String(Math.round(x)), 'map-wide.y': String(Math.round(y)) });
  expect(pressed.headers.get('set-cookie')).toMatch(/^area=old-harbour;/);
});

test.each([
  [{ address: '' }, 'Write a street or a place'],
  [{ address: 'qqqq zzzz' }, 'We do not know that street'],
  [{ lat: '10', lon: '10' }, 'outside the areas'],
  [{ lat: 'NaN', lon: '' }, 'outside the areas'],
  [{ 'map-press.x': '0', 'map-press.y': '0' }, 'With a keyboard, the list is easier'],
])('what cannot be found is said beside its field: %j', async (fields, words) => {
  const page = await choose(fields as Record<string, string>);
  expect(page.status).toBe(422);
  expect(page.headers.get('set-cookie')).toBeNull();
  expect(await page.text()).toContain(words);
});

test('what a person types comes back nowhere as markup', async () => {
  const page = await choose({ address: '<script>alert(1)</script> calle' });
  expect(await page.text()).not.toContain('<script>alert');
});

test('a name that several places have is asked about', async () => {
  const page = await choose({ address: 'calle' });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Which one is it?');
});

test('the page of an area names its officer in five languages, within its budgets', async () => {
  for (const language of ['en', 'es', 'el', 'nl', 'ar']) {
    const headers = { 'accept-language': language, 'accept-encoding': 'br' };
    const page = await look('/areas/old-harbour', headers);
    // Once a second the program asks whether a place has changed; of several looks most are between two such seconds.
    const counts: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      const before = sent.statements;
      await look('/areas/old-harbour', headers);
      counts.push(sent.statements - before);
    }
    expect(Math.min(...counts)).toBeLessThanOrEqual(8);
    expect((await page.arrayBuffer()).byteLength).toBeLessThan(12_000);
    const body = await (await look('/areas/old-harbour', { 'accept-language': language })).text();
    expect(body).toContain(`lang="${language}"`);
    expect(body).toContain('Inés Vidal');
    expect(body).not.toMatch(/\b(area|home|place|shell)\.[a-zA-Z]+/);
  }
});

test('the pages that explain are there in five languages, whole', async () => {
  for (const path of ['/privacy', '/accessibility', '/help', '/areas', '/areas/old-harbour/reports']) {
    for (const language of ['en', 'es', 'el', 'nl', 'ar']) {
      const page = await look(path, { 'accept-language': language });
      expect(page.status).toBe(200);
      expect(await page.text()).not.toMatch(/>(area|home|place|shell)\.[a-zA-Z.-]+</);
    }
  }
});

/** As if officers had made this many reports of an area public, one a minute. */
async function publishMany(slug: string, many: number): Promise<void> {
  const area = place.areaBySlug(slug);
  const category = place.categories[0];
  if (!area || !category) throw new Error('The place is empty.');
  const cell = place.cellOf(area.centre.lat, area.centre.lon);
  await transact(runtime.pool, place.tenant, async (db) => {
    for (let index = 1; index <= many; index += 1) {
      const title = JSON.stringify({ en: `Lamp <${index}> mended` });
      await sql`insert into reports.publication (tenant, report, area, cell, category, title, words, published_at, reason,
          closed, outcome)
        values (${place.tenant}, ${newId()}, ${area.id}, ${cell}, ${category.id}, ${title}, '{"en":"It works again."}',
          ${new Date(Date.UTC(2026, 9, 1, 10, index))}, 'helps neighbours', ${index % 2 === 0},
          ${index % 2 === 0 ? 'solved' : null})`.execute(db);
    }
  });
}

test('public reports are told a page at a time, newest first, none twice and none left out', async () => {
  await publishMany('docks', 45);
  const seen: string[] = [];
  let path: string | undefined = '/areas/docks/reports';
  while (path) {
    const body: string = await (await look(path)).text();
    // An id of a report tells when somebody began to write it.
    expect(`${path} ${body}`).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    seen.push(...[...body.matchAll(/Lamp &lt;(\d+)> mended/g)].map(([, number]) => number ?? ''));
    path = /href="([^"]*before=[^"]*)" rel="next"/.exec(body)?.[1];
  }
  expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => String(45 - index)));
  for (const strange of ['x', `1_${newId()}`, 'A'.repeat(120)])
    expect(await (await look(`/areas/docks/reports?before=${strange}`)).text()).toContain('Lamp &lt;45>');
});

test('the map of public reports tells counts for cells and never a report', async () => {
  await publishMany('beach', 3);
  const page = await look('/areas/beach/map.json?language=es');
  expect(page.headers.get('cache-control')).toBe('public, max-age=60');
  const { features } = await page.json();
  expect(features).toHaveLength(1);
  expect(features[0].properties.published).toBe(3);
  expect(features[0].properties.title).toMatch(/3 avisos$/);
  expect(Object.keys(features[0].properties).sort()).toEqual(['published', 'title']);
  const cell = place.cellOf(features[0].geometry.coordinates[1], features[0].geometry.coordinates[0]);
  expect(features[0].id).toBe(cell);
});

test('an area that is not there is not found', async () => {
  for (const path of [
    '/areas/atlantis',
    '/areas/atlantis/reports',
    '/areas/atlantis/map.json',
    '/areas/%22%3E',
  ]) {
    expect((await look(path)).status, path).toBeGreaterThanOrEqual(400);
    expect((await look(path)).status, path).toBeLessThan(500);
  }
});

test('map data may be kept by everybody, and a browser that has it gets no body', async () => {
  for (const path of [
    '/maps/haven/basemap.geojson',
    '/maps/haven/areas.geojson',
    '/maps/haven/static.svg?area=old-harbour',
  ]) {
    const first = await look(path);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toContain('public');
    expect(first.headers.get('set-cookie')).toBeNull();
    const again = await look(path, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  }
  const areas = await (await look('/maps/haven/areas.geojson')).json();
  expect(areas.features).toHaveLength(12);
  for (const path of [
    '/maps/nowhere/basemap.geojson',
    '/maps/haven/static.svg?area=no',
    '/maps/haven/static.svg?size=huge',
  ]) {
    expect((await look(path)).status, path).toBe(404);
  }
});

test('what is nearest to a point is told and kept nowhere', async () => {
  const centre = place.areaBySlug('old-harbour')?.centre;
  const ask = (lat: unknown, lon: unknown) => send('/maps/nearest', { lat: String(lat), lon: String(lon) });
  const page = await ask(centre?.lat, centre?.lon);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(await page.json()).toMatchObject({ area: 'Old Harbour', areaSlug: 'old-harbour', inside: true });
  expect(await (await ask(0, 0)).json()).toMatchObject({
    street: null,
    inside: false,
  });
  expect((await ask('x', 1)).status).toBe(400);
  // Where somebody points stands in no address, where logs of proxies and browsers would keep it.
  expect((await look('/maps/nearest?lat=0&lon=0')).status).toBe(404);
});

test('only a person on our own pages can make the browser forget', async () => {
  const cookie = 'area=old-harbour; concord=x';
  for (const site of ['same-origin', 'none', undefined]) {
    const left = await look('/leave', { cookie, ...(site && { 'sec-fetch-site': site }) });
    expect(left.headers.get('clear-site-data'), site).toContain('cookies');
    expect(left.headers.get('set-cookie'), site).toContain('concord=; Max-Age=0');
  }
  for (const site of ['cross-site', 'same-site']) {
    const left = await look('/leave', { cookie, 'sec-fetch-site': site });
    expect(left.status).toBe(303);
    expect(left.headers.get('clear-site-data'), site).toBeNull();
    expect(left.headers.get('set-cookie'), site).toBeNull();
  }
});
