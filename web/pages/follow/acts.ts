/** What is done on the page of a report. Nothing typed is lost: not by a slip, not by a change meanwhile, not by time. */
import type { MiddlewareHandler } from 'hono';
import {
  chooseMails,
  eraseReport,
  giveFeedback,
  letterOwner,
  removeDraftUpload,
  reopenReport,
  withdrawReport,
  writeMessage,
} from '#domain/journeys';
import { type Id, Refusal } from '#domain/kernel';
import { REQUEST_KEY_FIELD } from '#ui';
import { type FormWithFiles, readFormWithFiles } from '../../server/form-with-files.ts';
import { letterUploads } from '../../server/upload-baskets.ts';
import type { App, PageContext, Visit, Web } from '../../server/visit.ts';
import { answerWithEntry } from './entry.tsx';
import { showErase } from './erase.tsx';
import { heldReport, newRequestKey, problemsIn, readFields, textIn } from './holding.ts';
import { answerWithReport } from './report.tsx';
import { addressOf, type Given } from './report-view.ts';

type Work = (report: Id<'report'>, fields: URLSearchParams) => Promise<string>;

const keyIn = (fields: URLSearchParams): string => fields.get(REQUEST_KEY_FIELD) || newRequestKey();

const givenIn = (fields: URLSearchParams): Given => ({
  words: textIn(fields, 'words'),
  remark: textIn(fields, 'remark'),
  ...(fields.has('helped') && { helped: textIn(fields, 'helped') }),
});

/** The time was over while somebody wrote: their words wait on the page where the code is entered. */
function keepLetter(c: PageContext, web: Web, fields: URLSearchParams): Response {
  const letter = textIn(fields, 'words') || undefined;
  return answerWithEntry(c, web, { said: 'time-over', letter });
}

/** Do it and show the report again, saying what was done; or show it with what has to be put right. */
async function perform(c: PageContext, web: Web, fields: URLSearchParams, work: Work): Promise<Response> {
  const report = heldReport(c);
  if (!report) return keepLetter(c, web, fields);
  try {
    const said = await work(report, fields);
    return c.redirect(`${addressOf(report)}?said=${said}`, 303);
  } catch (error) {
    const errors = problemsIn(c.get('voice'), error);
    if (!errors) throw error;
    const status = error instanceof Refusal ? 409 : 400;
    return answerWithReport(c, web, report, { ...givenIn(fields), errors }, status);
  }
}

/** The letter's form carries files; without scripts they come with the words. */
async function readLetter(c: PageContext, web: Web): Promise<FormWithFiles> {
  const report = heldReport(c);
  const owner = report && letterOwner(c.get('caller'), report);
  if (report && owner && carriesFiles(c)) {
    const basket = { path: letterUploads(report, false), owner, caller: c.get('caller') };
    return readFormWithFiles(c, web, basket);
  }
  return { fields: await readFields(c), uploads: [], turnedAway: [] };
}

async function write(c: PageContext, web: Web): Promise<Response> {
  const { fields, uploads, turnedAway } = await readLetter(c, web);
  const report = heldReport(c);
  if (!report) return keepLetter(c, web, fields);
  const { say, language } = c.get('voice');
  const removed = fields.get('removeUpload');
  if (removed) {
    await removeUpload(c, web, report, removed);
    return answerWithReport(c, web, report, { ...givenIn(fields), said: 'file-removed' });
  }
  const refused = [...uploads.filter(({ problem }) => problem !== null), ...turnedAway];
  if (refused.length > 0) {
    // words: files.*
    const errors = refused.map(({ name, problem }) => ({
      name: 'files',
      message: `${name}: ${say(`files.${problem}`)}`,
    }));
    return answerWithReport(c, web, report, { ...givenIn(fields), errors }, 400);
  }
  return perform(c, web, fields, async (id) => {
    const letter = { words: textIn(fields, 'words'), language, requestKey: keyIn(fields) };
    await writeMessage(web.runtime, c.get('caller'), { report: id, ...letter });
    return 'sent';
  });
}

async function removeUpload(c: PageContext, web: Web, report: Id<'report'>, id: string): Promise<void> {
  const caller = c.get('caller');
  const owner = letterOwner(caller, report);
  if (!owner) return;
  await removeDraftUpload(web.runtime, caller, { owner, id }).catch((error) => {
    // A second press: it is gone already, and that is what was wanted.
    if (!(error instanceof Refusal && error.code === 'not-found')) throw error;
  });
}

async function erase(c: PageContext, web: Web): Promise<Response> {
  const fields = await readFields(c);
  const report = heldReport(c);
  if (!report) return keepLetter(c, web, fields);
  if (fields.get('sure') !== 'yes') {
    const message = c.get('voice').say('follow.erase.notSure');
    return showErase(c, web, [{ name: 'sure', message }]);
  }
  try {
    await eraseReport(web.runtime, c.get('caller'), { report, sure: true });
  } catch (error) {
    // The second press: what was asked for is done.
    if (!(error instanceof Refusal && error.code === 'not-found')) throw error;
  }
  return c.redirect('/follow?said=erased', 303);
}

const carriesFiles = (c: PageContext): boolean =>
  (c.req.header('content-type') ?? '').startsWith('multipart/form-data');

/** Files have limits of their own as they arrive. Whatever else is sent, or by whom no report is held, has the form's. */
const limitUnlessFiles =
  (form: MiddlewareHandler<Visit>): MiddlewareHandler<Visit> =>
  (c, next) =>
    heldReport(c) && carriesFiles(c) ? next() : form(c, next);

export function reportActs(app: App, web: Web, form: MiddlewareHandler<Visit>): void {
  const { runtime } = web;
  const acts: Readonly<Record<string, (c: PageContext) => Work>> = {
    reopen: (c) => async (report, fields) => {
      const { language } = c.get('voice');
      const letter = { words: textIn(fields, 'words'), language, requestKey: keyIn(fields) };
      await reopenReport(runtime, c.get('caller'), { report, ...letter });
      return 'reopened';
    },
    withdraw: (c) => async (report, fields) => {
      await withdrawReport(runtime, c.get('caller'), { report, requestKey: keyIn(fields) });
      return 'withdrawn';
    },
    feedback: (c) => async (report, fields) => {
      const given = { helped: textIn(fields, 'helped'), remark: textIn(fields, 'remark') };
      await giveFeedback(runtime, c.get('caller'), { report, ...given, requestKey: keyIn(fields) });
      return 'thanks';
    },
    mails: (c) => async (report, fields) => {
      const wanted = fields.get('wanted') === 'yes';
      await chooseMails(runtime, c.get('caller'), { report, wanted, requestKey: keyIn(fields) });
      return wanted ? 'mails-wanted' : 'mails-stopped';
    },
  };
  for (const [name, work] of Object.entries(acts)) {
    app.post(`/follow/report/:id/${name}`, form, async (c) => perform(c, web, await readFields(c), work(c)));
  }
  app.post('/follow/report/:id/write', limitUnlessFiles(form), (c) => write(c, web));
  app.post('/follow/report/:id/erase', form, (c) => erase(c, web));
}
