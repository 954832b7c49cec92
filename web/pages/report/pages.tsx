/** Telling the police something, from the first question to the receipt. Every page works with scripts off. */
import { bodyLimit } from 'hono/body-limit';
import { isSensitive, keepDraft, lookAtSent, type ReportDraft, sendReport } from '#domain/journeys';
import { BadInput, type FieldProblem, Refusal } from '#domain/kernel';
import { Actions, Button, Notice } from '#ui';
import { closeReceiptSession, networkOf, openReceiptSession } from '../../server/session.ts';
import { show } from '../../server/show.tsx';
import type { App, PageContext, Web } from '../../server/visit.ts';
import { publicMenu } from '../home/menu.ts';
import { Check, check } from './check.tsx';
import { CallNow, danger } from './danger.tsx';
import { files } from './files.tsx';
import { showFiles, takeFiles, uploadsOf } from './files-page.tsx';
import { readFields } from './form-fields.ts';
import { isKind } from './kind.tsx';
import { showPlacePicture } from './place-picture.ts';
import { Forgotten, Sent } from './sent.tsx';
import { showStep } from './show-step.tsx';
import { pathOf, type Step } from './step.ts';
import { firstOpen, STEPS, stepAfter } from './steps.ts';
import { beginWriting, findWriting, forgetWriting, secretOf, type Writing } from './writing.ts';

/** All fields of a page at their longest, in the script that needs the most bytes; 40 MB are turned away unread. */
const LARGEST_FORM = 400_000;
const formLimit = bodyLimit({
  maxSize: LARGEST_FORM,
  onError: () => {
    throw new Refusal('too-large');
  },
});

const backOf = (c: PageContext) => (c.req.query('back') === 'check' ? 'check' : undefined);

/** The first page. It begins nothing: whoever only looks leaves nothing behind. */
async function showStart(c: PageContext, web: Web): Promise<Response> {
  const { say } = c.get('voice');
  const writing = await findWriting(c, web);
  const kind = c.req.query('kind');
  const begun = writing && !writing.isSent && writing.draft.isAsked ? writing.draft : undefined;
  const draft: ReportDraft = isKind(kind) ? { kind } : {};
  if (begun && isSensitive(begun, c.get('place'))) c.set('sensitive', true);
  const notice = begun ? (
    <Notice title={say('report.begun.title')}>
      <p>{say('report.begun.text')}</p>
      <form method="post" action="/report/new">
        {isKind(kind) && <input type="hidden" name="kind" value={kind} />}
        <Actions>
          <Button kind="secondary">{say('report.begun.startNew')}</Button>
        </Actions>
      </form>
    </Notice>
  ) : (
    c.req.query('lost') === 'yes' && (
      <Notice kind="warning" title={say('report.lost.title')}>
        <p>{say('report.lost.text')}</p>
      </Notice>
    )
  );
  return showStep(c, web, danger, { draft, notice });
}

async function showAsked(c: PageContext, web: Web, step: Step): Promise<Response> {
  const writing = await findWriting(c, web);
  if (!writing) return c.redirect('/report?lost=yes', 303);
  if (writing.isSent) return c.redirect('/report/sent', 303);
  const open = firstOpen(step, writing.draft, c.get('place'));
  if (open) return c.redirect(pathOf(open.name), 303);
  if (step === files) return showFiles(c, web, writing, backOf(c));
  if (step === check) return showCheck(c, web, writing);
  return showStep(c, web, step, { draft: writing.draft, back: backOf(c) });
}

async function showCheck(c: PageContext, web: Web, { secret, draft }: Writing): Promise<Response> {
  const uploads = await uploadsOf(c, web, secret);
  const names = uploads.filter(({ state }) => state === 'received').map(({ name }) => name);
  const body = (view: Parameters<Step['body']>[0]) => <Check view={view} fileNames={names} />;
  return showStep(c, web, check, { draft, body });
}

/** `draft.contact.email` of the journey's input is the field `contact.email` of the page. */
const asFields = ({ problems }: BadInput): FieldProblem[] =>
  problems.map((problem) => ({ ...problem, field: problem.field.replace(/^draft\./, '') }));

/** Keep what was typed. What cannot be kept is said, and stands in the page as it was typed. */
async function keep(c: PageContext, web: Web, secret: string, draft: ReportDraft): Promise<FieldProblem[]> {
  try {
    await keepDraft(web.runtime, c.get('caller'), { secret, draft });
    return [];
  } catch (error) {
    if (error instanceof BadInput) return asFields(error);
    throw error;
  }
}

function goOn(c: PageContext, step: Step, draft: ReportDraft, back: string | undefined): Response {
  const place = c.get('place');
  // An answer that opens a new question leads there; otherwise back to where it was changed.
  const target = back === 'check' ? (firstOpen(check, draft, place) ?? check) : stepAfter(step, draft, place);
  return c.redirect(pathOf(target.name), 303);
}

