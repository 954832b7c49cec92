import type { VNode } from 'preact';
import type { Id } from '#domain/kernel';
import { Actions, BackLink, Button, ErrorSummary, Field, type FieldError, Form, useVoice } from '#ui';
import type { PageContext, Web } from '../../server/visit.ts';
import { newRequestKey, readForm } from '../sign-in/parts.tsx';
import { reportIn, showDesk, staffOf } from './desk.ts';
import { keepReason, LONGEST_REASON } from './reasons.ts';

/** Outside one's own unit a reason comes first. It stands in the log with the name of whoever gave it. */
export function askReason(
  c: PageContext,
  web: Web,
  report: Id<'report'>,
  error?: { readonly message: string; readonly value: string },
): Response {
  const { say } = c.get('voice');
  const errors: FieldError[] = error ? [{ name: 'reason', message: error.message }] : [];
  return showDesk(
    c,
    web,
    {
      title: say('desk.why.title'),
      status: error ? 422 : 403,
      hasErrors: errors.length > 0,
      backTo: '/desk',
    },
    <ReasonPage report={report} errors={errors} value={error?.value} />,
  );
}

function ReasonPage(props: {
  readonly report: Id<'report'>;
  readonly errors: readonly FieldError[];
  readonly value: string | undefined;
}): VNode {
  const { say } = useVoice();
  return (
    <div class="narrow">
      <BackLink href="/desk" />
      <ErrorSummary errors={props.errors} />
      <Form action={`/desk/reports/${props.report}/reason`} requestKey={newRequestKey()}>
        <Field
          isHeading
          name="reason"
          label={say('desk.why.title')}
          hint={say('desk.why.hint')}
          rows={3}
          limit={LONGEST_REASON}
          value={props.value}
          error={props.errors[0]?.message}
        />
        <Actions>
          <Button>{say('desk.why.open')}</Button>
        </Actions>
      </Form>
    </div>
  );
}

export async function takeReason(c: PageContext, web: Web): Promise<Response> {
  const staff = staffOf(c);
  const report = reportIn(c);
  const { say } = c.get('voice');
  const value = (await readForm(c))('reason').trim();
  if (value.length < 5) return askReason(c, web, report, { message: say('problem.missing'), value });
  if (value.length > LONGEST_REASON)
    return askReason(c, web, report, { message: say('problem.too-long'), value });
  keepReason(c, web, staff, report, value);
  return c.redirect(`/desk/reports/${report}`, 303);
}
