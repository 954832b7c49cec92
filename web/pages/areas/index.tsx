/** Pages of one area: its home, what was made public of reports, and that as map data. */
import { countPublishedOnMap, listPublishedReports, lookAtArea } from '#domain/journeys';
import { isLanguage, voiceOf } from '#words';
import { show } from '../../server/show.tsx';
import type { App, PageContext, Web } from '../../server/visit.ts';
import { publicMenu } from '../home/menu.ts';
import { areaChosen } from '../home/my-area.ts';
import { nameOfArea } from '../maps/picture.ts';
import { AreaPage } from './area-page.tsx';
import { ReportsPage } from './reports-page.tsx';

export async function showArea(c: PageContext, web: Web, slug: string): Promise<Response> {
  const { say, language } = c.get('voice');
  const place = c.get('place');
  const view = await lookAtArea(web.runtime, c.get('caller'), { area: slug });
  const name = nameOfArea(view.area, place, language);
  return show(
    c,
    web,
    {
      title: say('area.title', { area: name }),
      description: say('area.description', { area: name }),
      width: 'wide',
      menu: publicMenu(c),
    },
    <AreaPage place={place} view={view} isMine={areaChosen(c, web)?.id === view.area.id} />,
  );
}

async function showReports(c: PageContext, web: Web, slug: string): Promise<Response> {
  const { say, language } = c.get('voice');
  const place = c.get('place');
  const before = c.req.query('before');
  const page = await listPublishedReports(web.runtime, c.get('caller'), { area: slug, before });
  const title = say('area.reportsTitle', { area: nameOfArea(page.area, place, language) });
  return show(c, web, { title, menu: publicMenu(c) }, <ReportsPage place={place} page={page} />);
}

/** One point for each cell of about 0.1 km², with how many published reports stand in it. Never a report by itself. */
async function sendMap(c: PageContext, web: Web, slug: string): Promise<Response> {
  const place = c.get('place');
  // In the address and not from a cookie, so that one answer is the same for everybody.
  const asked = c.req.query('language');
  const voice = voiceOf(isLanguage(asked) ? asked : place.defaultLanguage, place.timezone);
  const cells = await countPublishedOnMap(web.runtime, c.get('caller'), { area: slug });
  // Most first, since people read a list from its top.
  const sorted = cells.toSorted((a, b) => b.published - a.published);
  const features = sorted.map(({ cell, lat, lon, published }) => {
    const street = place.nearestPlace(lat, lon)?.name ?? '';
    const title = voice.say(street ? 'area.publishedNear' : 'area.published', { street, count: published });
    return {
      ...{ type: 'Feature', id: cell, properties: { published, title } },
      geometry: { type: 'Point', coordinates: [Number(lon.toFixed(5)), Number(lat.toFixed(5))] },
    };
  });
  c.header('Content-Type', 'application/geo+json');
  c.header('Cache-Control', 'public, max-age=60');
  return c.body(JSON.stringify({ type: 'FeatureCollection', features }));
}

export function areaPages(app: App, web: Web): void {
  app.get('/areas/:slug', (c) => showArea(c, web, c.req.param('slug')));
  app.get('/areas/:slug/reports', (c) => showReports(c, web, c.req.param('slug')));
  app.get('/areas/:slug/map.json', (c) => sendMap(c, web, c.req.param('slug')));
}
