/** The map around the place that the draft has marked. Drawn for this browser alone, and kept nowhere. */
import type { PageContext, Web } from '../../server/visit.ts';
import { drawPicture, PRESSED_SIZES } from '../maps/picture.ts';
import { metresOf, pointOf } from './where-reading.ts';
import { findWriting } from './writing.ts';

export async function showPlacePicture(c: PageContext, web: Web): Promise<Response> {
  const writing = await findWriting(c, web);
  const at = pointOf(writing?.draft.place);
  if (!at) return c.notFound();
  const { say, language } = c.get('voice');
  const size = PRESSED_SIZES.find((one) => one === c.req.query('size')) ?? 'wide';
  const svg = await drawPicture(web.runtime, c.get('place'), {
    ...{ around: { at, metres: metresOf(c.req.query('metres')) }, pins: [at], size, language },
    title: say('report.where.mapAlt'),
  });
  // A picture brings its own few styles and may do nothing else.
  c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  c.header('Content-Type', 'image/svg+xml');
  return c.body(svg);
}
