/** Members of staff and their ways in, with a clock that the story moves: codes are made and expire as it says. */
import { type RawBuilder, sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { resolveSession } from '#domain/identity';
import {
  acceptWithPassphrase,
  addMember,
  confirmWithCode,
  inviteMember,
  lookAtInvitation,
  signInWithPassword,
} from '#domain/journeys';
import {
  BadInput,
  type Caller,
  Refusal,
  STRANGER,
  type Staff,
  type TenantId,
  transact,
} from '#domain/kernel';
import { testDatabase, testRuntime } from './index.ts';

export const tenant = 1 as TenantId;
export const stranger: Caller = { tenant, actor: STRANGER };
export const clerk: Caller = { tenant, actor: { kind: 'system', duty: 'command-line' } };
export const PASSPHRASE = 'seven lanterns under the bridge';
export const device = 'firefox-linux';
export const network = '192.0.2.1';

/** `fine`, the code that the person is told, or what went wrong besides. */
export function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'fine',
    (error: unknown) =>
      error instanceof BadInput ? error.problems[0]?.code : error instanceof Refusal ? error.code : error,
  );
}

/** Called once by a test file. */
export async function openAccountsWorld() {
  const { pool } = await testDatabase();
  let now = new Date('2026-03-02T12:00:00Z');
  const runtime = testRuntime(pool, () => now);
  const pass = (minutes: number): void => {
    now = new Date(now.getTime() + minutes * 60_000);
  };

  const codeOf = (secret: string): string => {
    const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
    return totp.generate({ timestamp: now.getTime() });
  };

  let count = 0;
  const addOne = async (hats: readonly ('cpo' | 'supervisor')[] = ['cpo']) => {
    count += 1;
    const code = `member-${count}`;
    const email = `${code}@haven.example`;
    const member = { code, name: `Member ${count}`, email, hats: [...hats], unit: null, languages: ['en'] };
    await addMember(runtime, clerk, member);
    return { code, email };
  };

  /** The first day, by the link of an invitation. */
  const accept = async (code: string) => {
    const { token } = await inviteMember(runtime, clerk, { code });
    const { text } = await lookAtInvitation(runtime, stranger, { token, issuer: 'Haven' });
    const given = { token, passphrase: PASSPHRASE, code: codeOf(text), device, about: [] };
    const { begun, recoveryCodes } = await acceptWithPassphrase(runtime, stranger, given);
    pass(1);
    return { begun, recoveryCodes, secret: text, given };
  };

  const callerOf = async (answer: {
    readonly kind: string;
    readonly token?: string;
  }): Promise<Caller & { readonly actor: Staff }> => {
    const found = await resolveSession(runtime, tenant, answer.token);
    if (!found) throw new Error('There is no such session.');
    return { tenant, actor: found.staff };
  };

  const password = (email: string, more: { passphrase?: string; browser?: string } = {}) =>
    signInWithPassword(runtime, stranger, { email, passphrase: PASSPHRASE, device, network, ...more });

  const signIn = async (email: string, secret: string) => {
    const half = await callerOf(await password(email));
    const answer = await confirmWithCode(runtime, half, { code: codeOf(secret), network });
    pass(1);
    return answer;
  };

  /** Rows as the running role sees them for this place. */
  const rowsOf = async <Row>(query: RawBuilder<Row>): Promise<readonly Row[]> =>
    (await transact(pool, tenant, (db) => query.execute(db))).rows;

  const logged = (action: string) =>
    rowsOf(
      sql<{ target: string; outcome: string; actor_kind: string }>`select target, outcome, actor_kind
        from access.entry where action = ${action}`,
    );

  return { runtime, pass, codeOf, addOne, accept, callerOf, password, signIn, rowsOf, logged };
}
