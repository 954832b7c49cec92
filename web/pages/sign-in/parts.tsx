/** What the pages of signing in share: the browser's answers, the cookie, errors in words, the passkey button. */
import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { deviceOf, type Site } from '#domain/identity';
import type { Begun, Denied } from '#domain/journeys';
import { BadInput, type FieldProblem } from '#domain/kernel';
import { Button, Code, type FieldError, Heading, Notice, useVoice } from '#ui';
import { text, type Voice } from '#words';
import { keepCookie, SESSION_COOKIE } from '../../server/session.ts';
import type { PageContext, Web } from '../../server/visit.ts';

export const newRequestKey = (): string => randomUUID();

export const BROWSER_COOKIE = 'known-browser';

/** This place as browsers and authenticator apps name it. */
export function placeName(c: PageContext): string {
  const place = c.get('place');
  return text(place.name, c.get('voice').language, place.defaultLanguage);
}

export function siteOf(c: PageContext, web: Web): Site {
  const { origin, hostname } = new URL(web.configuration.baseUrl);
  return { origin, hostname, name: `Concord ${placeName(c)}` };
}

export const deviceNow = (c: PageContext): string => deviceOf(c.req.header('user-agent'));

/** The text fields of a form; what is no text is as if it were not there. */
export async function readForm(c: PageContext): Promise<(name: string) => string> {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
}

/** Put the session into the cookie, and say where to go: a member with several hats chooses one first. */
export function enter(c: PageContext, web: Web, begun: Begun): string {
  keepCookie(c, web, SESSION_COOKIE, begun.token);
  if (!begun.strong) return '/desk/sign-in/code';
  return begun.hats > 1 ? '/desk/hat' : '/desk';
}

/** In words that say nothing of what was wrong, or how long to wait. */
export function deniedText({ say }: Voice, denied: Denied, wrong: string): string {
  if (denied.kind === 'no') return wrong;
  const minutes = Math.ceil(denied.seconds / 60);
  return denied.seconds < 60
    ? say('sign-in.waitSeconds', { seconds: denied.seconds })
    : say('sign-in.waitMinutes', { minutes });
}

export function fieldErrors(voice: Voice, problems: readonly FieldProblem[]): FieldError[] {
  // words: problem.*
  return problems.map(({ field, code, values }) => ({
    name: field,
    message: voice.say(`problem.${code}`, values),
  }));
}

/** Bad input goes back into the form; everything else goes on up. */
export async function orProblems<T>(work: () => Promise<T>): Promise<T | readonly FieldProblem[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BadInput) return error.problems;
    throw error;
  }
}

export const isProblems = (value: unknown): value is readonly FieldProblem[] => Array.isArray(value);

export const errorOf = (errors: readonly FieldError[], name: string): string | undefined =>
  errors.find((error) => error.name === name)?.message;

interface PasskeyButtonProps {
  readonly mode: 'sign-in' | 'enrol';
  /** Answers with the options at `<address>/options`, and takes the browser's answer at `<address>`. */
  readonly address: string;
  readonly label: string;
}

/** Works with scripts only, and says so: the button appears when the browser can do it. */
export function PasskeyButton({ mode, address, label }: PasskeyButtonProps): VNode {
  const { say } = useVoice();
  return (
    <div
      data-island="passkey"
      data-mode={mode}
      data-address={address}
      data-stopped={say('sign-in.passkeyStopped')}
      data-failed={say('sign-in.passkeyFailed')}
      data-known={say('sign-in.passkeyKnown')}
    >
      <p data-part="without" class="soft">
        {say('sign-in.passkeyNeedsScripts')}
      </p>
      <div data-part="with" hidden>
        <Button type="button" kind={mode === 'sign-in' ? 'main' : 'secondary'}>
          {label}
        </Button>
      </div>
      <p data-part="said" role="status" />
    </div>
  );
}

/** The recovery codes, shown this once. */
export function RecoveryCodes({ codes, next }: { codes: readonly string[]; next: ComponentChildren }): VNode {
  const { say } = useVoice();
  return (
    <>
      <Heading>{say('sign-in.recoveryTitle')}</Heading>
      <Notice kind="success" announce title={say('sign-in.recoveryDone')}>
        <p>{say('sign-in.recoveryText')}</p>
      </Notice>
      <Code label={say('sign-in.recoveryTitle')} words={codes} copy />
      {next}
    </>
  );
}
