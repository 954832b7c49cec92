import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import {
  acceptWithPasskey,
  acceptWithPassphrase,
  lookAtInvitation,
  offerInvitedPasskey,
} from '#domain/journeys';
import { BadInput, type FieldProblem, Refusal } from '#domain/kernel';
import {
  Actions,
  Button,
  ErrorSummary,
  Field,
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
  errorOf,
  fieldErrors,
  isProblems,
  newRequestKey,
  orProblems,
  PasskeyButton,
  placeName,
  readForm,
  siteOf,
} from './parts.tsx';
import { recoveryPage } from './second-factor.tsx';
import { readAnswer } from './sign-in.tsx';

const tokenOf = (c: PageContext): string => c.req.param('token') ?? '';

/** A link that was used, has ended or never was: the same page, with the way on. */
function endedPage(c: PageContext, web: Web): Response {
  const { say } = c.get('voice');
  const title = say('sign-in.invitationEnded');
  return show(
    c,
    web,
    { title, status: 404, variant: 'desk', width: 'form', backTo: '/desk/sign-in' },
    <>
      <Heading>{title}</Heading>
      <Lead>{say('sign-in.invitationEndedText')}</Lead>
      <Actions>
        <LinkButton href="/desk/sign-in">{say('sign-in.title')}</LinkButton>
      </Actions>
    </>,
  );
}

async function setUpPage(c: PageContext, web: Web, errors: readonly FieldError[] = []): Promise<Response> {
  const { say } = c.get('voice');
  const token = tokenOf(c);
  const invited = await lookAtInvitation(web.runtime, c.get('caller'), {
    token,
    issuer: `Concord ${placeName(c)}`,
  });
  const title = say('sign-in.setUpTitle', { name: invited.name });
  const shown = {
    title,
    status: errors.length > 0 ? 422 : 200,
    variant: 'desk',
    width: 'form',
    hasErrors: errors.length > 0,
  } as const;
  return show(
    c,
    web,
    shown,
    <>
      <ErrorSummary errors={errors} />
      <Heading>{title}</Heading>
      <Lead>{say('sign-in.setUpLead')}</Lead>
      <Section id="new-passkey" title={say('sign-in.newPasskeyTitle')}>
        <p>{say('sign-in.newPasskeyText')}</p>
        <PasskeyButton
          mode="enrol"
          address={`/desk/set-up/${token}/passkey`}
          label={say('sign-in.newPasskeyButton')}
        />
      </Section>
      <Section id="new-passphrase" title={say('sign-in.setUpOther')}>
        <Form action={`/desk/set-up/${token}`} requestKey={newRequestKey()}>
          <Field
            name="passphrase"
            label={say('sign-in.newPassphrase')}
            hint={say('sign-in.newPassphraseHint')}
            type="password"
            direction="ltr"
            autocomplete="new-password"
            error={errorOf(errors, 'passphrase')}
          />
          <EnrolCode proposal={invited} errors={errors} />
          <Button>{say('sign-in.setUpButton')}</Button>
        </Form>
      </Section>
    </>,
  );
}

/** The link names an account to whoever holds it: it goes into no other request. */
function keepLinkClose(c: PageContext): void {
  c.set('sensitive', true);
}

const isUnusable = (error: unknown): boolean =>
  (error instanceof Refusal && error.code === 'not-found') ||
  (error instanceof BadInput && error.problems.some(({ field }: FieldProblem) => field === 'token'));

/** Whoever is in already has nothing to set up: the second of two impatient presses, too. */
async function withInvitation(c: PageContext, web: Web, work: () => Promise<Response>): Promise<Response> {
  keepLinkClose(c);
  if (c.get('signedIn')?.staff.strong) return c.redirect('/desk/sessions', 303);
  try {
    return await work();
  } catch (error) {
    if (isUnusable(error)) return endedPage(c, web);
    throw error;
  }
}

async function passphraseSent(c: PageContext, web: Web): Promise<Response> {
  const voice = c.get('voice');
  const field = await readForm(c);
  const accepted = await orProblems(() =>
    acceptWithPassphrase(web.runtime, c.get('caller'), {
      token: tokenOf(c),
      passphrase: field('passphrase'),
      code: field('code'),
      device: deviceNow(c),
      about: ['concord', placeName(c), c.get('place').slug],
    }),
  );
  if (isProblems(accepted)) return setUpPage(c, web, fieldErrors(voice, accepted));
  if (accepted.begun.kind !== 'in') return endedPage(c, web);
  return recoveryPage(c, web, accepted.recoveryCodes, enter(c, web, accepted.begun));
}

async function passkeySent(c: PageContext, web: Web): Promise<Response> {
  const { response, state } = await readAnswer<RegistrationResponseJSON>(c);
  const accepted = await orProblems(() =>
    acceptWithPasskey(web.runtime, c.get('caller'), {
      token: tokenOf(c),
      response,
      state,
      site: siteOf(c, web),
      device: deviceNow(c),
    }),
  );
  if (isProblems(accepted) || accepted.begun.kind !== 'in') return c.json({ error: 'not-recognised' }, 422);
  return c.json({ to: enter(c, web, accepted.begun) });
}

/** The first sign-in, by the link of an invitation. */
export function setUpPages(app: App, web: Web): void {
  app.get('/desk/set-up/:token', (c) => withInvitation(c, web, () => setUpPage(c, web)));
  app.post('/desk/set-up/:token', (c) => withInvitation(c, web, () => passphraseSent(c, web)));
  app.post('/desk/set-up/:token/passkey/options', async (c) =>
    c.json(
      await offerInvitedPasskey(web.runtime, c.get('caller'), { token: tokenOf(c), site: siteOf(c, web) }),
    ),
  );
  app.post('/desk/set-up/:token/passkey', (c) => passkeySent(c, web));
}
