/** Staff sign in: with a passkey, or with a passphrase and then a code. Every try is in the log. */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { placeTarget, type Target, writeEntry } from '#domain/access';
import { command } from '#domain/door';
import {
  askForPasskey,
  type Ceremony,
  checkPasskey,
  claimStep,
  countedAs,
  emailTokenOf,
  findAccount,
  findCodeSecret,
  findPasskey,
  findPassword,
  findStep,
  isPassphrase,
  isRecoveryCode,
  newKnownBrowser,
  notePasskeyUse,
  openCodeSecret,
  openState,
  pacesOf,
  recoveryHashOf,
  type Site,
  spendRecoveryCode,
} from '#domain/identity';
import {
  type Caller,
  claimRequest,
  type Id,
  Refusal,
  type Runtime,
  type Staff,
  type Use,
} from '#domain/kernel';
import { type Begun, type Denied, NO, signInKeys, startSession, strengthenSession } from './start-session.ts';

const ACCOUNT_LAW = { purpose: 'account', basis: 'public-task', standingReason: 'signs-in' } as const;

/** Strangers and members whose session is half way alike. */
const HERE = { ...ACCOUNT_LAW, target: (use: Use): Target => placeTarget(use.tenant) };

const passwordInput = z.object({
  email: z.string().trim().min(1, 'missing').max(254, 'too-long'),
  passphrase: z.string().min(1, 'missing').max(512, 'too-long'),
  /** The note of a browser that this member signed in with before. */
  browser: z.string().max(500).optional(),
  device: z.string().max(40),
});

/** A wrong try is written beside the try itself, with the member at whose account it was made. */
async function refuse(use: Use, staff: Id<'staff'> | undefined): Promise<Denied> {
  const target = `Account:${staff ?? 'unknown'}`;
  await writeEntry(use, { action: 'identity.refuse-sign-in', target, subjects: [], outcome: 'refused' });
  return NO;
}

async function tryPassword(use: Use, input: z.output<typeof passwordInput>): Promise<Begun | Denied> {
  const emailToken = emailTokenOf(await signInKeys(use), input.email);
  const counted = countedAs(use.keyring, use.tenant, emailToken, input.browser);
  const pace = pacesOf(use.keyring).name;
  const seconds = await pace.begin(counted);
  if (seconds > 0) return { kind: 'wait', seconds };
  const account = await findAccount(use, { emailToken });
  const password = account && (await findPassword(use, account.id));
  // The hash is made whatever was found, so that an unknown name takes as long as a known one.
  const right = await isPassphrase(input.passphrase, password?.hash);
  if (!right || !account?.active) return refuse(use, account?.id);
  await pace.forgive(counted, false);
  return startSession(use, account, 'password', input.device);
}

const passwordAct = command({
  ...HERE,
  name: 'identity.try-password',
  input: passwordInput,
  run: tryPassword,
});

/** Count a try of this network; a right one is taken back. */
async function atPaceOfNetwork<T extends { readonly kind: string }>(
  runtime: Runtime,
  network: string,
  work: () => Promise<T>,
): Promise<T | Denied> {
  const pace = pacesOf(runtime.keyring).network;
  const seconds = await pace.begin(network);
  if (seconds > 0) return { kind: 'wait', seconds };
  const answer = await work();
  if (answer.kind === 'in') await pace.forgive(network, false);
  return answer;
}

/** @returns a session that is half way (`strong: false`); the code comes next. */
export function signInWithPassword(
  runtime: Runtime,
  caller: Caller,
  { network, ...input }: z.input<typeof passwordInput> & { network: string },
): Promise<Begun | Denied> {
  return atPaceOfNetwork(runtime, network, () => passwordAct(runtime, caller, input));
}

const codeInput = z.object({
  code: z.string().trim().min(1, 'missing').max(40, 'too-long'),
  browser: z.string().max(500).optional(),
});

/** The caller's own account. Who is not signed in at all is sent to sign in. */
export function ownAccount(use: Use): Target {
  if (use.actor.kind !== 'staff') throw new Refusal('sign-in-needed');
  const { id } = use.actor;
  return { type: 'Account', id, attributes: { id, mayEnrol: false } };
}

