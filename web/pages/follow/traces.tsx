/** What has happened, and who has opened it. */
import type { VNode } from 'preact';
import type { FollowedReport } from '#domain/journeys';
import { Section, Timeline, type TimelineEvent, useVoice } from '#ui';
import { text, type Voice } from '#words';
import { looksByDay } from './looks.ts';
import type { ReportView } from './report-view.ts';
import { writerOf } from './status.ts';

type Activity = FollowedReport['activity'][number];

function whatWas({ verb, detail }: Activity, { place }: ReportView, voice: Voice): string {
  const { say } = voice;
  if (verb === 'closed') return say('activity.closed', { outcome: say(`follow.outcome.${detail.outcome}`) });
  if (verb === 'referred') {
    const agency = place.agencyById(String(detail.agency));
    const name = agency ? text(agency.name, voice.language, place.defaultLanguage) : '';
    return say('activity.referred', { agency: name });
  }
  // words: activity.*
  return say(`activity.${verb}`);
}

function eventOf(activity: Activity, view: ReportView, voice: Voice): TimelineEvent {
  const { actorKind, staff, at } = activity;
  const byStaff = actorKind === 'staff' ? writerOf(view.followed, staff, voice) : undefined;
  return {
    at: at.toISOString(),
    when: voice.dateTime(at, 'day'),
    what: whatWas(activity, view, voice),
    who: actorKind === 'resident' ? voice.say('follow.you') : byStaff,
  };
}

/** What is still owed stands at the end, open. */
function aheadOf({ followed }: ReportView, voice: Voice): TimelineEvent[] {
  const { dueAt, dueKind } = followed.report;
  if (!dueAt || !dueKind || dueAt < followed.now) return [];
  const when = voice.dateTime(dueAt, 'day');
  return [{ at: dueAt.toISOString(), when, what: voice.say(`follow.ahead.${dueKind}`), ahead: true }];
}

export function Past(view: ReportView): VNode {
  const voice = useVoice();
  const events = view.followed.activity.map((activity) => eventOf(activity, view, voice));
  return (
    <Section id="timeline" title={voice.say('follow.timeline')}>
      <div id="live-timeline">
        <Timeline label={voice.say('follow.timeline')} events={[...events, ...aheadOf(view, voice)]} />
      </div>
    </Section>
  );
}

export function Opened({ followed }: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  return (
    <Section id="opened" title={say('follow.opened.title')}>
      <p class="soft">{say('follow.opened.text')}</p>
      <ul id="live-opened" class="plain-list">
        {looksByDay(followed.looks, voice).map(({ role, what, lastAt, times }) => (
          <li key={`${role} ${what} ${lastAt.toISOString()}`}>
            {/* words: follow.role.* */}
            <b>{say(`follow.role.${role}`)}</b>
            {/* words: follow.opened.what.* */}
            {what && `: ${say(`follow.opened.what.${what}`)}`}{' '}
            <span class="soft small">
              {say('follow.opened.when', { day: voice.date(lastAt, 'day'), time: voice.time(lastAt), times })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
