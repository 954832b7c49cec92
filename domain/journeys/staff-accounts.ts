/** Accounts of staff as the command line and the loader keep them: add, invite, list, let go. */
import { z } from 'zod';
import { loadKeys, newSubject, placeTarget, reveal, seal, writeEntry } from '#domain/access';
import { command, query } from '#domain/door';
import {
  type Account,
  emailTokenOf,
  endSessions,
  findAccount,
  forgetFactors,
  INVITATION,
  keepInvitation,
  keepMember,
  listAccounts,
  type Member,
  type NewMember,
  newToken,
  plainEmail,
  setActive,
  tokenHashOf,
} from '#domain/identity';
import { BadInput, HATS, type Hat, type Id, isId, newId, orNotFound, type Use } from '#domain/kernel';
import { signInKeys } from './start-session.ts';

const ADMINISTER = {
  name: 'identity.administer',
  purpose: 'account',
  basis: 'public-task',
  target: (use: Use) => placeTarget(use.tenant),
} as const;

export const emailContext = (id: Id<'staff'>) => `identity.email|${id}`;

/**
 * Store a member, or bring the one with this code up to date; the same twice changes nothing. The address is sealed
 * under the member's own key, and found by a keyed token.
 */
export async function addStaff(use: Use, member: NewMember): Promise<Id<'staff'>> {
  const email = plainEmail(member.email);
  const emailToken = emailTokenOf(await signInKeys(use), email);
  const known = await findAccount(use, { code: member.code });
  const namesake = await findAccount(use, { emailToken });
  if (namesake && namesake.id !== known?.id) throw new BadInput([{ field: 'email', code: 'email-taken' }]);
  const id = known?.id ?? newId<'staff'>(use.now.getTime());
  const subject = known?.subject ?? (await newSubject(use));
  await loadKeys(use, [subject]);
  const sealed = seal(use, subject, emailContext(id), email);
  await keepMember(use, member, { id, subject, emailToken, email: sealed });
  return id;
}

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'wrong');

export const addMember = command({
  ...ADMINISTER,
  input: z.object({
    code,
    name: z.string().trim().min(1, 'missing').max(120, 'too-long'),
    email: z.email('email-wrong').max(254, 'too-long'),
    hats: z.array(z.enum(HATS, 'wrong')).min(1, 'missing'),
    unit: z
      .string()
      .refine((id): id is Id<'unit'> => isId<'unit'>(id), 'wrong')
      .nullable(),
    languages: z.array(z.string().min(2, 'wrong').max(8, 'wrong')),
  }),
  run: addStaff,
});

/** Write down whom an act of the command line concerned: the door knows only that it concerned the place. */
function note(use: Use, action: string, account: Account): Promise<void> {
  return writeEntry(use, { action, target: `Account:${account.id}`, subjects: [], outcome: 'done' });
}

const byCode = z.object({ code });
const getAccount = async (use: Use, { code: wanted }: z.output<typeof byCode>): Promise<Account> =>
  orNotFound(await findAccount(use, { code: wanted }), 'member');

export interface Invitation {
  readonly name: string;
  /** Shown this once; the link is `/desk/set-up/<token>`. */
  readonly token: string;
  readonly endsAt: Date;
}

async function invite(use: Use, account: Account): Promise<Invitation> {
  if (!account.active) throw new BadInput([{ field: 'code', code: 'member-inactive' }]);
  const token = newToken();
  const endsAt = new Date(use.now.getTime() + INVITATION);
  await keepInvitation(use, account.id, tokenHashOf(token), endsAt);
  await note(use, 'identity.invite', account);
  return { name: account.name, token, endsAt };
}

/** A link for the first sign-in. An earlier link of the same member is worth nothing from now on. */
export const inviteMember = command({
  ...ADMINISTER,
  input: byCode,
  run: async (use, input) => invite(use, await getAccount(use, input)),
});

/**
 * For a lost phone or a stolen one: all sessions end, every passkey, code and the passphrase are forgotten, and a new
 * link is made. Nothing that was known before opens the account again.
 */
export const resetFactors = command({
  ...ADMINISTER,
  input: byCode,
  run: async (use, input): Promise<Invitation> => {
    const account = await getAccount(use, input);
    await endSessions(use, account.id, {});
    await forgetFactors(use, account.id);
    await note(use, 'identity.reset-factors', account);
    return invite(use, account);
  },
});

/** Sessions end in the same moment. What the member did keeps their name. */
export const setMemberActive = command({
  ...ADMINISTER,
  input: byCode.extend({ active: z.boolean() }),
  run: async (use, { active, ...input }): Promise<Account> => {
    const account = await getAccount(use, input);
    await setActive(use, account.id, active);
    await note(use, active ? 'identity.activate' : 'identity.deactivate', account);
    return { ...account, active };
  },
});

/** Returns how many sessions ended. */
export const endSessionsOfMember = command({
  ...ADMINISTER,
  input: byCode,
  run: async (use, input): Promise<number> => {
    const account = await getAccount(use, input);
    await note(use, 'identity.end-sessions', account);
    return endSessions(use, account.id, {});
  },
});

export interface ListedMember extends Member {
  readonly email: string | undefined;
  readonly hats: readonly Hat[];
  readonly hasPassword: boolean;
  readonly hasCode: boolean;
  readonly passkeys: number;
}

/** Every account with its address. The addresses are opened, and the log says so. */
export const listStaff = query({
  ...ADMINISTER,
  input: z.object({}),
  run: async (use): Promise<ListedMember[]> => {
    const accounts = await listAccounts(use);
    const emails = await reveal<string>(
      use,
      accounts.map(({ id, subject, sealedEmail }) => ({
        subject,
        context: emailContext(id),
        bytes: sealedEmail,
      })),
    );
    return accounts.map((account, place) => ({
      id: account.id,
      code: account.code,
      name: account.name,
      unit: account.unit,
      hats: account.hats,
      languages: account.languages,
      active: account.active,
      email: emails[place],
      hasPassword: account.hasPassword,
      hasCode: account.hasCode,
      passkeys: account.passkeys,
    }));
  },
});
