import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { BadInput, REFUSALS, Refusal, type RefusalCode } from '#domain/kernel';
import { Actions, Heading, Lead, LinkButton } from '#ui';
import { type Shown, show } from './show.tsx';
import type { PageContext, Visit, Web } from './visit.ts';

type Status = NonNullable<Shown['status']>;

function failurePage(
  c: PageContext,
  web: Web,
  status: Status,
  code: string,
  values: Record<string, string> = {},
): Response {
  const { say } = c.get('voice');
  // words: failure.*
  const title = say(`failure.${code}.title`);
  return show(
    c,
    web,
    { title, status, backTo: '/' },
    <>
      <Heading>{title}</Heading>
      <Lead>{say(`failure.${code}.text`, values)}</Lead>
      <Actions>
        <LinkButton href="/">{say('failure.home')}</LinkButton>
      </Actions>
    </>,
  );
}

/** Programs that ask for JSON get the code; people get a page that says what to do next. */
function wantsPage(c: PageContext): boolean {
  return !(c.req.header('accept') ?? '').includes('application/json');
}

function refusalAnswer(c: PageContext, web: Web, code: RefusalCode): Response {
  const status = REFUSALS[code];
  if (!wantsPage(c)) return c.json({ error: code }, status);
  const isDesk = c.req.path.startsWith('/desk');
  if (isDesk && status === 401) return c.redirect('/desk/sign-in', 303);
  return failurePage(c, web, status, code);
}

/** The one table from failure to answer. A fault is logged with a reference; the person sees the reference alone. */
export function handleFailure(web: Web): ErrorHandler<Visit> {
  return (error, c) => {
    if (error instanceof Refusal) return refusalAnswer(c, web, error.code);
    // A body over its limit, as the framework tells it.
    if (error instanceof HTTPException && error.status === 413) return refusalAnswer(c, web, 'too-large');
    if (error instanceof BadInput) {
      // Forms catch their own; here somebody sent what no form of ours sends.
      return wantsPage(c)
        ? failurePage(c, web, 400, 'bad-input')
        : c.json({ error: 'bad-input', problems: error.problems }, 400);
    }
    const reference = c.get('reference');
    // Without the address, which may name what somebody looked for. What an error quotes is left out by the log.
    web.runtime.log.error({ reference, err: error }, 'A request failed.');
    if (!c.get('place')) return c.text(`Something went wrong on our side. Reference ${reference}`, 500);
    return wantsPage(c)
      ? failurePage(c, web, 500, 'fault', { reference })
      : c.json({ error: 'fault', reference }, 500);
  };
}

export function handleNotFound(web: Web): NotFoundHandler<Visit> {
  return (c) => (c.get('place') ? refusalAnswer(c, web, 'not-found') : c.text('Not found', 404));
}