async function isRightCode(use: Use, staff: Staff, code: string): Promise<'code' | 'recovery' | undefined> {
  const keys = await signInKeys(use);
  const sealed = await findCodeSecret(use, staff.id);
  const step = sealed && findStep(openCodeSecret(keys, use.tenant, staff.id, sealed), code, use.now);
  if (step !== undefined) return (await claimStep(use, staff.id, step)) ? 'code' : undefined;
  if (!isRecoveryCode(code)) return undefined;
  return (await spendRecoveryCode(use, staff.id, recoveryHashOf(keys, staff.id, code)))
    ? 'recovery'
    : undefined;
}

export interface Known extends Begun {
  /** For this browser to keep: its wrong tries are counted apart from those of strangers. */
  readonly browser: string;
}

async function tryCode(use: Use, input: z.output<typeof codeInput>): Promise<Known | Denied> {
  const account = use.actor.kind === 'staff' ? await findAccount(use, { id: use.actor.id }) : undefined;
  if (!account || use.actor.kind !== 'staff' || use.actor.strong) return NO;
  const { emailToken } = account;
  const counted = `code|${countedAs(use.keyring, use.tenant, emailToken, input.browser)}`;
  const pace = pacesOf(use.keyring).name;
  const seconds = await pace.begin(counted);
  if (seconds > 0) return { kind: 'wait', seconds };
  const right = await isRightCode(use, use.actor, input.code);
  if (!right) return refuse(use, account.id);
  await pace.forgive(counted, true);
  await pace.forgive(countedAs(use.keyring, use.tenant, emailToken, input.browser), true);
  const factors = right === 'code' ? 'password-and-code' : 'password-and-recovery';
  const begun = await strengthenSession(use, use.actor, account, factors);
  return { ...begun, browser: newKnownBrowser(use.keyring, use.tenant, emailToken) };
}

const codeAct = command({
  ...ACCOUNT_LAW,
  name: 'identity.try-code',
  input: codeInput,
  target: ownAccount,
  refuseAs: 'sign-in-needed',
  run: tryCode,
});

/** The second step: a one-time code, or one of the recovery codes. Makes the session strong, under a new token. */
export function confirmWithCode(
  runtime: Runtime,
  caller: Caller,
  { network, ...input }: z.input<typeof codeInput> & { network: string },
): Promise<Known | Denied> {
  return atPaceOfNetwork<Known | Denied>(runtime, network, () => codeAct(runtime, caller, input));
}

/** What the browser needs to ask for a passkey. Nothing is stored until it answers. */
export function offerPasskey(
  runtime: Runtime,
  caller: Caller,
  site: Site,
): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON>> {
  return askForPasskey(runtime.keyring, `${caller.tenant}|sign-in`, site, runtime.clock());
}

const passkeyInput = z.object({
  // Checked whole by the WebAuthn library, which is asked in one place (`checkPasskey`).
  response: z.custom<AuthenticationResponseJSON>(isCredentialAnswer, 'wrong'),
  state: z.string().max(1000),
  site: z.custom<Site>(),
  device: z.string().max(40),
});

export function isCredentialAnswer(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'response' in value
  );
}

async function tryPasskey(use: Use, input: z.output<typeof passkeyInput>): Promise<Begun | Denied> {
  const challenge = openState(use.keyring, `${use.tenant}|sign-in`, input.state, use.now);
  const passkey = await findPasskey(use, input.response.id);
  if (!challenge || !passkey) return NO;
  const counter = await checkPasskey(input.response, challenge, input.site, passkey);
  if (counter === undefined) return refuse(use, passkey.staff);
  // A challenge is answered once, also by two requests at the same moment.
  if ((await claimRequest(use, 'identity.try-passkey', challenge)) !== undefined) return NO;
  await notePasskeyUse(use, passkey.credential, counter);
  const account = await findAccount(use, { id: passkey.staff });
  return account ? startSession(use, account, 'passkey', input.device) : NO;
}

/** One step, strong by itself. Never slowed by wrong tries at the name: there is nothing to guess. */
export const signInWithPasskey = command({
  ...HERE,
  name: 'identity.try-passkey',
  input: passkeyInput,
  run: tryPasskey,
});
