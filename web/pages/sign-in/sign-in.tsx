import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Context } from 'hono';
import { confirmWithCode, offerPasskey, signInWithPasskey, signInWithPassword } from '#domain/journeys';
import { Button, Details, ErrorSummary, Field, type FieldError, Form, Heading, Lead, Section } from '#ui';
import { keepCookie, networkOf, readCookie } from '../../server/session.ts';
import { type Shown, show } from '../../server/show.tsx';
import type { App, PageContext, Visit, Web } from '../../server/visit.ts';
import {
  BROWSER_COOKIE,
  deniedText,
  deviceNow,
  enter,
  errorOf,
  fieldErrors,
  isProblems,
  newRequestKey,
  orProblems,
  PasskeyButton,
  readForm,
  siteOf,
} from './parts.tsx';
import { staffHeader } from './staff-header.tsx';

const YEAR = 365 * 24 * 3600;

interface Again {
  readonly status: NonNullable<Shown['status']>;
  readonly errors: readonly FieldError[];
  readonly email?: string;
}
const FIRST: Again = { status: 200, errors: [] };

function signInPage(c: PageContext, web: Web, { status, errors, email }: Again = FIRST): Response {
  const { say } = c.get('voice');
  const title = say('sign-in.title');
  return show(
    c,
    web,
    { title, status, variant: 'desk', width: 'form', hasErrors: errors.length > 0, backTo: '/desk/sign-in' },
    <>
      <ErrorSummary errors={errors} />
      <Heading>{title}</Heading>
      <Lead>{say('sign-in.lead')}</Lead>
      <Section id="passkey" title={say('sign-in.passkeyTitle')}>
        <PasskeyButton mode="sign-in" address="/desk/sign-in/passkey" label={say('sign-in.passkeyButton')} />
      </Section>
      <Section id="passphrase" title={say('sign-in.passphraseTitle')}>
        <Form action="/desk/sign-in" requestKey={newRequestKey()}>
          <Field
            name="email"
            label={say('sign-in.email')}
            type="email"
            direction="ltr"
            value={email}
            autocomplete="username"
            error={errorOf(errors, 'email')}
          />
          <Field
            name="passphrase"
            label={say('sign-in.passphrase')}
            type="password"
            direction="ltr"
            autocomplete="current-password"
            error={errorOf(errors, 'passphrase')}
          />
          <Button kind="secondary">{say('form.continue')}</Button>
        </Form>
      </Section>
      <Details summary={say('sign-in.troubleTitle')}>
        <p>{say('sign-in.troubleText')}</p>
      </Details>
    </>,
  );
}

async function passwordSent(c: PageContext, web: Web): Promise<Response> {
  const voice = c.get('voice');
  const field = await readForm(c);
  const email = field('email');
  const browser = readCookie(c, web, BROWSER_COOKIE);
  const answer = await orProblems(() =>
    signInWithPassword(web.runtime, c.get('caller'), {
      email,
      passphrase: field('passphrase'),
      device: deviceNow(c),
      network: networkOf(c, web),
      ...(browser && { browser }),
    }),
  );
  if (isProblems(answer))
    return signInPage(c, web, { status: 422, errors: fieldErrors(voice, answer), email });
  if (answer.kind === 'in') return c.redirect(enter(c, web, answer), 303);
  const message = deniedText(voice, answer, voice.say('sign-in.wrong'));
  const status = answer.kind === 'wait' ? 429 : 401;
  return signInPage(c, web, { status, errors: [{ name: 'email', message }], email });
}

