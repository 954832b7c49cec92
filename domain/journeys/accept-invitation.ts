/** A member's first sign-in: the link of the invitation leads to a passkey, or to a passphrase with an app for codes. */
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { command, query } from '#domain/door';
import {
  type Account,
  askForNewPasskey,
  type Ceremony,
  codeText,
  codeUri,
  findAccount,
  findInvited,
  findPassphraseProblem,
  hashPassphrase,
  keepPassword,
  listPasskeys,
  proposedSecret,
  type Site,
  spendInvitation,
  tokenHashOf,
} from '#domain/identity';
import { BadInput, orNotFound, type Use } from '#domain/kernel';
import { type CodeProposal, keepAnsweredPasskey, keepConfirmedCode, newPasskeyInput } from './own-account.ts';
import { type Begun, type Denied, signInKeys, startSession } from './start-session.ts';

const INVITED = { purpose: 'account', basis: 'public-task', standingReason: 'signs-in' } as const;
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'wrong');

/** Bound to the invitation, so that another link proposes another secret. */
const whatOf = (text: string) => `invitation|${tokenHashOf(text).toString('base64url')}`;

/** A link that was used, has ended, or never was: all are not found. */
async function invitedOf(use: Use, text: string): Promise<Account> {
  const staff = orNotFound(await findInvited(use, tokenHashOf(text)), 'invitation');
  return orNotFound(await findAccount(use, { id: staff }));
}

export interface Invited extends CodeProposal {
  readonly name: string;
}

/** Whom the link is for, and the secret it proposes. Looking uses nothing up: mail scanners look too. */
export const lookAtInvitation = query({
  ...INVITED,
  name: 'identity.look-at-invitation',
  input: z.object({ token, issuer: z.string().max(120) }),
  target: (use) => placeTarget(use.tenant),
  run: async (use, input): Promise<Invited> => {
    const { name } = await invitedOf(use, input.token);
    const secret = proposedSecret(await signInKeys(use), whatOf(input.token));
    return { name, uri: codeUri(secret, name, input.issuer), text: codeText(secret) };
  },
});

export interface Accepted {
  readonly begun: Begun | Denied;
  readonly recoveryCodes: readonly string[];
}

/** Of two who use the link at the same moment one gets in; the other finds nothing. */
async function useUp(use: Use, text: string): Promise<Account> {
  const account = await invitedOf(use, text);
  if (!(await spendInvitation(use, tokenHashOf(text)))) orNotFound(undefined, 'invitation');
  return account;
}

export const acceptWithPassphrase = command({
  ...INVITED,
  name: 'identity.accept-invitation',
  input: z.object({
    token,
    passphrase: z.string().min(1, 'missing').max(512, 'passphrase-long'),
    code: z.string().trim().min(1, 'missing').max(20, 'code-wrong'),
    device: z.string().max(40),
    /** Words that anybody would try first: the place, the service. The member's own name is added. */
    about: z.array(z.string()).max(20),
  }),
  target: (use) => placeTarget(use.tenant),
  run: async (use, { token: text, passphrase, code, device, about }): Promise<Accepted> => {
    const account = await invitedOf(use, text);
    const problem = findPassphraseProblem(passphrase, [...about, ...account.name.split(/\s+/)]);
    if (problem) throw new BadInput([{ field: 'passphrase', code: problem }]);
    // The code is checked before the link is used up: a slip throws, and everything is as it was.
    const recoveryCodes = await keepConfirmedCode(use, account.id, whatOf(text), code);
    await useUp(use, text);
    await keepPassword(use, account.id, await hashPassphrase(passphrase));
    return { begun: await startSession(use, account, 'password-and-code', device), recoveryCodes };
  },
});

export const offerInvitedPasskey = query({
  ...INVITED,
  name: 'identity.look-at-invitation',
  input: z.object({ token, site: z.custom<Site>() }),
  target: (use) => placeTarget(use.tenant),
  run: async (use, { token: text, site }): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> => {
    const { id, name } = await invitedOf(use, text);
    const has = await listPasskeys(use, id);
    return askForNewPasskey(use.keyring, `${use.tenant}|${whatOf(text)}`, site, use.now, { id, name, has });
  },
});

export const acceptWithPasskey = command({
  ...INVITED,
  name: 'identity.accept-invitation',
  input: newPasskeyInput.extend({ token }),
  target: (use) => placeTarget(use.tenant),
  run: async (use, { token: text, ...answer }): Promise<Accepted> => {
    const account = await useUp(use, text);
    await keepAnsweredPasskey(use, account.id, `${use.tenant}|${whatOf(text)}`, answer);
    return { begun: await startSession(use, account, 'passkey', answer.device), recoveryCodes: [] };
  },
});