/** A cookie that is gone, or a form from a report already sent: what was typed begins a new one. */
async function writingFor(c: PageContext, web: Web): Promise<Writing> {
  const found = await findWriting(c, web);
  return found && !found.isSent ? found : beginWriting(c, web);
}

async function takeAnswer(c: PageContext, web: Web, step: Step): Promise<Response> {
  const form = await readFields(c);
  const { secret, draft } = await writingFor(c, web);
  const place = c.get('place');
  const view = { place, draft, voice: c.get('voice'), errors: {}, seen: {}, now: web.runtime.clock() };
  const { changes, problems = [], stay, seen } = step.read(form, view);
  const next: ReportDraft = { ...draft, ...changes };
  const back = form.text('back');
  const wrong = problems.length > 0 ? problems : await keep(c, web, secret, next);
  // The step stays open, so what was typed can be kept: choosing another language here loses nothing.
  if (problems.length > 0 && !step.isAnswered(next, place)) await keep(c, web, secret, next);
  if (wrong.length > 0 || stay) return showStep(c, web, step, { draft: next, problems: wrong, back, seen });
  return goOn(c, step, next, back);
}

async function takeFilesAnswer(c: PageContext, web: Web): Promise<Response> {
  const writing = await findWriting(c, web);
  if (!writing || writing.isSent) return c.redirect('/report?lost=yes', 303);
  const taken = await takeFiles(c, web, writing);
  return taken instanceof Response ? taken : goOn(c, files, writing.draft, taken.back);
}

/** A new report in this browser. The one before stays where it is until its time is over. */
async function startNew(c: PageContext, web: Web): Promise<Response> {
  const form = await readFields(c);
  forgetWriting(c, web);
  const kind = form.text('kind');
  return c.redirect(isKind(kind) ? `/report?kind=${kind}` : '/report', 303);
}

/** The form sent twice, at once or later, leads to the same receipt. */
async function send(c: PageContext, web: Web, secret: string | undefined): Promise<Response> {
  if (!secret) return c.redirect('/report?lost=yes', 303);
  try {
    const { language } = c.get('voice');
    const sending = { secret, language, network: networkOf(c, web) };
    const report = await sendReport(web.runtime, c.get('caller'), sending);
    openReceiptSession(c, web, report);
  } catch (error) {
    if (error instanceof BadInput) return c.redirect('/report/check', 303);
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'not-found') return c.redirect('/report?lost=yes', 303);
    if (error.code !== 'already-done') throw error;
  }
  return c.redirect('/report/sent', 303);
}

async function showSent(c: PageContext, web: Web, secret: string | undefined): Promise<Response> {
  const { say, language } = c.get('voice');
  const sent = secret ? await lookAtSent(web.runtime, c.get('caller'), { secret, language }) : undefined;
  if (!sent) {
    // Its time is over; while the cookie lived, the receipt could be made from it again.
    forgetWriting(c, web);
    return c.redirect('/report', 303);
  }
  if (sent.report.sensitive) c.set('sensitive', true);
  const { baseUrl } = web.configuration;
  return show(
    c,
    web,
    { title: say('report.sent.title'), width: 'form', menu: publicMenu(c) },
    <Sent sent={sent} place={c.get('place')} baseUrl={baseUrl} />,
  );
}

function showCallNow(c: PageContext, web: Web): Response {
  const number = c.get('place').emergencyNumber;
  const kind = c.req.query('kind');
  const title = c.get('voice').say('report.call.title', { number });
  const body = <CallNow number={number} kind={isKind(kind) ? kind : undefined} />;
  return show(c, web, { title, width: 'form', menu: publicMenu(c) }, body);
}

function forget(c: PageContext, web: Web): Response {
  forgetWriting(c, web);
  closeReceiptSession(c, web);
  const title = c.get('voice').say('report.forgotten.title');
  return show(c, web, { title, width: 'form', backTo: '/' }, <Forgotten />);
}

export function reportPages(app: App, web: Web): void {
  app.get('/report', (c) => showStart(c, web));
  app.get('/report/danger', (c) => showCallNow(c, web));
  app.post('/report/new', formLimit, (c) => startNew(c, web));
  app.get('/report/where/map.svg', (c) => showPlacePicture(c, web));
  app.post('/report/files', (c) => takeFilesAnswer(c, web));
  app.post('/report/check', formLimit, (c) => send(c, web, secretOf(c, web)));
  app.get('/report/sent', (c) => showSent(c, web, secretOf(c, web)));
  app.post('/report/forget', formLimit, (c) => forget(c, web));
  for (const step of STEPS) {
    if (step !== danger) app.get(pathOf(step.name), (c) => showAsked(c, web, step));
    if (step !== files && step !== check)
      app.post(pathOf(step.name), formLimit, (c) => takeAnswer(c, web, step));
  }
}
