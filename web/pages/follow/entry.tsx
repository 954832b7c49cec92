import type { VNode } from 'preact';
import { proveReceipt } from '#domain/journeys';
import { BadInput, Refusal } from '#domain/kernel';
import {
  Actions,
  Button,
  Details,
  ErrorSummary,
  Field,
  type FieldError,
  Form,
  Heading,
  Lead,
  Notice,
  useVoice,
} from '#ui';
import { closeReceiptSession, networkOf, openReceiptSession } from '../../server/session.ts';
import { show } from '../../server/show.tsx';
import type { PageContext, Web } from '../../server/visit.ts';
import { errorOf, heldReports, newRequestKey, problemsIn, readFields, textIn } from './holding.ts';
import { answerWithReport } from './report.tsx';

interface EntryProps {
  readonly errors?: readonly FieldError[];
  readonly receipt?: string;
  /** A letter that was being written when the time was over; it waits here and is given back. */
  readonly letter?: string | undefined;
  readonly said?: string | undefined;
  readonly isOpenHere?: boolean;
}

const SAID = ['time-over', 'closed', 'erased'];

function Entry({ errors = [], receipt, letter, said, isOpenHere }: EntryProps): VNode {
  const { say } = useVoice();
  return (
    <>
      {said && SAID.includes(said) && (
        <Notice kind={said === 'time-over' ? 'info' : 'success'} announce title={say(`follow.said.${said}`)}>
          {letter && <p>{say('follow.letterKept')}</p>}
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      <Heading>{say('follow.title')}</Heading>
      <Lead>{say('follow.lead')}</Lead>
      <Form action="/follow" requestKey={newRequestKey()} hidden={{ letter }}>
        <Field
          name="receipt"
          label={say('follow.code')}
          hint={say('follow.codeHint')}
          rows={3}
          direction="ltr"
          spellcheck={false}
          autocomplete="off"
          value={receipt}
          error={errorOf(errors, 'receipt')}
        />
        <p hidden role="status" data-island="receipt-from-link" data-field="field-receipt">
          {say('follow.fromLink')}
        </p>
        <Actions>
          <Button>{say('follow.open')}</Button>
        </Actions>
      </Form>
      {isOpenHere && (
        <p>
          <a href="/follow/report">{say('follow.backToOpen')}</a>
        </p>
      )}
      <Details summary={say('follow.lost')}>
        <p>{say('follow.lostText')}</p>
      </Details>
    </>
  );
}

type Status = 200 | 400 | 429;

export function answerWithEntry(c: PageContext, web: Web, props: EntryProps, status: Status = 200): Response {
  const { say } = c.get('voice');
  const hasErrors = (props.errors?.length ?? 0) > 0;
  return show(
    c,
    web,
    { title: say('follow.title'), width: 'form', hasErrors, status, backTo: '/follow' },
    <Entry {...props} isOpenHere={heldReports(c).length > 0} />,
  );
}

export function showEntry(c: PageContext, web: Web): Response {
  return answerWithEntry(c, web, { said: c.req.query('said') });
}

/** The receipt opens its report in this browser for a while. A letter that waited is put back into its box. */
export async function enterReceipt(c: PageContext, web: Web): Promise<Response> {
  const fields = await readFields(c);
  const receipt = textIn(fields, 'receipt').slice(0, 1000);
  const letter = textIn(fields, 'letter') || undefined;
  try {
    const tried = { receipt, network: networkOf(c, web) };
    const report = await proveReceipt(web.runtime, c.get('caller'), tried);
    openReceiptSession(c, web, report);
    if (!letter) return c.redirect('/follow/report', 303);
    const { tenant } = c.get('caller');
    c.set('caller', { tenant, actor: { kind: 'resident', reports: [report] } });
    return await answerWithReport(c, web, report, { words: letter });
  } catch (error) {
    if (error instanceof BadInput) {
      const errors = problemsIn(c.get('voice'), error) ?? [];
      return answerWithEntry(c, web, { errors, receipt, letter }, 400);
    }
    if (error instanceof Refusal && error.code === 'too-many-tries') {
      const seconds = Math.max(1, Number(error.detail) || 60);
      const message = c.get('voice').say('follow.tooMany', { minutes: Math.ceil(seconds / 60) });
      return answerWithEntry(c, web, { errors: [{ name: 'receipt', message }], receipt, letter }, 429);
    }
    throw error;
  }
}

/** "I am done here": on a shared phone nobody else should find it open. */
export function leaveReports(c: PageContext, web: Web): Response {
  closeReceiptSession(c, web);
  return c.redirect('/follow?said=closed', 303);
}
