import {
  changeHat,
  endOwnSessions,
  lookAtOwnSignIn,
  type OwnSignIn,
  removePasskey,
  signOut,
} from '#domain/journeys';
import { HATS, Refusal } from '#domain/kernel';
import {
  Actions,
  Button,
  ErrorSummary,
  Form,
  Heading,
  Lead,
  LinkButton,
  Radios,
  Section,
  Table,
  Tag,
} from '#ui';
import type { Voice } from '#words';
import { dropCookie, keepCookie, SESSION_COOKIE } from '../../server/session.ts';
import { show } from '../../server/show.tsx';
import type { App, PageContext, Web } from '../../server/visit.ts';
import { fieldErrors, isProblems, newRequestKey, orProblems, readForm } from './parts.tsx';
import { whenFresh } from './second-factor.tsx';
import { staffHeader } from './staff-header.tsx';

/** Past the passphrase alone nothing here is open; the frame sends such a visitor to the next step. */
function signedInOf(c: PageContext) {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new Refusal('sign-in-needed');
  if (!signedIn.staff.strong) throw new Refusal('second-factor-needed');
  return signedIn;
}

function hatPage(c: PageContext, web: Web, problem?: string): Response {
  const { say } = c.get('voice');
  const { hats, staff } = signedInOf(c);
  const title = say('sign-in.hatTitle');
  const errors = problem ? [{ name: 'hat', message: problem }] : [];
  return show(
    c,
    web,
    {
      title,
      status: problem ? 422 : 200,
      variant: 'desk',
      width: 'form',
      headerEnd: staffHeader(c),
      backTo: '/desk/hat',
    },
    <>
      <ErrorSummary errors={errors} />
      <Form action="/desk/hat" requestKey={newRequestKey()}>
        <Radios
          name="hat"
          label={title}
          isHeading
          hint={say('sign-in.hatHint')}
          value={staff.hat}
          error={problem}
          choices={hats.map((hat) => ({
            value: hat,
            // words: sign-in.hat.*
            label: say(`sign-in.hat.${hat}`),
            // words: sign-in.hatAbout.*
            hint: say(`sign-in.hatAbout.${hat}`),
          }))}
        />
        <Button>{say('sign-in.hatButton')}</Button>
      </Form>
    </>,
  );
}

async function hatSent(c: PageContext, web: Web): Promise<Response> {
  signedInOf(c);
  const wanted = (await readForm(c))('hat');
  const hat = HATS.find((one) => one === wanted);
  const voice = c.get('voice');
  if (!hat) return hatPage(c, web, voice.say('problem.missing'));
  const changed = await orProblems(() => changeHat(web.runtime, c.get('caller'), { hat }));
  if (isProblems(changed)) return hatPage(c, web, fieldErrors(voice, changed)[0]?.message);
  keepCookie(c, web, SESSION_COOKIE, changed.token);
  return c.redirect('/desk', 303);
}

/** "Firefox on Linux", from the closed list that is kept. */
function deviceWords({ say }: Voice, device: string): string {
  const [browser = 'other', system = 'other'] = device.split('-');
  // words: sign-in.browser.*
  // words: sign-in.system.*
  return say('sign-in.device', {
    browser: say(`sign-in.browser.${browser}`),
    system: say(`sign-in.system.${system}`),
  });
}

function sessionRows(voice: Voice, own: OwnSignIn) {
  const { say } = voice;
  return own.sessions.map(({ id, hat, device, createdAt, seenAt, isThis }) => [
    deviceWords(voice, device),
    // words: sign-in.hat.*
    say(`sign-in.hat.${hat}`),
    voice.dateTime(createdAt),
    voice.dateTime(seenAt),
    isThis ? (
      <Tag key={id}>{say('sign-in.thisSession')}</Tag>
    ) : (
      <Form key={id} action="/desk/sessions/end" requestKey={newRequestKey()} hidden={{ session: id }}>
        <Button kind="secondary" size="compact">
          {say('sign-in.endSession')}
        </Button>
      </Form>
    ),
  ]);
}

function passkeyRows(voice: Voice, { passkeys }: OwnSignIn) {
  return passkeys.map(({ credential, name, createdAt, usedAt }) => [
    deviceWords(voice, name),
    voice.dateTime(createdAt),
    usedAt ? voice.dateTime(usedAt) : voice.say('sign-in.passkeyUnused'),
    <Form
      key={credential}
      action="/desk/sessions/passkey"
      requestKey={newRequestKey()}
      hidden={{ credential }}
    >
      <Button kind="secondary" size="compact">
        {voice.say('sign-in.removePasskey')}
      </Button>
    </Form>,
  ]);
}

