import type { VNode } from 'preact';
import { unitOf } from '#domain/journeys';
import { Actions, Button, Heading, Lead, Notice, SummaryList, useVoice } from '#ui';
import { text } from '#words';
import { contactRows, contentRows } from './say-draft.ts';
import { always, type Step, type StepView } from './step.ts';

/** Everything once more, and the truth about who sees which part of it. */
export function Check({ view, fileNames }: { view: StepView; fileNames: readonly string[] }): VNode {
  const { say, language } = useVoice();
  const { draft, place } = view;
  const unit = unitOf(draft, place);
  const who = unit ? text(unit.name, language, place.defaultLanguage) : say('report.check.controlRoom');
  return (
    <>
      <Heading>{say('report.check.title')}</Heading>
      <Lead>{say('report.check.lead')}</Lead>
      <h2>{say('report.check.policeSee')}</h2>
      <p>{say('report.check.policeSeeText', { who })}</p>
      <SummaryList rows={contentRows(view, fileNames)} />
      <h2>{say('report.check.contact')}</h2>
      <p>
        {say(draft.tier === 'pseudonymous' ? 'report.check.contactPseudonym' : 'report.check.contactText')}
      </p>
      <SummaryList rows={contactRows(view)} />
      <Notice title={say('report.check.othersSee')} level={2}>
        <p>{say('report.check.othersSeeText')}</p>
      </Notice>
      <Actions>
        <Button size="large">{say('report.check.send')}</Button>
      </Actions>
    </>
  );
}

export const check: Step = {
  name: 'check',
  isAsked: always,
  isAnswered: always,
  title: ({ voice }) => voice.say('report.check.title'),
  body: (view) => <Check view={view} fileNames={[]} />,
  read: () => ({ changes: {} }),
};
