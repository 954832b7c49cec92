import type { VNode } from 'preact';
import { Button, Form, Section, useVoice } from '#ui';
import { actionOf, mayOf, type ReportView } from './report-view.ts';

/** Who wrote and how to reach them: folded away, since most work needs neither, and opening it is noted by itself. */
export function Reach(props: ReportView): VNode {
  const { say } = useVoice();
  const { opened, contact } = props;
  const { tier } = opened.report;
  return (
    <Section id="reach" title={say('desk.reach.title')}>
      {/* words: desk.tier.* */}
      <p>{say(`desk.tier.${tier}`)}</p>
      {contact && <Contact {...contact} />}
      {contact === undefined && mayOf(props).contact && (
        <Form action={`${actionOf(props, 'contact')}#reach`} requestKey={props.requestKey}>
          <p class="soft small">{say('desk.reach.noted')}</p>
          <Button kind="secondary" size="compact">
            {say('desk.reach.show')}
          </Button>
        </Form>
      )}
    </Section>
  );
}

function Contact({ name, handle, email, phone }: NonNullable<ReportView['contact']>): VNode {
  const { say } = useVoice();
  const lines = [
    [say('desk.reach.name'), name],
    [say('desk.reach.handle'), handle],
    [say('desk.reach.email'), email],
    [say('desk.reach.phone'), phone],
  ].filter((line): line is [string, string] => Boolean(line[1]));
  return (
    <dl class="desk-facts">
      {lines.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