function PasskeyTable({ voice, own }: { voice: Voice; own: OwnSignIn }) {
  const { say } = voice;
  const columns = [
    say('sign-in.passkeyDevice'),
    say('sign-in.passkeyMade'),
    say('sign-in.passkeyUsed'),
    say('sign-in.sessionEnd'),
  ];
  return (
    <Table
      caption={say('sign-in.passkeysCaption')}
      columns={columns.map((label) => ({ label }))}
      rows={passkeyRows(voice, own)}
    />
  );
}

async function removeSent(c: PageContext, web: Web): Promise<Response> {
  signedInOf(c);
  const credential = (await readForm(c))('credential');
  const removed = await orProblems(() => removePasskey(web.runtime, c.get('caller'), { credential }));
  if (isProblems(removed)) return sessionsPage(c, web, fieldErrors(c.get('voice'), removed)[0]?.message);
  return c.redirect('/desk/sessions', 303);
}

async function sessionsPage(c: PageContext, web: Web, problem?: string): Promise<Response> {
  const voice = c.get('voice');
  const { say } = voice;
  signedInOf(c);
  const own = await lookAtOwnSignIn(web.runtime, c.get('caller'), {});
  const title = say('sign-in.sessionsTitle');
  const columns = [
    say('sign-in.sessionDevice'),
    say('sign-in.sessionHat'),
    say('sign-in.sessionBegan'),
    say('sign-in.sessionSeen'),
    say('sign-in.sessionEnd'),
  ];
  return show(
    c,
    web,
    {
      title,
      status: problem ? 422 : 200,
      variant: 'desk',
      width: 'wide',
      headerEnd: staffHeader(c),
      backTo: '/desk/sessions',
    },
    <>
      <ErrorSummary errors={problem ? [{ message: problem }] : []} />
      <Heading>{title}</Heading>
      <Lead>{say('sign-in.sessionsLead')}</Lead>
      <Table
        caption={say('sign-in.sessionsCaption')}
        columns={columns.map((label) => ({ label }))}
        rows={sessionRows(voice, own)}
      />
      {own.sessions.length > 1 && (
        <Form action="/desk/sessions/end" requestKey={newRequestKey()} hidden={{ session: 'others' }}>
          <Button kind="danger">{say('sign-in.endOthers')}</Button>
        </Form>
      )}
      <Section id="factors" title={say('sign-in.factorsTitle')}>
        <ul>
          <li>{say('sign-in.passkeyCount', { count: own.passkeys.length })}</li>
          <li>{own.hasCode ? say('sign-in.hasCode') : say('sign-in.hasNoCode')}</li>
          {own.hasCode && <li>{say('sign-in.recoveryCount', { count: own.recoveryCodes })}</li>}
        </ul>
        {own.passkeys.length > 0 && <PasskeyTable voice={voice} own={own} />}
        <Actions>
          <LinkButton kind="secondary" href="/desk/second-factor">
            {say('sign-in.addFactor')}
          </LinkButton>
        </Actions>
      </Section>
    </>,
  );
}

async function endSent(c: PageContext, web: Web): Promise<Response> {
  signedInOf(c);
  const session = (await readForm(c))('session');
  await endOwnSessions(web.runtime, c.get('caller'), { session });
  return c.redirect('/desk/sessions', 303);
}

/** Signing out twice, or after the session ended, is signing out. */
async function leaveSent(c: PageContext, web: Web): Promise<Response> {
  if (c.get('signedIn')) await signOut(web.runtime, c.get('caller'), {});
  dropCookie(c, web, SESSION_COOKIE);
  return c.redirect('/desk/sign-in', 303);
}

/** The hat, the sessions, and the way out. */
export function accountPages(app: App, web: Web): void {
  app.get('/desk/hat', (c) => hatPage(c, web));
  app.post('/desk/hat', (c) => hatSent(c, web));
  app.get('/desk/sessions', (c) => sessionsPage(c, web));
  app.post('/desk/sessions/end', (c) => endSent(c, web));
  app.post('/desk/sessions/passkey', (c) => whenFresh(c, web, () => removeSent(c, web)));
  app.post('/desk/sign-out', (c) => leaveSent(c, web));
}
