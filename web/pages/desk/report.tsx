/** The page of one report and what is sent from it. */
import { randomUUID } from 'node:crypto';
import { type OpenedReport, openContact, openReport } from '#domain/journeys';
import { BadInput, type FieldProblem, Refusal, type Staff } from '#domain/kernel';
import type { Contact } from '#domain/reports';
import type { FieldError } from '#ui';
import { serveFile } from '../../server/files.ts';
import type { PageContext, Web } from '../../server/visit.ts';
import { drawPicture, showsStreets } from '../maps/picture.ts';
import { callerWith, reportIn, showDesk, staffOf } from './desk.ts';
import { DESK_FORMS, type DeskForm, fieldName, type Given } from './given.ts';
import { namesOf } from './names.ts';
import { type Answers, performed } from './perform.ts';
import { askReason } from './reason.tsx';
import { findReason } from './reasons.ts';
import { ReportPage } from './report-page.tsx';
import type { ReportView } from './report-view.ts';
import { listAdded, readSentForm } from './sent-form.ts';
import { viewOf } from './view.ts';

/** A file beside its report: whoever gave a reason for the report gave it for what came with it. */
export async function showFile(c: PageContext, web: Web): Promise<Response> {
  const reason = findReason(c, web, staffOf(c), c.req.param('report') ?? '');
  c.set('caller', callerWith(c, reason));
  return serveFile(c, web);
}

/** A supervisor outside their unit is asked why before anything is said, even whether there is such a report. */
function mayAskReason(error: unknown, staff: Staff, reason: string | undefined): boolean {
  return error instanceof Refusal && error.code === 'not-found' && staff.hat === 'supervisor' && !reason;
}

export async function showReport(c: PageContext, web: Web): Promise<Response> {
  const done = DESK_FORMS.find((one) => one === c.req.query('done'));
  return answer(c, web, { done, template: c.req.query('template') });
}

export async function showContact(c: PageContext, web: Web): Promise<Response> {
  const staff = staffOf(c);
  const id = reportIn(c);
  const contact = await openContact(web.runtime, callerWith(c, findReason(c, web, staff, id)), {
    report: id,
  });
  return answer(c, web, { contact });
}

interface More {
  readonly done?: ReportView['done'];
  readonly template?: string | undefined;
  readonly contact?: Contact | null;
  readonly given?: Given;
  readonly refused?: ReportView['refused'];
}

async function answer(c: PageContext, web: Web, more: More): Promise<Response> {
  const staff = staffOf(c);
  const id = reportIn(c);
  const reason = findReason(c, web, staff, id);
  try {
    const opened = await openReport(web.runtime, callerWith(c, reason), { report: id });
    return await showOpened(c, web, { opened, staff, more });
  } catch (error) {
    if (mayAskReason(error, staff, reason)) return askReason(c, web, id);
    throw error;
  }
}

async function showOpened(
  c: PageContext,
  web: Web,
  { opened, staff, more }: { opened: OpenedReport; staff: Staff; more: More },
): Promise<Response> {
  const voice = c.get('voice');
  const place = c.get('place');
  const view: ReportView = {
    ...{ opened, staff, place },
    names: namesOf(place, opened.colleagues, voice),
    view: viewOf(c.req.query(), staff),
    map: await mapOf(c, web, opened),
    requestKey: randomUUID(),
    uploads: more.given ? await listAdded(web, c.get('caller'), opened.report.id) : [],
    ...more,
  };
  const hasErrors = (more.given?.errors.length ?? 0) > 0;
  const status = hasErrors ? 422 : more.refused ? 409 : 200;
  // The reference is all of a person's matter that stands in a tab's title.
  const title = voice.say('desk.reportTitle', { reference: opened.report.reference });
  const backTo = `/desk/reports/${opened.report.id}`;
  return showDesk(c, web, { title, status, hasErrors, backTo }, <ReportPage {...view} />);
}

/** A small picture around the place, inside the page, so that where somebody was is in no address of ours. */
async function mapOf(c: PageContext, web: Web, { content }: OpenedReport): Promise<string | undefined> {
  const { lat, lon } = content.place;
  if (lat === undefined || lon === undefined) return undefined;
  const { say, language } = c.get('voice');
  const at = { lat, lon };
  // Without streets a close look shows nothing: then the districts around it say where it is.
  const metres = (await showsStreets(web.runtime, c.get('place'))) ? 900 : 6000;
  const picture = { around: { at, metres }, pins: [at], size: 'small', language } as const;
  const svg = await drawPicture(web.runtime, c.get('place'), { ...picture, title: say('desk.mapAlt') });
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Take a form of the report's page. Whatever could not be done comes back with all that was typed. */
export async function takeForm(c: PageContext, web: Web, form: DeskForm): Promise<Response> {
  const staff = staffOf(c);
  const id = reportIn(c);
  const caller = callerWith(c, findReason(c, web, staff, id));
  const { fields, errors, onlyRemoved } = await readSentForm(c, web, caller, id);
  const given: Given = { form, values: new Map(fields), errors };
  if (onlyRemoved || errors.length > 0) return answer(c, web, { given });
  const plain = (name: string) => fields.get(name)?.replaceAll('\r\n', '\n').trim() ?? '';
  const answers: Answers = { field: (name) => plain(fieldName(form, name)), plain };
  try {
    await performed[form](web.runtime, caller, id, answers, c.get('place'));
  } catch (error) {
    if (error instanceof BadInput)
      return answer(c, web, { given: { ...given, errors: errorsOf(c, form, error.problems) } });
    if (error instanceof Refusal && isMoved(error.code))
      return answer(c, web, { given, refused: error.code });
    throw error;
  }
  const view = new URLSearchParams(new URL(c.req.url).search);
  const isAway = (form === 'triage' || form === 'assign') && handsAway(staff, answers);
  view.delete('template');
  view.set('done', isAway ? 'moved' : form);
  return c.redirect(`/desk${isAway ? '' : `/reports/${id}`}?${view}`, 303);
}

/** An officer who gives a report to another unit can no longer open it, and goes back to the inbox instead. */
function handsAway(staff: Staff, { field }: Answers): boolean {
  return staff.hat === 'cpo' && field('unit') !== staff.unit && field('assignee') !== staff.id;
}

function isMoved(code: Refusal['code']): code is 'changed-meanwhile' | 'not-in-this-state' {
  return code === 'changed-meanwhile' || code === 'not-in-this-state';
}

function errorsOf(c: PageContext, form: DeskForm, problems: readonly FieldProblem[]): FieldError[] {
  const { say } = c.get('voice');
  // words: problem.*
  return problems.map(({ field, code, values }) => ({
    name: fieldName(form, field.replace('.', '-')),
    message: say(`problem.${code}`, values),
  }));
}