function codePage(c: PageContext, web: Web, { status, errors }: Again = FIRST): Response {
  const { say } = c.get('voice');
  const title = say('sign-in.codeTitle');
  return show(
    c,
    web,
    {
      title,
      status,
      variant: 'desk',
      width: 'form',
      hasErrors: errors.length > 0,
      backTo: '/desk/sign-in/code',
      headerEnd: staffHeader(c),
    },
    <>
      <ErrorSummary errors={errors} />
      <Heading>{title}</Heading>
      <Form action="/desk/sign-in/code" requestKey={newRequestKey()}>
        <Field
          name="code"
          label={say('sign-in.code')}
          hint={say('sign-in.codeHint')}
          direction="ltr"
          width="medium"
          autocomplete="one-time-code"
          spellcheck={false}
          autofocus={errors.length === 0}
          error={errorOf(errors, 'code')}
        />
        <Button>{say('sign-in.codeButton')}</Button>
      </Form>
    </>,
  );
}

/** Where a visitor with this much of a session belongs; nothing: right here. */
function elsewhere(c: PageContext, here: '/desk/sign-in' | '/desk/sign-in/code'): string | undefined {
  const signedIn = c.get('signedIn');
  const there = !signedIn
    ? '/desk/sign-in'
    : signedIn.missing === 'code'
      ? '/desk/sign-in/code'
      : signedIn.missing === 'second-factor'
        ? '/desk/second-factor'
        : '/desk';
  return there === here ? undefined : there;
}

async function codeSent(c: PageContext, web: Web): Promise<Response> {
  const away = elsewhere(c, '/desk/sign-in/code');
  if (away) return c.redirect(away, 303);
  const voice = c.get('voice');
  const code = (await readForm(c))('code');
  const browser = readCookie(c, web, BROWSER_COOKIE);
  const answer = await orProblems(() =>
    confirmWithCode(web.runtime, c.get('caller'), {
      code,
      network: networkOf(c, web),
      ...(browser && { browser }),
    }),
  );
  if (isProblems(answer)) return codePage(c, web, { status: 422, errors: fieldErrors(voice, answer) });
  if (answer.kind === 'in') {
    if ('browser' in answer) keepCookie(c, web, BROWSER_COOKIE, answer.browser, { maxAge: YEAR });
    return c.redirect(enter(c, web, answer), 303);
  }
  const message = deniedText(voice, answer, voice.say('sign-in.codeWrong'));
  return codePage(c, web, {
    status: answer.kind === 'wait' ? 429 : 401,
    errors: [{ name: 'code', message }],
  });
}

interface PasskeyAnswer<Response> {
  readonly response: Response;
  readonly state: string;
}

/** What the island sends; its parts are parsed at the door. */
export async function readAnswer<Response>(c: Context<Visit>): Promise<PasskeyAnswer<Response>> {
  return await c.req.json<PasskeyAnswer<Response>>().catch(() => ({ response: {} as Response, state: '' }));
}

async function passkeySent(c: PageContext, web: Web): Promise<Response> {
  const { response, state } = await readAnswer<AuthenticationResponseJSON>(c);
  const answer = await orProblems(() =>
    signInWithPasskey(web.runtime, c.get('caller'), {
      response,
      state,
      site: siteOf(c, web),
      device: deviceNow(c),
    }),
  );
  if (isProblems(answer) || answer.kind !== 'in') return c.json({ error: 'not-recognised' }, 401);
  return c.json({ to: enter(c, web, answer) });
}

export function signInForms(app: App, web: Web): void {
  app.get('/desk/sign-in', (c) => {
    const away = elsewhere(c, '/desk/sign-in');
    return away ? c.redirect(away, 303) : signInPage(c, web);
  });
  app.post('/desk/sign-in', (c) => passwordSent(c, web));
  app.get('/desk/sign-in/code', (c) => {
    const away = elsewhere(c, '/desk/sign-in/code');
    return away ? c.redirect(away, 303) : codePage(c, web);
  });
  app.post('/desk/sign-in/code', (c) => codeSent(c, web));
  app.post('/desk/sign-in/passkey/options', async (c) =>
    c.json(await offerPasskey(web.runtime, c.get('caller'), siteOf(c, web))),
  );
  app.post('/desk/sign-in/passkey', (c) => passkeySent(c, web));
}
