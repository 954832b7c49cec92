/** What members of staff do with their own account: change the hat, look at sessions and end them, add a factor. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Target } from '#domain/access';
import { command, query } from '#domain/door';
import {
  type Account,
  askForNewPasskey,
  type Ceremony,
  checkNewPasskey,
  codeText,
  codeUri,
  endSessions,
  findAccount,
  findStep,
  forgetPasskey,
  keepCodeSecret,
  keepPasskey,
  keepRecoveryCodes,
  listOwnPasskeys,
  listPasskeys,
  listSessions,
  newRecoveryCodes,
  newToken,
  type OwnPasskey,
  type OwnSession,
  openState,
  proposedSecret,
  recoveryHashOf,
  rememberHat,
  rotateSession,
  type Site,
  sealCodeSecret,
  tokenHashOf,
} from '#domain/identity';
import { BadInput, HATS, type Id, isId, orNotFound, Refusal, type Staff, type Use } from '#domain/kernel';
import { isCredentialAnswer, ownAccount } from './sign-in.ts';
import { type Begun, signInKeys, strengthenSession } from './start-session.ts';

const OWN = {
  purpose: 'account',
  basis: 'public-task',
  standingReason: 'own-account',
  refuseAs: 'sign-in-needed',
} as const;
const nothing = z.object({});

/** Past the policy the caller is staff; this says so to the types. */
function staffOf(use: Use): Staff {
  if (use.actor.kind !== 'staff') throw new Refusal('sign-in-needed');
  return use.actor;
}

async function accountOf(use: Use): Promise<Account> {
  return orNotFound(await findAccount(use, { id: staffOf(use).id }));
}

const FRESH_MS = 15 * 60_000;

/**
 * A member without a second factor may make the first one with the passphrase alone. One more can be added, or one taken away, only soon
 * after signing in (OWASP ASVS 5.0, 7.5.1): whoever finds a desk unlocked shall not make a key of their own to it.
 */
async function accountToEnrol(use: Use): Promise<Target> {
  const target = ownAccount(use);
  const { hasCode, passkeys, id } = await accountOf(use);
  const isFirst = !hasCode && passkeys === 0;
  const { strong, session } = staffOf(use);
  const own = (await listSessions(use, id)).find((one) => one.id === session);
  const isFresh = strong && own !== undefined && use.now.getTime() - own.createdAt.getTime() < FRESH_MS;
  return { ...target, attributes: { ...target.attributes, mayEnrol: isFirst || isFresh } };
}

/** Wear another hat: the session gets a new token, so that what was sent under the old hat is worth nothing. */
export const changeHat = command({
  ...OWN,
  name: 'identity.change-hat',
  input: z.object({ hat: z.enum(HATS, 'missing') }),
  target: ownAccount,
  run: async (use, { hat }): Promise<{ token: string }> => {
    const { hats, id } = await accountOf(use);
    if (!hats.includes(hat)) throw new BadInput([{ field: 'hat', code: 'wrong' }]);
    const token = newToken();
    await rotateSession(use, staffOf(use).session, { tokenHash: tokenHashOf(token), hat });
    await rememberHat(use, id, hat);
    return { token };
  },
});

export interface OwnSignIn {
  readonly sessions: readonly (OwnSession & { readonly isThis: boolean })[];
  readonly passkeys: readonly OwnPasskey[];
  readonly hasCode: boolean;
  readonly recoveryCodes: number;
}

export const lookAtOwnSignIn = query({
  ...OWN,
  name: 'identity.list-sessions',
  input: nothing,
  target: ownAccount,
  run: async (use): Promise<OwnSignIn> => {
    const { id, session } = staffOf(use);
    const { hasCode, recoveryCodes } = await accountOf(use);
    const passkeys = await listOwnPasskeys(use, id);
    const sessions = (await listSessions(use, id)).map((one) => ({ ...one, isThis: one.id === session }));
    return { sessions, passkeys, hasCode, recoveryCodes };
  },
});

/** End one of one's own sessions, or all others. */
export const endOwnSessions = command({
  ...OWN,
  name: 'identity.end-sessions',
  input: z.object({
    session: z.union([
      z.literal('others'),
      z.string().refine((id): id is Id<'session'> => isId<'session'>(id), 'wrong'),
    ]),
  }),
  target: ownAccount,
  run: (use, { session }): Promise<number> => {
    const { id, session: current } = staffOf(use);
    return endSessions(use, id, session === 'others' ? { except: current } : { only: session });
  },
});

