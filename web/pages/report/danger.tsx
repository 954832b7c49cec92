import type { VNode } from 'preact';
import { Actions, Button, Heading, Lead, LinkButton, Notice, useVoice } from '#ui';
import { categoriesOfKind } from './category.tsx';
import { isKind } from './kind.tsx';
import { always, type Step, type StepView } from './step.ts';

/** Before anything else: a report is not read at once, and somebody may need help at once. */
function Danger({ place, draft }: StepView): VNode {
  const { say } = useVoice();
  const number = place.emergencyNumber;
  return (
    <>
      <Heading>{say('report.danger.title')}</Heading>
      <Lead>{say('report.danger.lead', { number })}</Lead>
      {draft.kind && <input type="hidden" name="kind" value={draft.kind} />}
      <Actions>
        <Button size="large">{say('report.danger.no')}</Button>
        <LinkButton
          kind="danger"
          size="large"
          href={draft.kind ? `/report/danger?kind=${draft.kind}` : '/report/danger'}
        >
          {say('report.danger.yes')}
        </LinkButton>
      </Actions>
      <p class="hint">{say('report.danger.about')}</p>
    </>
  );
}

export const danger: Step = {
  name: 'danger',
  isAsked: always,
  isAnswered: (draft) => draft.isAsked === true,
  title: ({ voice }) => voice.say('report.danger.title'),
  body: (view) => <Danger {...view} />,
  read: (form, { draft, place }) => {
    const kind = form.text('kind');
    if (!isKind(kind)) return { changes: { isAsked: true } };
    const [only, ...others] = categoriesOfKind(place, kind);
    // Their words stay; a category of another kind does not fit any more.
    const category = draft.kind === kind ? draft.category : undefined;
    return {
      changes: {
        isAsked: true,
        kind,
        isKindGiven: true,
        category: others.length === 0 ? only?.id : category,
      },
    };
  },
};

/** "Yes": the number first and large. The form stays open below it. */
export function CallNow({ number, kind }: { number: string; kind: string | undefined }): VNode {
  const { say } = useVoice();
  return (
    <>
      <Notice kind="danger" title={say('report.call.title', { number })} level={1}>
        <p>{say('report.call.text')}</p>
      </Notice>
      <Actions>
        <LinkButton size="large" href={`tel:${number}`}>
          {say('shell.emergencyCall', { number })}
        </LinkButton>
      </Actions>
      <p>{say('report.call.cannotTalk')}</p>
      <form method="post" action="/report" novalidate>
        {kind && <input type="hidden" name="kind" value={kind} />}
        <Actions>
          <Button kind="secondary">{say('report.call.goOn')}</Button>
        </Actions>
      </form>
    </>
  );
}
