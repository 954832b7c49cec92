/** The officer desk: the queue, one report, and what is done with it. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { App, Visit, Web } from '../../server/visit.ts';
import { readForm } from '../sign-in/parts.tsx';
import { sendEvents } from './events.ts';
import { DESK_FORMS } from './given.ts';
import { sendList, showInbox, showSearch } from './inbox.tsx';
import { takeReason } from './reason.tsx';
import { showContact, showFile, showReport, takeForm } from './report.tsx';
import { carriesFiles } from './sent-form.ts';

/** Five languages of the longest text in the widest letters, and room beside. */
const FORM = bodyLimit({ maxSize: 256 * 1024 });

/** A reply may carry films; those are read piece by piece, each with limits of its own. */
const formWithoutFiles: MiddlewareHandler<Visit> = (c, next) =>
  c.req.path.endsWith('/reply') && carriesFiles(c) ? next() : FORM(c, next);

export function deskPages(app: App, web: Web): void {
  app.use('/desk/reports/*', formWithoutFiles);
  app.use('/desk/search', FORM);
  app.get('/desk', (c) => showInbox(c, web));
  app.get('/desk/list', (c) => sendList(c, web));
  app.get('/desk/events', (c) => sendEvents(c, web));
  app.get('/desk/search', (c) => showSearch(c, web, ''));
  app.post('/desk/search', async (c) => showSearch(c, web, (await readForm(c))('words')));
  app.get('/desk/reports/:report/files/:id/:variant', (c) => showFile(c, web));
  app.get('/desk/reports/:id', (c) => showReport(c, web));
  for (const form of DESK_FORMS) app.post(`/desk/reports/:id/${form}`, (c) => takeForm(c, web, form));
  app.post('/desk/reports/:id/contact', (c) => showContact(c, web));
  app.post('/desk/reports/:id/reason', (c) => takeReason(c, web));
}
