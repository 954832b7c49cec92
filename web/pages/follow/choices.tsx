/** What the person can do with their report. */
import type { VNode } from 'preact';
import { Actions, Button, Details, Form, LinkButton, Section, useVoice } from '#ui';
import { newRequestKey } from './holding.ts';
import { addressOf, type ReportView } from './report-view.ts';

export function Choices(view: ReportView): VNode {
  const { say } = useVoice();
  const { followed, address, others } = view;
  return (
    <Section id="choices" title={say('follow.choices.title')}>
      {!followed.report.closedAt && (
        <p>
          <a href="#write">{say('follow.choices.add')}</a>
        </p>
      )}
      {followed.contact?.email && <Mails {...view} email={followed.contact.email} />}
      {!followed.report.closedAt && (
        <Details summary={say('follow.withdraw.title')}>
          <p>{say('follow.withdraw.text')}</p>
          <Form action={`${address}/withdraw`} requestKey={newRequestKey()}>
            <Actions>
              <Button kind="secondary">{say('follow.withdraw.send')}</Button>
            </Actions>
          </Form>
        </Details>
      )}
      <Details summary={say('follow.erase.title')}>
        <p>{say('follow.erase.short')}</p>
        <p>
          <a href={`${address}/erase`}>{say('follow.erase.more')}</a>
        </p>
      </Details>
      {others.length > 0 && (
        <>
          <h3>{say('follow.others')}</h3>
          <ul>
            {others.map((id, position) => (
              <li key={id}>
                <a href={addressOf(id)}>{say('follow.other', { number: position + 1 })}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <Form action="/follow/leave" requestKey={newRequestKey()}>
        <p class="soft">{say('follow.leave.text')}</p>
        <Actions>
          <Button kind="secondary">{say('follow.leave.send')}</Button>
          <LinkButton kind="quiet" href="/follow">
            {say('follow.another')}
          </LinkButton>
        </Actions>
      </Form>
    </Section>
  );
}

function Mails({ followed, address, email }: ReportView & { email: string }): VNode {
  const { say } = useVoice();
  const stopped = followed.mailsStopped;
  return (
    <Details summary={say('follow.mails.title')}>
      <p>{stopped ? say('follow.mails.off') : say('follow.mails.on', { email })}</p>
      <Form
        action={`${address}/mails`}
        requestKey={newRequestKey()}
        hidden={{ wanted: stopped ? 'yes' : undefined }}
      >
        <Actions>
          <Button kind="secondary">{say(stopped ? 'follow.mails.start' : 'follow.mails.stop')}</Button>
        </Actions>
      </Form>
    </Details>
  );
}
