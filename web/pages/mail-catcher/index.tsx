/** For development: the mails that this process caught instead of sending them. */
import type { VNode } from 'preact';
import { listCaughtMails } from '#domain/journeys';
import { EmptyState, Heading, Lead, useVoice } from '#ui';
import { show } from '../../server/show.tsx';
import type { App, Web } from '../../server/visit.ts';

type CaughtMail = ReturnType<typeof listCaughtMails>[number];

function Mails({ mails }: { mails: readonly CaughtMail[] }): VNode {
  const voice = useVoice();
  const { say } = voice;
  return (
    <>
      <Heading>{say('mail.catcher.title')}</Heading>
      <Lead>{say('mail.catcher.lead')}</Lead>
      {mails.length === 0 && (
        <EmptyState title={say('mail.catcher.none')}>
          <p>{say('mail.catcher.noneText')}</p>
        </EmptyState>
      )}
      {mails.map((mail) => (
        <article key={mail.messageId} class="section" data-mail>
          <h2 dir="auto">{mail.subject}</h2>
          <p class="soft small">
            <bdi>{mail.to}</bdi> · {voice.dateTime(mail.caughtAt, 'short')}
          </p>
          <pre class="written" dir="auto">
            {mail.text}
          </pre>
        </article>
      ))}
    </>
  );
}

/** Where mail is really sent this address does not exist. */
export function catcherPages(app: App, web: Web): void {
  if (web.configuration.mail.kind !== 'catcher') return;
  app.get('/mail-catcher', (c) => {
    const mails = listCaughtMails(web.runtime);
    return show(c, web, { title: c.get('voice').say('mail.catcher.title') }, <Mails mails={mails} />);
  });
}
