import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listPublishedReports, lookAtArea, setMemberActive, setUpPlace } from '#domain/journeys';
import { basemapOf, chooseTenant, listTenants, PlaceFileProblem, placeOf } from '#domain/jurisdiction';
import { makeKeyring, type Runtime, STRANGER, sent, transact } from '#domain/kernel';
import { freshDatabase, testDatabase, testRuntime } from '#testing';

const SQUARE = (west: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 0],
      [west + 1, 0],
      [west + 1, 1],
      [west, 1],
      [west, 0],
    ],
  ],
});

function parts(slug: string) {
  return {
    tenant: {
      slug,
      name: { en: 'Smallville', es: 'Villachica' },
      timezone: 'Europe/Madrid',
      defaultLanguage: 'en',
      languages: ['en', 'es'],
      emergencyNumber: '112',
      bounds: [0, 0, 2, 1],
      units: [
        { code: 'west', name: { en: 'West' }, areas: ['west'] },
        { code: 'hate-crime', name: { en: 'Hate crime' } },
      ],
      services: [{ code: 'lights', name: { en: 'City lights' }, phone: '010' }],
      categories: [
        {
          ...{ code: 'theft', kind: 'incident', sensitive: false, name: { en: 'Theft' }, unit: null },
          ...{
            firstReplyHours: 48,
            outcomeDays: 14,
            questions: [{ code: 'what', type: 'text', label: { en: 'What?' } }],
          },
        },
        {
          ...{
            code: 'hate-words',
            kind: 'hate',
            sensitive: true,
            name: { en: 'Hate words' },
            unit: 'hate-crime',
          },
          ...{ firstReplyHours: 12, outcomeDays: 14 },
        },
      ],
    },
    areas: {
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', properties: { slug: 'west', name: { en: 'West Side' } }, geometry: SQUARE(0) },
        { type: 'Feature', properties: { slug: 'east', name: { en: 'East Side' } }, geometry: SQUARE(1) },
      ],
    },
    places: [
      {
        ...{ id: 'mar', kind: 'street', name: 'Calle Mar', lat: 0.5, lon: 0.5 },
        numbers: [
          { n: 1, lat: 0.5, lon: 0.1 },
          { n: 11, lat: 0.5, lon: 0.2 },
        ],
      },
    ],
  };
}

/** Each with a keyring of its own, as each process has. */
async function runtime(): Promise<Runtime> {
  const { pool } = await testDatabase();
  return testRuntime(pool, () => new Date(), makeKeyring([randomBytes(32)]));
}

test('a place is set up from its files, and the same files again change nothing', async () => {
  const here = await runtime();
  const first = await setUpPlace(here, parts('one'));
  expect(first.changes).toBeGreaterThan(5);
  const place = await placeOf(here, first.tenant);
  expect(await setUpPlace(here, parts('one'))).toEqual({ ...first, changes: 0 });
  expect((await placeOf(here, first.tenant)).version).toBe(place.version);
});

test('a place answers where a point lies and who handles what there', async () => {
  const here = await runtime();
  const { tenant } = await setUpPlace(here, parts('two'));
  const place = await placeOf(here, tenant);
  const west = place.areaAt(0.5, 0.5);
  expect(west?.slug).toBe('west');
  expect(place.areaAt(0.5, 1.5)?.slug).toBe('east');
  expect(place.areaAt(5, 5)).toBeUndefined();
  const [theft, hate] = place.categories;
  if (!theft || !hate) throw new Error('The categories are missing.');
  expect(place.routeUnit(theft, west)?.code).toBe('west');
  expect(place.routeUnit(theft, place.areaAt(0.5, 1.5))).toBeUndefined();
  expect(place.routeUnit(hate, west)?.code).toBe('hate-crime');
  expect(place.findPlaces('calle mar 6, Smallville')[0]).toMatchObject({ words: 'Calle Mar 6', lat: 0.5 });
  expect(place.findPlaces('EAST')[0]).toMatchObject({ kind: 'area', name: 'East Side' });
  // It brought no drawing of its own: open ground, its areas, and their names.
  const drawn = JSON.parse(await basemapOf(here, place)).features as { properties: { class: string } }[];
  const kinds = drawn.map(({ properties }) => properties.class);
  expect(kinds).toEqual(['countryside', 'city', 'city', 'area', 'area']);
});

test('what goes from the files is no longer offered, but old reports can still name it', async () => {
  const here = await runtime();
  const { tenant } = await setUpPlace(here, parts('three'));
  const theft = (await placeOf(here, tenant)).categoryByCode('theft');
  if (!theft) throw new Error('The category is missing.');
  const fewer = parts('three');
  fewer.tenant.categories.shift();
  expect((await setUpPlace(here, fewer)).changes).toBeGreaterThan(0);
  const place = await placeOf(here, tenant);
  expect(place.categories.map((one) => one.code)).toEqual(['hate-words']);
  expect(place.categoryById(theft.id)).toMatchObject({ code: 'theft', active: false });
});

test('a place that is known costs no statement', async () => {
  const here = await runtime();
  const { tenant } = await setUpPlace(here, parts('four'));
  await placeOf(here, tenant);
  const before = sent.statements;
  await placeOf(here, tenant);
  await listTenants(here);
  expect(sent.statements - before).toBe(0);
});

test('another process sees a change within a moment', async () => {
  const here = await runtime();
  const there = { ...here, keyring: makeKeyring([randomBytes(32)]) };
  const { tenant } = await setUpPlace(here, parts('five'));
  expect((await placeOf(there, tenant)).emergencyNumber).toBe('112');
  const other = parts('five');
  other.tenant.emergencyNumber = '911';
  await setUpPlace(here, other);
  await expect
    .poll(async () => (await placeOf(there, tenant)).emergencyNumber, { timeout: 3_000 })
    .toBe('911');
});