/** Take away a passkey of a device that is lost or sold, soon after signing in. The last way to sign in stays. */
export const removePasskey = command({
  ...OWN,
  name: 'identity.remove-passkey',
  input: z.object({ credential: z.string().min(1, 'missing').max(2000, 'wrong') }),
  target: accountToEnrol,
  run: async (use, { credential }): Promise<void> => {
    const { id, passkeys, hasCode, hasPassword } = await accountOf(use);
    const isLast = passkeys <= 1 && !(hasCode && hasPassword);
    if (isLast) throw new BadInput([{ field: 'passkey', code: 'last-factor' }]);
    await forgetPasskey(use, id, credential);
  },
});

export const signOut = command({
  ...OWN,
  name: 'identity.sign-out',
  input: nothing,
  target: ownAccount,
  run: async (use): Promise<void> => {
    const { id, session } = staffOf(use);
    await endSessions(use, id, { only: session });
  },
});

/** A proposal for a one-time code: kept nowhere, made again from the session when the code comes. */
export interface CodeProposal {
  readonly uri: string;
  readonly text: string;
}

/** `issuer` is the place's name, as the authenticator app will list it. */
export const proposeCode = query({
  ...OWN,
  name: 'identity.enrol',
  input: z.object({ issuer: z.string().max(120) }),
  target: accountToEnrol,
  run: async (use, { issuer }): Promise<CodeProposal> => {
    const secret = proposedSecret(await signInKeys(use), `session|${staffOf(use).session}`);
    return { uri: codeUri(secret, (await accountOf(use)).name, issuer), text: codeText(secret) };
  },
});

export interface Enrolled {
  /** Shown once; only their hashes are kept. Empty for a passkey. */
  readonly recoveryCodes: readonly string[];
  /** A half-way session became strong and has this new token. */
  readonly begun: Begun | null;
}

/** Keep a secret that a right code has confirmed, and new recovery codes with it. Refuses a wrong code. */
export async function keepConfirmedCode(
  use: Use,
  staff: Id<'staff'>,
  what: string,
  code: string,
): Promise<string[]> {
  const keys = await signInKeys(use);
  const secret = proposedSecret(keys, what);
  const step = findStep(secret, code, use.now);
  if (step === undefined) throw new BadInput([{ field: 'code', code: 'code-wrong' }]);
  await keepCodeSecret(use, staff, sealCodeSecret(keys, use.tenant, staff, secret), step);
  const codes = newRecoveryCodes();
  await keepRecoveryCodes(
    use,
    staff,
    codes.map((one) => recoveryHashOf(keys, staff, one)),
  );
  return codes;
}

export const enrolCode = command({
  ...OWN,
  name: 'identity.enrol',
  input: z.object({ code: z.string().trim().min(1, 'missing').max(20, 'code-wrong') }),
  target: accountToEnrol,
  run: async (use, { code }): Promise<Enrolled> => {
    const staff = staffOf(use);
    const recoveryCodes = await keepConfirmedCode(use, staff.id, `session|${staff.session}`, code);
    const begun = staff.strong
      ? null
      : await strengthenSession(use, staff, await accountOf(use), 'password-and-code');
    return { recoveryCodes, begun };
  },
});

const siteInput = z.custom<Site>();

export const offerNewPasskey = query({
  ...OWN,
  name: 'identity.enrol',
  input: z.object({ site: siteInput }),
  target: accountToEnrol,
  run: async (use, { site }): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> => {
    const { id, name } = await accountOf(use);
    const has = await listPasskeys(use, id);
    return askForNewPasskey(use.keyring, `${use.tenant}|enrol|${id}`, site, use.now, { id, name, has });
  },
});

export const newPasskeyInput = z.object({
  // Checked whole by the WebAuthn library, which is asked in one place (`checkNewPasskey`).
  response: z.custom<RegistrationResponseJSON>(isCredentialAnswer, 'wrong'),
  state: z.string().max(1000),
  site: siteInput,
  device: z.string().max(40),
});

/** Keep the passkey that answers the challenge of `what`. Refuses any other answer. */
export async function keepAnsweredPasskey(
  use: Use,
  staff: Id<'staff'>,
  what: string,
  { response, state, site, device }: z.output<typeof newPasskeyInput>,
): Promise<void> {
  const challenge = openState(use.keyring, what, state, use.now);
  const made = challenge ? await checkNewPasskey(response, challenge, site) : undefined;
  if (!made || !(await keepPasskey(use, { ...made, staff }, device)))
    throw new BadInput([{ field: 'passkey', code: 'passkey-wrong' }]);
}

export const enrolPasskey = command({
  ...OWN,
  name: 'identity.enrol',
  input: newPasskeyInput,
  target: accountToEnrol,
  run: async (use, input): Promise<Enrolled> => {
    const staff = staffOf(use);
    await keepAnsweredPasskey(use, staff.id, `${use.tenant}|enrol|${staff.id}`, input);
    const begun = staff.strong ? null : await strengthenSession(use, staff, await accountOf(use), 'passkey');
    return { recoveryCodes: [], begun };
  },
});
