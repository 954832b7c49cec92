/** What was done, by whom and when, and what officers noted among themselves. */
import type { VNode } from 'preact';
import type { Activity as Event } from '#domain/reports';
import { Button, Details, Field, Form, Section, Timeline, type TimelineEvent, useVoice } from '#ui';
import type { Voice } from '#words';
import { nearDay } from './due.ts';
import { errorOf, fieldName, valueIn } from './given.ts';
import { actionOf, mayOf, nextStep, type ReportView } from './report-view.ts';

export function Activity(props: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { activity } = props.opened;
  const notes = activity.filter(({ verb }) => verb === 'noted');
  return (
    <>
      <Section id="notes" title={say('desk.notes.title')}>
        <p class="soft small">{say('desk.notes.about')}</p>
        <ul class="notes" data-part="notes">
          {notes.map((note) => (
            <li key={note.id}>
              <div class="written" dir="auto">
                {note.words}
              </div>
              <p class="soft small">
                {[whoOf(note, props, voice), voice.dateTime(note.at, 'short')].join(' · ')}
              </p>
            </li>
          ))}
        </ul>
        {mayOf(props).write && <NoteForm {...props} />}
      </Section>
      <Section id="activity" title={say('desk.activity')}>
        <div data-part="activity">
          <Details summary={say('desk.activityOpen', { count: activity.length })}>
            <Timeline
              label={say('desk.activity')}
              events={activity.map((event) => eventOf(event, props, voice)).reverse()}
            />
          </Details>
        </div>
      </Section>
    </>
  );
}

function whoOf(event: Event, { names }: ReportView, { say }: Voice): string {
  if (event.actorKind === 'resident') return say('desk.resident');
  if (event.actorKind === 'system') return say('desk.system');
  return names.member(event.staff) ?? say('desk.anOfficer');
}

function eventOf(event: Event, props: ReportView, voice: Voice): TimelineEvent {
  return {
    at: event.at.toISOString(),
    when: voice.dateTime(event.at, nearDay(event.at, props.opened.now, 'short')),
    who: whoOf(event, props, voice),
    what: <What event={event} {...props} />,
  };
}

function What({ event, names }: ReportView & { readonly event: Event }): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { detail, verb, words } = event;
  const text = (key: string) => (typeof detail[key] === 'string' ? detail[key] : null);
  const promise = text('promise');
  const outcome = text('outcome');
  const urgency = text('urgency');
  const facts = [
    urgency && say(`desk.urgency.${urgency}`),
    names.unit(text('unit')),
    names.member(text('assignee') as ReturnType<typeof text> & Event['staff']),
    names.agency(text('agency')),
    outcome && say(`desk.outcome.${outcome}`),
    promise && say('desk.promisedBy', { when: voice.date(promise, 'day') }),
  ].filter(Boolean);
  return (
    <>
      {/* words: desk.verb.* */}
      {say(`desk.verb.${verb}`)}
      {facts.length > 0 && `: ${facts.join(', ')}`}
      {words && verb !== 'noted' && (
        <p class="written small" dir="auto">
          {words}
        </p>
      )}
    </>
  );
}

function NoteForm(props: ReportView): VNode {
  const { say } = useVoice();
  const { given } = props;
  return (
    <Form
      id="note"
      action={actionOf(props, 'note')}
      requestKey={props.requestKey}
      label={say('desk.notes.add')}
    >
      <Field
        name={fieldName('note', 'words')}
        label={say('desk.notes.add')}
        rows={2}
        value={valueIn(given, 'note', 'words')}
        error={errorOf(given, 'note', 'words')}
      />
      <Button kind={nextStep(props) === 'note' ? 'main' : 'secondary'} size="compact">
        {say('desk.notes.save')}
      </Button>
    </Form>
  );
}
