/** Public map data: the same for everybody, so browsers and proxies may keep it. No cookie is read or set. */
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { basemapOf, type Place, placeOf, tenantBySlug } from '#domain/jurisdiction';
import { orNotFound } from '#domain/kernel';
import { isLanguage, type Language, text } from '#words';
import type { App, PageContext, Web } from '../../server/visit.ts';
import { areaFeaturesOf, drawPicture, nameOfArea, SIZES, type Size } from './picture.ts';

const HOUR = 3600;

async function placeBySlug(c: PageContext, web: Web): Promise<Place> {
  const tenant = orNotFound(await tenantBySlug(web.runtime, c.req.param('slug') ?? ''));
  return placeOf(web.runtime, tenant.id);
}

/** Answer with a body that belongs to one version of the place; a browser that has it already gets no body. */
async function sendKept(
  c: PageContext,
  place: Place,
  type: string,
  make: () => Promise<string> | string,
): Promise<Response> {
  const tag = `W/"${place.version}"`;
  c.header('ETag', tag);
  c.header('Cache-Control', `public, max-age=${HOUR}, stale-while-revalidate=${24 * HOUR}`);
  if (c.req.header('if-none-match') === tag) return c.body(null, 304);
  c.header('Content-Type', type);
  return c.body(await make());
}

const point = z.object({
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
});

/** What the map says aloud of a point. It comes in the body, and nothing of it is kept, here, on the way or in the browser. */
function tellNearest(c: PageContext, given: unknown): Response {
  const place = c.get('place');
  const at = point.safeParse(given);
  if (!at.success) return c.json({ error: 'bad-input' }, 400);
  const { lat, lon } = at.data;
  const area = place.areaAt(lat, lon);
  const near = place.nearestPlace(lat, lon);
  const { language } = c.get('voice');
  return c.json({
    street: near?.words ?? null,
    metres: near ? Math.round(near.metres) : null,
    area: area ? nameOfArea(area, place, language) : null,
    areaSlug: area?.slug ?? null,
    inside: area !== undefined,
  });
}

/** Pictures already drawn; the oldest goes first. Their number is that of areas, languages and sizes. */
const MOST_KEPT = 60;
const drawn = new Map<string, string>();

async function staticPicture(
  web: Web,
  place: Place,
  size: Size,
  language: Language,
  areaSlug?: string,
): Promise<string> {
  const area = areaSlug === undefined ? undefined : orNotFound(place.areaBySlug(areaSlug));
  const key = `${place.version} ${size} ${language} ${areaSlug ?? ''}`;
  const kept = drawn.get(key);
  if (kept) return kept;
  const title = text((area ?? place).name, language, place.defaultLanguage);
  const svg = await drawPicture(web.runtime, place, { area, size, language, title });
  if (drawn.size >= MOST_KEPT) drawn.delete(drawn.keys().next().value ?? '');
  drawn.set(key, svg);
  return svg;
}

export function mapPages(app: App, web: Web): void {
  app.post('/maps/nearest', bodyLimit({ maxSize: 1000 }), async (c) =>
    tellNearest(c, await c.req.parseBody()),
  );
  app.get('/maps/:slug/basemap.geojson', async (c) => {
    const place = await placeBySlug(c, web);
    return sendKept(c, place, 'application/geo+json', () => basemapOf(web.runtime, place));
  });
  app.get('/maps/:slug/areas.geojson', async (c) => {
    const place = await placeBySlug(c, web);
    return sendKept(c, place, 'application/geo+json', () =>
      JSON.stringify({ type: 'FeatureCollection', features: areaFeaturesOf(place) }),
    );
  });
  app.get('/maps/:slug/static.svg', async (c) => {
    const place = await placeBySlug(c, web);
    const { size = 'small', language = place.defaultLanguage, area } = c.req.query();
    if (!(size in SIZES) || !isLanguage(language)) return c.notFound();
    // A picture brings its own few styles and may do nothing else.
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    return sendKept(c, place, 'image/svg+xml', () => staticPicture(web, place, size as Size, language, area));
  });
}
