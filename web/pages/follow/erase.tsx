/** Erasing is asked twice, with what happens said in between. */
import type { VNode } from 'preact';
import { followReport } from '#domain/journeys';
import {
  Actions,
  Button,
  Checkbox,
  ErrorSummary,
  type FieldError,
  Form,
  Heading,
  LinkButton,
  useVoice,
} from '#ui';
import { show } from '../../server/show.tsx';
import type { PageContext, Web } from '../../server/visit.ts';
import { heldReport, newRequestKey } from './holding.ts';
import { addressOf } from './report-view.ts';

function Erase({ address, errors }: { address: string; errors: readonly FieldError[] }): VNode {
  const { say } = useVoice();
  return (
    <>
      <ErrorSummary errors={errors} />
      <Heading>{say('follow.erase.title')}</Heading>
      <ul>
        <li>{say('follow.erase.gone')}</li>
        <li>{say('follow.erase.stops')}</li>
        <li>{say('follow.erase.log')}</li>
        <li>{say('follow.erase.noWayBack')}</li>
      </ul>
      <Form action={`${address}/erase`} requestKey={newRequestKey()}>
        <Checkbox name="sure" label={say('follow.erase.sure')} />
        <Actions>
          <Button kind="danger">{say('follow.erase.send')}</Button>
          <LinkButton kind="quiet" href={address}>
            {say('follow.erase.keep')}
          </LinkButton>
        </Actions>
      </Form>
    </>
  );
}

export async function showErase(
  c: PageContext,
  web: Web,
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const report = heldReport(c);
  if (!report) return c.redirect('/follow?said=time-over', 303);
  const followed = await followReport(web.runtime, c.get('caller'), { report });
  if (followed.report.sensitive) c.set('sensitive', true);
  const address = addressOf(report);
  const hasErrors = errors.length > 0;
  return show(
    c,
    web,
    {
      title: c.get('voice').say('follow.erase.title'),
      width: 'form',
      hasErrors,
      status: hasErrors ? 400 : 200,
      backTo: `${address}/erase`,
    },
    <Erase address={address} errors={errors} />,
  );
}
