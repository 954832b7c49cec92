/** One report at the desk: what was told, the conversation, and the work; beside the list where there is room. */
import type { VNode } from 'preact';
import { DAY } from '#domain/kernel';
import { ErrorSummary, Heading, Icon, Notice, StatusLine, useVoice } from '#ui';
import { Activity } from './activity.tsx';
import { Conversation } from './conversation.tsx';
import { dueWords, edgeOf, nearDay } from './due.ts';
import { KeyHelp } from './key-help.tsx';
import { LiveList } from './live-list.tsx';
import { nextStep, type ReportView } from './report-view.ts';
import { Told } from './told.tsx';
import { viewQuery } from './view.ts';
import { Work } from './work.tsx';

export function ReportPage(props: ReportView): VNode {
  const { say } = useVoice();
  const { report } = props.opened;
  return (
    <div class="desk-two">
      <aside class="desk-aside" aria-label={say('desk.inbox')}>
        <LiveList view={props.view} current={report.id} />
      </aside>
      <article
        class="desk-report"
        data-island="desk-report"
        data-report={report.id}
        data-version={report.version}
      >
        <Head {...props} />
        <Said {...props} />
        <div
          class="desk-fresh"
          role="status"
          data-part="fresh"
          data-words={say('desk.fresh')}
          data-show={say('desk.freshShow')}
        />
        <div class="desk-report-inner">
          <div class="desk-told">
            <Told {...props} />
          </div>
          <div class="desk-talk">
            <Conversation {...props} />
          </div>
          <div class="desk-work">
            <Work {...props} />
            <Activity {...props} />
          </div>
        </div>
        <KeyHelp />
      </article>
    </div>
  );
}

function Head(props: ReportView): VNode {
  const { opened, names, view } = props;
  const voice = useVoice();
  const { say } = voice;
  const { report, now } = opened;
  const edge = edgeOf(report, now, new Date(now.getTime() + DAY));
  const kind = report.closedAt ? 'closed' : edge === 'late' ? 'late' : report.dueAt ? 'waiting' : 'answered';
  const dayOf = (at: Date) => voice.dateTime(at, nearDay(at, now, 'day'));
  const exact = report.dueAt && !report.closedAt ? ` · ${dayOf(report.dueAt)}` : '';
  const over = [
    say(`desk.kind.${report.kind}`),
    names.languageOf(report.language),
    say('desk.sent', { when: dayOf(report.sentAt) }),
  ].join(' · ');
  return (
    <header class="desk-report-head">
      <a class="back" href={`/desk${viewQuery(view)}`} data-part="back">
        <Icon name="back" />
        {say('desk.backToInbox')}
      </a>
      <Heading over={over}>
        {names.category(report.category)}{' '}
        <span class="soft reference" dir="ltr">
          {report.reference}
        </span>
      </Heading>
      <StatusLine kind={kind}>
        {/* words: desk.status.* */}
        {say(`desk.status.${report.status}`)} {dueWords(report, now, voice)}
        {exact}
        {report.outcome && ` · ${say(`desk.outcome.${report.outcome}`)}`}
        {report.agency && ` · ${names.agency(report.agency)}`}
      </StatusLine>
      <Next {...props} />
    </header>
  );
}

/** The way to the next right thing, since on a phone it stands further down. */
function Next(props: ReportView): VNode {
  const { say } = useVoice();
  const step = nextStep(props);
  const href = { triage: '#triage-details', reply: '#field-reply-words', note: '#field-note-words' }[step];
  return (
    <p class="desk-next">
      {/* words: desk.next.* */}
      <a href={href}>{say(`desk.next.${step}`)}</a>
    </p>
  );
}

/** What was just done, or why it could not be; nothing that was typed is lost. */
function Said({ given, refused, done }: ReportView): VNode {
  const { say } = useVoice();
  return (
    <>
      <ErrorSummary errors={given?.errors ?? []} />
      {refused && (
        <Notice kind="warning" announce title={say(`desk.refused.${refused}`)}>
          <p>{say('desk.refused.kept')}</p>
        </Notice>
      )}
      {done && <Notice kind="success" announce title={say(`desk.done.${done}`)} />}
    </>
  );
}
