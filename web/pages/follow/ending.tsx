/** After the end: did this help, and the way to open it again. */
import type { VNode } from 'preact';
import { Actions, Button, Field, Form, Radios, Section, useVoice } from '#ui';
import { errorOf, newRequestKey } from './holding.ts';
import { LONGEST_LETTER } from './letters.tsx';
import type { ReportView } from './report-view.ts';

const LONGEST_REMARK = 2000;

export function Ending(view: ReportView): VNode {
  const { report } = view.followed;
  return (
    <>
      {report.outcome !== 'withdrawn' && <Question {...view} />}
      <OpenAgain {...view} />
    </>
  );
}

function Question({ followed, address, given }: ReportView): VNode {
  const { say } = useVoice();
  const { feedback } = followed;
  const errors = given.errors ?? [];
  return (
    <Section id="feedback" title={say('follow.feedback.title')}>
      {feedback && <p>{say('follow.feedback.given')}</p>}
      <Form action={`${address}/feedback`} requestKey={newRequestKey()}>
        <Radios
          name="helped"
          label={say('follow.feedback.label')}
          value={given.helped ?? feedback?.helped}
          error={errorOf(errors, 'helped')}
          sideBySide
          choices={(['yes', 'partly', 'no'] as const).map((value) => ({
            value,
            label: say(`follow.feedback.${value}`),
          }))}
        />
        <Field
          name="remark"
          label={say('follow.feedback.words')}
          optional
          rows={3}
          limit={LONGEST_REMARK}
          value={given.remark ?? feedback?.words ?? undefined}
          error={errorOf(errors, 'remark')}
          autocomplete="off"
        />
        <Actions>
          <Button kind={feedback ? 'secondary' : 'main'}>{say('follow.feedback.send')}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

function OpenAgain({ followed, address, given }: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { reopenUntil, report } = followed;
  if (!reopenUntil) {
    return (
      <Section id="open-again" title={say('follow.reopen.title')}>
        <p>{say('follow.reopen.over', { reference: report.reference })}</p>
        <p>
          <a href="/report">{say('follow.reopen.new')}</a>
        </p>
      </Section>
    );
  }
  return (
    <Section id="open-again" title={say('follow.reopen.title')}>
      <p>{say('follow.reopen.text', { date: voice.date(reopenUntil, 'day') })}</p>
      <Form action={`${address}/reopen`} requestKey={newRequestKey()}>
        <Field
          name="words"
          label={say('follow.reopen.label')}
          rows={4}
          limit={LONGEST_LETTER}
          value={given.words}
          error={errorOf(given.errors ?? [], 'words')}
          autocomplete="off"
        />
        <Actions>
          <Button kind="secondary">{say('follow.reopen.send')}</Button>
        </Actions>
      </Form>
    </Section>
  );
}
