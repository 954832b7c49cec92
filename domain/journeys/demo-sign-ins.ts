/** Sign-ins for the demo city: made from a secret of this installation, so that each start can print them again. */
import { z } from 'zod';
import { placeTarget, reveal, tenantSecret } from '#domain/access';
import { command } from '#domain/door';
import {
  codeAt,
  codeText,
  codeUri,
  findAccount,
  findPassword,
  hashPassphrase,
  keepCodeSecret,
  keepPassword,
  proposedSecret,
  receiptOf,
  sealCodeSecret,
} from '#domain/identity';
import { type Hat, mac, type Use } from '#domain/kernel';
import { emailContext } from './staff-accounts.ts';
import { signInKeys } from './start-session.ts';

export interface DemoSignIn {
  readonly code: string;
  readonly name: string;
  readonly hats: readonly Hat[];
  readonly email: string;
  readonly passphrase: string;
  /** The secret of the one-time code, to type into an authenticator app, and as its QR code says it. */
  readonly codeSecret: string;
  readonly codeUri: string;
  /** The code of this moment, for whoever tries the demo without an app. */
  readonly codeNow: string;
}

async function demoSignIn(use: Use, code: string): Promise<DemoSignIn | undefined> {
  const account = await findAccount(use, { code });
  if (!account?.active) return undefined;
  const keys = await signInKeys(use);
  const seed = mac(await tenantSecret(use, 'sign-in-names'), `demo passphrase ${code}`);
  const passphrase = receiptOf(seed.subarray(0, 16)).words.slice(0, 4).join(' ');
  const secret = proposedSecret(keys, `demo ${code}`);
  const known = await findPassword(use, account.id);
  // Whoever chose a passphrase of their own keeps it, and it is not ours to print.
  if (known && !known.demo) return undefined;
  if (!known) {
    await keepPassword(use, account.id, await hashPassphrase(passphrase), true);
    await keepCodeSecret(use, account.id, sealCodeSecret(keys, use.tenant, account.id, secret), 0);
  }
  const [email] = await reveal<string>(use, [
    { subject: account.subject, context: emailContext(account.id), bytes: account.sealedEmail },
  ]);
  const { name, hats } = account;
  const shown = {
    codeSecret: codeText(secret),
    codeUri: codeUri(secret, name, 'Concord demo'),
    codeNow: codeAt(secret, use.now),
  };
  return email === undefined ? undefined : { code, name, hats, email, passphrase, ...shown };
}

/**
 * Give these members of the demo city a passphrase and a code, if they have none, and tell what they are. Only ever
 * called when CONCORD_DEMO is on.
 */
export const demoSignIns = command({
  name: 'identity.administer',
  purpose: 'account',
  basis: 'public-task',
  input: z.object({ codes: z.array(z.string()).max(20) }),
  target: (use) => placeTarget(use.tenant),
  run: async (use, { codes }): Promise<DemoSignIn[]> => {
    const all: DemoSignIn[] = [];
    for (const code of codes) {
      const one = await demoSignIn(use, code);
      if (one) all.push(one);
    }
    return all;
  },
});
