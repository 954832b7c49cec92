import { arePeopleAsked } from '#domain/journeys';
import { Actions, Button, Details, Field, Heading, Lead } from '#ui';
import { always, type Step } from './step.ts';

/** What people did comes first; how they looked only after it, and never alone. */
export const people: Step = {
  name: 'people',
  isAsked: ({ kind }) => arePeopleAsked(kind),
  isAnswered: always,
  title: ({ voice }) => voice.say('report.people.title'),
  body: ({ voice: { say }, draft, errors }) => (
    <>
      <Heading>{say('report.people.title')}</Heading>
      <Lead>{say('report.people.lead')}</Lead>
      <Field
        name="behaviour"
        label={say('report.people.behaviour')}
        hint={say('report.people.behaviourHint')}
        rows={4}
        limit={4000}
        optional
        value={draft.behaviour}
        error={errors.behaviour}
      />
      <Field
        name="appearance"
        label={say('report.people.appearance')}
        hint={say('report.people.appearanceHint')}
        rows={3}
        limit={2000}
        optional
        value={draft.appearance}
        error={errors.appearance}
      />
      <Details summary={say('report.people.why')}>
        <p>{say('report.people.whyText')}</p>
      </Details>
      <Field
        name="vehicles"
        label={say('report.people.vehicles')}
        hint={say('report.people.vehiclesHint')}
        rows={2}
        limit={1000}
        optional
        value={draft.vehicles}
        error={errors.vehicles}
      />
      <Actions>
        <Button>{say('form.continue')}</Button>
      </Actions>
    </>
  ),
  read: (form) => ({
    changes: {
      ...{
        behaviour: form.text('behaviour'),
        appearance: form.text('appearance'),
        vehicles: form.text('vehicles'),
      },
    },
  }),
};
