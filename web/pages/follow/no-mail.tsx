/** "No more mails about this": from the link of a mail, with one press or by the mail program itself (RFC 8058). */
import { bodyLimit } from 'hono/body-limit';
import { stopMailsByLink } from '#domain/journeys';
import { Actions, Button, Form, Heading, Lead, Notice } from '#ui';
import { show } from '../../server/show.tsx';
import type { App, Web } from '../../server/visit.ts';
import { newRequestKey } from './holding.ts';

export function noMailPages(app: App, web: Web): void {
  // Looking stops nothing: mail programs follow links by themselves.
  app.get('/follow/no-mail/:token', (c) => {
    const { say } = c.get('voice');
    const page = (
      <>
        <Heading>{say('follow.noMail.title')}</Heading>
        <Lead>{say('follow.noMail.text')}</Lead>
        <Form action={`/follow/no-mail/${c.req.param('token')}`} requestKey={newRequestKey()}>
          <Actions>
            <Button>{say('follow.noMail.send')}</Button>
          </Actions>
        </Form>
      </>
    );
    return show(c, web, { title: say('follow.noMail.title'), width: 'form', backTo: '/follow' }, page);
  });
  app.post('/follow/no-mail/:token', bodyLimit({ maxSize: 8 * 1024 }), async (c) => {
    const { say } = c.get('voice');
    await stopMailsByLink(web.runtime, c.get('caller'), { token: c.req.param('token') });
    const page = (
      <Notice kind="success" announce level={1} title={say('follow.noMail.done')}>
        <p>{say('follow.noMail.doneText')}</p>
      </Notice>
    );
    return show(c, web, { title: say('follow.noMail.done'), width: 'form', backTo: '/follow' }, page);
  });
}
