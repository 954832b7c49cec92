import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { enrolCode, enrolPasskey, offerNewPasskey, proposeCode } from '#domain/journeys';
import { Refusal } from '#domain/kernel';
import {
  Actions,
  Button,
  ErrorSummary,
  type FieldError,
  Form,
  Heading,
  Lead,
  LinkButton,
  Section,
} from '#ui';
import { show } from '../../server/show.tsx';
import type { App, PageContext, Web } from '../../server/visit.ts';
import { EnrolCode } from './enrol-code.tsx';
import {
  deviceNow,
  enter,
  fieldErrors,
  isProblems,
  newRequestKey,
  orProblems,
  PasskeyButton,
  placeName,
  RecoveryCodes,
  readForm,
  siteOf,
} from './parts.tsx';
import { readAnswer } from './sign-in.tsx';
import { staffHeader } from './staff-header.tsx';

async function secondFactorPage(
  c: PageContext,
  web: Web,
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const { say } = c.get('voice');
  const proposal = await proposeCode(web.runtime, c.get('caller'), { issuer: `Concord ${placeName(c)}` });
  const title = say('sign-in.secondFactorTitle');
  return show(
    c,
    web,
    {
      title,
      status: errors.length > 0 ? 422 : 200,
      variant: 'desk',
      width: 'form',
      hasErrors: errors.length > 0,
      backTo: '/desk/second-factor',
      headerEnd: staffHeader(c),
    },
    <>
      <ErrorSummary errors={errors} />
      <Heading>{title}</Heading>
      <Lead>{say('sign-in.secondFactorLead')}</Lead>
      <Section id="new-passkey" title={say('sign-in.newPasskeyTitle')}>
        <p>{say('sign-in.newPasskeyText')}</p>
        <PasskeyButton
          mode="enrol"
          address="/desk/second-factor/passkey"
          label={say('sign-in.newPasskeyButton')}
        />
      </Section>
      <Section id="new-code" title={say('sign-in.appTitle')}>
        <Form action="/desk/second-factor" requestKey={newRequestKey()}>
          <EnrolCode proposal={proposal} errors={errors} />
          <Button>{say('sign-in.appButton')}</Button>
        </Form>
      </Section>
    </>,
  );
}

async function codeSent(c: PageContext, web: Web): Promise<Response> {
  const voice = c.get('voice');
  const code = (await readForm(c))('code');
  const enrolled = await orProblems(() => enrolCode(web.runtime, c.get('caller'), { code }));
  if (isProblems(enrolled)) return secondFactorPage(c, web, fieldErrors(voice, enrolled));
  const to = enrolled.begun ? enter(c, web, enrolled.begun) : '/desk/sessions';
  return recoveryPage(c, web, enrolled.recoveryCodes, to);
}

/** The answer itself shows the codes: they are kept nowhere, so no other page could. */
export function recoveryPage(c: PageContext, web: Web, codes: readonly string[], to: string): Response {
  const { say } = c.get('voice');
  return show(
    c,
    web,
    { title: say('sign-in.recoveryTitle'), variant: 'desk', width: 'form', backTo: to },
    <RecoveryCodes
      codes={codes}
      next={
        <Actions>
          <LinkButton href={to}>{say('sign-in.recoveryNext')}</LinkButton>
        </Actions>
      }
    />,
  );
}

async function passkeySent(c: PageContext, web: Web): Promise<Response> {
  const { response, state } = await readAnswer<RegistrationResponseJSON>(c);
  const enrolled = await orProblems(() =>
    enrolPasskey(web.runtime, c.get('caller'), {
      response,
      state,
      site: siteOf(c, web),
      device: deviceNow(c),
    }),
  );
  if (isProblems(enrolled)) return c.json({ error: 'not-recognised' }, 422);
  return c.json({ to: enrolled.begun ? enter(c, web, enrolled.begun) : '/desk/sessions' });
}

/** Signed in long ago: show again who you are, then the door is open for a quarter of an hour. */
function againFirst(c: PageContext, web: Web): Response {
  const { say } = c.get('voice');
  const title = say('sign-in.againTitle');
  return show(
    c,
    web,
    {
      title,
      status: 403,
      variant: 'desk',
      width: 'form',
      headerEnd: staffHeader(c),
      backTo: '/desk/sessions',
    },
    <>
      <Heading>{title}</Heading>
      <Lead>{say('sign-in.againText')}</Lead>
      <Form action="/desk/sign-out" requestKey={newRequestKey()}>
        <Button>{say('sign-in.againButton')}</Button>
      </Form>
    </>,
  );
}

/** What changes how somebody signs in is done soon after they did. */
export async function whenFresh(c: PageContext, web: Web, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const isStale = error instanceof Refusal && c.get('signedIn')?.staff.strong;
    if (isStale) return againFirst(c, web);
    throw error;
  }
}

/** The first second factor of a member who has only a passphrase, or one more for a member who has both. */
export function secondFactorPages(app: App, web: Web): void {
  app.get('/desk/second-factor', (c) => whenFresh(c, web, () => secondFactorPage(c, web)));
  app.post('/desk/second-factor', (c) => whenFresh(c, web, () => codeSent(c, web)));
  app.post('/desk/second-factor/passkey/options', async (c) =>
    c.json(await offerNewPasskey(web.runtime, c.get('caller'), { site: siteOf(c, web) })),
  );
  app.post('/desk/second-factor/passkey', (c) => passkeySent(c, web));
}