test('files with faults are refused whole, each fault with its file and path', async () => {
  const here = await runtime();
  const wrong = parts('six');
  wrong.tenant.timezone = 'Europe/Nowhere';
  wrong.tenant.emergencyNumber = '';
  const refused = await setUpPlace(here, wrong).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PlaceFileProblem);
  expect(String(refused)).toMatch(/tenant\.json: timezone: is not a time zone/);
  expect(String(refused)).toMatch(/tenant\.json: emergencyNumber: /);
  const dangling = parts('six');
  dangling.tenant.units[0]?.areas?.push('nowhere');
  await expect(setUpPlace(here, dangling)).rejects.toThrow(
    'tenant.json: units.0.areas: there is no area "nowhere"',
  );
  expect((await listTenants(here)).some((one) => one.slug === 'six')).toBe(false);
});

test('one place cannot change the settings of another', async () => {
  const here = await runtime();
  const mine = await setUpPlace(here, parts('seven'));
  const theirs = await setUpPlace(here, parts('eight'));
  const { rowCount } = await here.pool
    .query(
      `begin; set local concord.tenant = '${mine.tenant}';
     update jurisdiction.tenant set settings = '{}' where id = ${theirs.tenant}; commit`,
    )
    .then((results) => (results as unknown as { rowCount: number | null }[])[2] ?? { rowCount: null });
  expect(rowCount).toBe(0);
  const seen = await transact(
    here.pool,
    mine.tenant,
    async () => (await placeOf(here, theirs.tenant)).areas.length,
  );
  expect(seen).toBe(2);
});

test('a host name that a place owns wins over what the browser asks for', () => {
  const tenant = (id: number, slug: string, hosts: string[]) => ({
    ...{ id: id as never, slug, hosts, version: '', name: {} },
  });
  const all = [tenant(1, 'haven', []), tenant(2, 'boston', []), tenant(3, 'vigo', ['vigo.example'])];
  expect(chooseTenant(all, 'vigo.example:443', 'haven')?.slug).toBe('vigo');
  expect(chooseTenant(all, 'localhost:8080', 'boston')?.slug).toBe('boston');
  expect(chooseTenant(all, 'localhost:8080', 'vigo')?.slug).toBe('haven');
  expect(chooseTenant(all, 'localhost:8080', undefined)?.slug).toBe('haven');
});

async function haven() {
  const { pool, drop } = await freshDatabase();
  const here = { ...(await runtime()), pool };
  const read = (name: string): unknown => JSON.parse(readFileSync(`content/haven/${name}`, 'utf8'));
  const files = {
    ...{ tenant: read('tenant.json'), areas: read('areas.geojson') },
    ...{ places: read('places.json'), basemap: read('basemap.geojson') },
  };
  const { tenant } = await setUpPlace(here, files);
  return { here, tenant, files, drop, caller: { tenant, actor: STRANGER } };
}

test('the demo city is a place without faults, where every area has somebody who answers', async () => {
  const { here, tenant, files, caller, drop } = await haven();
  const place = await placeOf(here, tenant);
  expect(place.areas).toHaveLength(12);
  for (const area of place.areas) {
    expect(place.areaAt(area.centre.lat, area.centre.lon)?.slug).toBe(area.slug);
    for (const category of place.categories) expect(place.routeUnit(category, area)).toBeDefined();
    const view = await lookAtArea(here, caller, { area: area.slug });
    expect(view.answering?.role).toBe('officer');
    expect(view.officers.some((one) => one.role === 'cover')).toBe(true);
    expect(view.doneHere.length).toBeGreaterThan(0);
  }
  expect((await lookAtArea(here, caller, { area: 'old-harbour' })).answering?.name).toBe('Inés Vidal');
  expect((await setUpPlace(here, files)).changes).toBe(0);
  await drop();
});

test('a page of an area takes a constant few statements', async () => {
  const { here, caller, drop } = await haven();
  await lookAtArea(here, caller, { area: 'old-harbour' });
  const before = sent.statements;
  await lookAtArea(here, caller, { area: 'old-harbour' });
  expect(sent.statements - before).toBeLessThanOrEqual(8);
  const then = sent.statements;
  await listPublishedReports(here, caller, { area: 'old-harbour' });
  expect(sent.statements - then).toBeLessThanOrEqual(8);
  await drop();
});

test('while an officer is away the cover answers, and somebody who left answers nothing', async () => {
  const { here, files, caller, drop } = await haven();
  const today = new Date().toISOString().slice(0, 10);
  const changed = structuredClone(files) as { tenant: { staff: { code: string; away?: object[] }[] } };
  const ines = changed.tenant.staff.find((one) => one.code === 'ines-vidal');
  if (!ines) throw new Error('The officer is missing.');
  ines.away = [{ from: today, until: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10) }];
  await setUpPlace(here, { ...files, tenant: changed.tenant });
  const view = await lookAtArea(here, caller, { area: 'old-harbour' });
  expect(view.answering?.role).toBe('cover');
  await setMemberActive(
    here,
    { ...caller, actor: { kind: 'system', duty: 'command-line' } },
    { code: 'ines-vidal', active: false },
  );
  const later = await lookAtArea(here, caller, { area: 'old-harbour' });
  expect(later.officers.map((one) => one.name)).not.toContain('Inés Vidal');
  await drop();
});

test('an area that is not there is not found, and neither is one with a strange name', async () => {
  const { here, caller, drop } = await haven();
  await expect(lookAtArea(here, caller, { area: 'atlantis' })).rejects.toThrow('not-found');
  await expect(lookAtArea(here, caller, { area: "x' or 1=1" })).rejects.toThrow('area: wrong');
  await drop();
});
