import type { VNode } from 'preact';
import { followReport, letterOwner, listDraftUploads } from '#domain/journeys';
import { type Id, Refusal } from '#domain/kernel';
import { ErrorSummary, Heading, Notice, StatusLine, useVoice } from '#ui';
import { text } from '#words';
import { show } from '../../server/show.tsx';
import type { PageContext, Web } from '../../server/visit.ts';
import { Choices } from './choices.tsx';
import { Ending } from './ending.tsx';
import { heldReport, heldReports } from './holding.ts';
import { LetterForm, LettersSoFar } from './letters.tsx';
import { addressOf, type Given, type ReportView } from './report-view.ts';
import { standingOf } from './status.ts';
import { Told } from './told.tsx';
import { Opened, Past } from './traces.tsx';

const SAID = ['sent', 'reopened', 'withdrawn', 'thanks', 'mails-stopped', 'mails-wanted', 'file-removed'];

function ReportPage(view: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { followed, place, given, address } = view;
  const { report } = followed;
  const standing = standingOf(followed, place, voice);
  const category = place.categoryById(report.category);
  const about =
    category && !report.sensitive ? text(category.name, voice.language, place.defaultLanguage) : '';
  return (
    <div data-island="follow-live" data-events={`${address}/events`}>
      {given.said && SAID.includes(given.said) && (
        <Notice kind="success" announce title={say(`follow.said.${given.said}`)} />
      )}
      <ErrorSummary errors={given.errors ?? []} />
      <Heading over={say('follow.reference', { reference: report.reference })}>
        {about || say('follow.yourReport')}
      </Heading>
      <div id="live-status">
        <StatusLine kind={standing.kind}>{standing.sentence}</StatusLine>
        {standing.kind === 'asked' && (
          <p>
            <a href="#write">{say('follow.write.title')}</a>
          </p>
        )}
        <p class="soft">{say('follow.sentOn', { date: voice.dateTime(report.sentAt, 'long') })}</p>
      </div>
      <p
        role="status"
        data-live-says
        data-letter={say('follow.liveLetter')}
        data-changed={say('follow.liveChanged')}
      />
      <LettersSoFar {...view} />
      {report.closedAt ? <Ending {...view} /> : <LetterForm {...view} />}
      <Told {...view} />
      <Past {...view} />
      <Opened {...view} />
      <Choices {...view} />
    </div>
  );
}

type Status = 200 | 400 | 409;

/** The page of one report. Keeps what was typed when something could not be taken. */
export async function answerWithReport(
  c: PageContext,
  web: Web,
  report: Id<'report'>,
  given: Given = {},
  status: Status = 200,
): Promise<Response> {
  const caller = c.get('caller');
  const followed = await followReport(web.runtime, caller, { report });
  const owner = followed.report.closedAt ? undefined : letterOwner(caller, report);
  const uploads = owner ? await listDraftUploads(web.runtime, caller, owner) : [];
  if (followed.report.sensitive) c.set('sensitive', true);
  const others = heldReports(c).filter((id) => id !== report);
  const { say } = c.get('voice');
  const address = addressOf(report);
  return show(
    c,
    web,
    {
      title: say('follow.yourReport'),
      width: 'text',
      status,
      hasErrors: (given.errors?.length ?? 0) > 0,
      backTo: address,
    },
    <ReportPage {...{ followed, place: c.get('place'), address, uploads, given, others }} />,
  );
}

/** Not open here (any more), or erased: the way back is the code. */
export async function showReport(c: PageContext, web: Web): Promise<Response> {
  const report = heldReport(c);
  if (!report) return c.redirect('/follow?said=time-over', 303);
  try {
    return await answerWithReport(c, web, report, { said: c.req.query('said') });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found')
      return c.redirect('/follow?said=time-over', 303);
    throw error;
  }
}
