import type { VNode } from 'preact';
import { isSensitive } from '#domain/journeys';
import { Details, Field, Radios, useVoice } from '#ui';
import type { FormFields } from './form-fields.ts';
import { always, type Reading, type Step, type StepView } from './step.ts';
import { Continue } from './step-frame.tsx';

function You(view: StepView): VNode {
  const { say } = useVoice();
  const { draft, errors } = view;
  return (
    <>
      <Radios
        name="tier"
        label={say('report.you.title')}
        hint={say('report.you.hint')}
        isHeading
        error={errors.tier}
        value={draft.tier}
        choices={[
          {
            value: 'identified',
            label: <b>{say('report.you.identified')}</b>,
            hint: say('report.you.identifiedHint'),
            more: <Named {...view} />,
          },
          {
            value: 'pseudonymous',
            label: <b>{say('report.you.pseudonymous')}</b>,
            hint: say('report.you.pseudonymousHint'),
            more: (
              <Field
                name="contact.handle"
                label={say('report.you.handle')}
                hint={say('report.you.handleHint')}
                optional
                autocomplete="off"
                width="medium"
                value={draft.contact?.handle}
                error={errors['contact.handle']}
              />
            ),
          },
        ]}
      />
      <Details summary={say('report.you.truth')}>
        <p>{say('report.you.truthRead')}</p>
        <p>{say('report.you.truthKept')}</p>
        <p>{say('report.you.truthReceipt')}</p>
      </Details>
      <Continue />
    </>
  );
}

function Named({ draft, place, errors }: StepView): VNode {
  const { say } = useVoice();
  const isSafeMode = isSensitive(draft, place);
  // On a device that somebody else may look at, the browser offers nothing and keeps nothing.
  const offer = (kind: string) => (isSafeMode ? 'off' : kind);
  const { name, email, phone } = draft.contact ?? {};
  return (
    <>
      <Field
        name="contact.name"
        label={say('report.you.name')}
        optional
        autocomplete={offer('name')}
        value={name}
        error={errors['contact.name']}
      />
      <Field
        name="contact.email"
        label={say('report.you.email')}
        hint={say(isSafeMode ? 'report.you.emailSafe' : 'report.you.emailHint')}
        type="email"
        inputMode="email"
        direction="ltr"
        spellcheck={false}
        autocomplete={offer('email')}
        value={email}
        error={errors['contact.email']}
      />
      <Field
        name="contact.phone"
        label={say('report.you.phone')}
        hint={say('report.you.phoneHint')}
        type="tel"
        inputMode="tel"
        direction="ltr"
        width="medium"
        autocomplete={offer('tel')}
        value={phone}
        error={errors['contact.phone']}
      />
    </>
  );
}

function read(form: FormFields, { draft }: StepView): Reading {
  const tier = form.text('tier');
  if (tier === 'pseudonymous') {
    return { changes: { tier, contact: { ...draft.contact, handle: form.text('contact.handle') } } };
  }
  if (tier !== 'identified') return { changes: {}, problems: [{ field: 'tier', code: 'choose-one' }] };
  const [name, email, phone] = ['name', 'email', 'phone'].map((part) => form.text(`contact.${part}`));
  return { changes: { tier, contact: { handle: draft.contact?.handle, name, email, phone } } };
}

export const you: Step = {
  name: 'you',
  isAsked: always,
  isAnswered: (draft) => draft.tier !== undefined,
  title: ({ voice }) => voice.say('report.you.title'),
  body: (view) => <You {...view} />,
  read,
};
