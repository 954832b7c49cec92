import { bodyLimit } from 'hono/body-limit';
import type { App, Web } from '../../server/visit.ts';
import { catcherPages } from '../mail-catcher/index.tsx';
import { reportActs } from './acts.ts';
import { enterReceipt, leaveReports, showEntry } from './entry.tsx';
import { showErase } from './erase.tsx';
import { sendEvents } from './events.ts';
import { noMailPages } from './no-mail.tsx';
import { showReport } from './report.tsx';

/** A letter of the longest length in a script of three bytes a letter, percent-encoded. */
const FORM = bodyLimit({ maxSize: 256 * 1024 });

/** Coming back with a receipt: where it stands, the letters, how it ended, and what one can do. */
export function followPages(app: App, web: Web): void {
  noMailPages(app, web);
  catcherPages(app, web);
  app.get('/follow', (c) => showEntry(c, web));
  app.post('/follow', FORM, (c) => enterReceipt(c, web));
  app.post('/follow/leave', FORM, (c) => leaveReports(c, web));
  app.get('/follow/report', (c) => showReport(c, web));
  app.get('/follow/report/:id', (c) => showReport(c, web));
  app.get('/follow/report/:id/erase', (c) => showErase(c, web));
  app.get('/follow/report/:id/events', (c) => sendEvents(c, web));
  reportActs(app, web, FORM);
}
