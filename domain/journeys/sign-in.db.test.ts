import { type RawBuilder, sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPolicyText, validatePolicies } from '#domain/access';
import { resolveSession } from '#domain/identity';
import {
  BadInput,
  type Caller,
  makeKeyring,
  Refusal,
  type Runtime,
  STRANGER,
  type Staff,
  type TenantId,
  transact,
} from '#domain/kernel';
import { testDatabase, testRuntime } from '#testing';
import { acceptWithPassphrase, lookAtInvitation } from './accept-invitation.ts';
import { demoSignIns } from './demo-sign-ins.ts';
import {
  changeHat,
  endOwnSessions,
  enrolCode,
  lookAtOwnSignIn,
  proposeCode,
  removePasskey,
  signOut,
} from './own-account.ts';
import { confirmWithCode, signInWithPassword } from './sign-in.ts';
import { addMember, inviteMember, listStaff, resetFactors, setMemberActive } from './staff-accounts.ts';

const tenant = 1 as TenantId;
const stranger: Caller = { tenant, actor: STRANGER };
const clerk: Caller = { tenant, actor: { kind: 'system', duty: 'command-line' } };
const PASSPHRASE = 'seven lanterns under the bridge';
const device = 'firefox-linux';
const network = '192.0.2.1';

/** The test holds the clock: codes are made and expire as it says. */
let now = new Date('2026-03-02T12:00:00Z');
let runtime: Runtime;
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

beforeAll(async () => {
  const { pool } = await testDatabase();
  runtime = testRuntime(pool, () => now);
});

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: now.getTime() });

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: unknown) =>
      error instanceof BadInput ? error.problems[0]?.code : error instanceof Refusal ? error.code : error,
  );

let count = 0;
async function addOne(hats: readonly ('cpo' | 'supervisor')[] = ['cpo']) {
  count += 1;
  const code = `member-${count}`;
  const email = `${code}@haven.example`;
  await addMember(runtime, clerk, {
    code,
    name: `Member ${count}`,
    email,
    hats: [...hats],
    unit: null,
    languages: ['en'],
  });
  return { code, email };
}

async function accept(code: string) {
  const { token } = await inviteMember(runtime, clerk, { code });
  const { text } = await lookAtInvitation(runtime, stranger, { token, issuer: 'Haven' });
  const given = { token, passphrase: PASSPHRASE, code: codeOf(text), device, about: [] };
  const { begun, recoveryCodes } = await acceptWithPassphrase(runtime, stranger, given);
  pass(1);
  return { begun, recoveryCodes, secret: text, given };
}

async function callerOf(answer: { kind: string; token?: string }): Promise<Caller & { actor: Staff }> {
  const found = await resolveSession(runtime, tenant, answer.token);
  if (!found) throw new Error('There is no such session.');
  return { tenant, actor: found.staff };
}

const password = (email: string, more: { passphrase?: string; browser?: string } = {}) =>
  signInWithPassword(runtime, stranger, { email, passphrase: PASSPHRASE, device, network, ...more });

async function signIn(email: string, secret: string) {
  const half = await callerOf(await password(email));
  const answer = await confirmWithCode(runtime, half, { code: codeOf(secret), network });
  pass(1);
  return answer;
}

/** Rows as the running role sees them for this place. */
async function rowsOf<Row>(query: RawBuilder<Row>): Promise<readonly Row[]> {
  const { rows } = await transact(runtime.pool, tenant, (db) => query.execute(db));
  return rows;
}

const logged = (action: string) =>
  rowsOf(
    sql<{ target: string; outcome: string; actor_kind: string }>`select target, outcome, actor_kind
      from access.entry where action = ${action}`,
  );

test('the policies of all slices fit their schema', () => {
  expect(validatePolicies(readPolicyText())).toEqual([]);
});

describe('an invitation', () => {
  test('makes a strong session with ten recovery codes, and works once', async () => {
    const { code } = await addOne();
    const { begun, recoveryCodes, given } = await accept(code);
    expect(begun).toMatchObject({ kind: 'in', strong: true, hats: 1 });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await problemOf(acceptWithPassphrase(runtime, stranger, given))).toBe('not-found');
    expect(await problemOf(lookAtInvitation(runtime, stranger, { token: given.token, issuer: '' }))).toBe(
      'not-found',
    );
  });

  test('gets one person in when two use it at the same moment', async () => {
    const { code } = await addOne();
    const { token } = await inviteMember(runtime, clerk, { code });
    const { text } = await lookAtInvitation(runtime, stranger, { token, issuer: '' });
    const given = { token, passphrase: PASSPHRASE, code: codeOf(text), device, about: [] };
    const both = [given, given].map((one) => problemOf(acceptWithPassphrase(runtime, stranger, one)));
    expect((await Promise.all(both)).sort()).toEqual(['fine', 'not-found']);
    pass(1);
  });

  test('ends after three days, and when a newer one is made', async () => {
    const { code } = await addOne();
    const first = await inviteMember(runtime, clerk, { code });
    const second = await inviteMember(runtime, clerk, { code });
    const look = (token: string) => problemOf(lookAtInvitation(runtime, stranger, { token, issuer: '' }));
    expect(await look(first.token)).toBe('not-found');
    expect(await look(second.token)).toBe('fine');
    pass(72 * 60);
    expect(await look(second.token)).toBe('not-found');
  });

  test('is not used up by a slip', async () => {
    const { code } = await addOne();
    const { token } = await inviteMember(runtime, clerk, { code });
    const { text } = await lookAtInvitation(runtime, stranger, { token, issuer: '' });
    const given = { token, passphrase: PASSPHRASE, code: codeOf(text), device, about: [] };
    expect(await problemOf(acceptWithPassphrase(runtime, stranger, { ...given, code: '000000' }))).toBe(
      'code-wrong',
    );
    expect(
      await problemOf(acceptWithPassphrase(runtime, stranger, { ...given, passphrase: 'password1234' })),
    ).toBe('passphrase-common');
    expect(await problemOf(acceptWithPassphrase(runtime, stranger, given))).toBe('fine');
    pass(1);
  });
});

describe('passphrase and code', () => {
  test('the passphrase alone lets a member do nothing but enter the code', async () => {
    const { code, email } = await addOne(['cpo', 'supervisor']);
    await accept(code);
    const begun = await password(email);
    const half = await callerOf(begun);
    expect(half.actor.strong).toBe(false);
    expect(await problemOf(changeHat(runtime, half, { hat: 'supervisor' }))).toBe('second-factor-needed');
    expect(await problemOf(lookAtOwnSignIn(runtime, half, {}))).toBe('second-factor-needed');
    expect(await problemOf(proposeCode(runtime, half, { issuer: '' }))).toBe('second-factor-needed');
    expect(await problemOf(enrolCode(runtime, half, { code: '123456' }))).toBe('second-factor-needed');
    expect(await problemOf(endOwnSessions(runtime, half, { session: 'others' }))).toBe(
      'second-factor-needed',
    );
    pass(11);
    expect(await problemOf(callerOf(begun))).toBeInstanceOf(Error);
  });

  test('a member who has no second factor yet makes the first one, and is then strong', async () => {
    const { code, email } = await addOne();
    await accept(code);
    await rowsOf(sql`delete from identity.totp using identity.staff s
      where totp.staff = s.id and totp.tenant = s.tenant and s.code = ${code}`);
    const begun = await password(email);
    const half = await callerOf(begun);
    const { text } = await proposeCode(runtime, half, { issuer: 'Haven' });
    expect(await problemOf(enrolCode(runtime, half, { code: '000000' }))).toBe('code-wrong');
    const enrolled = await enrolCode(runtime, half, { code: codeOf(text) });
    expect(enrolled.recoveryCodes).toHaveLength(10);
    expect((await callerOf(enrolled.begun ?? begun)).actor.strong).toBe(true);
    expect(await problemOf(callerOf(begun))).toBeInstanceOf(Error);
    pass(1);
  });

  test('a code counts once, whichever session it is sent in, also at the same moment', async () => {
    const { code, email } = await addOne();
    const { secret } = await accept(code);
    const halves = [await callerOf(await password(email)), await callerOf(await password(email))];
    const once = codeOf(secret);
    const answers = await Promise.all(
      halves.map((half) => confirmWithCode(runtime, half, { code: once, network })),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['in', 'no']);
    pass(1);
    expect(await confirmWithCode(runtime, halves[0] ?? stranger, { code: once, network })).toMatchObject({
      kind: 'no',
    });
  });

  test('an unknown address takes as long as a wrong passphrase', async () => {
    const { code, email } = await addOne();
    await accept(code);
    const spend = async (address: string) => {
      const began = process.cpuUsage();
      expect(await password(address, { passphrase: 'a wrong one of many' })).toEqual({ kind: 'no' });
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    await spend('warm@haven.example');
    const known = await spend(email);
    const unknown = await spend('nobody@haven.example');
    // Argon2 is nearly all of it; without the hash the ratio would be far below one half.
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  test('tries and refusals are in the log with the account, and never the address', async () => {
    const { code, email } = await addOne();
    await accept(code);
    await password(email, { passphrase: 'not the one they chose' });
    const tries = await logged('identity.try-password');
    expect(tries.length).toBeGreaterThan(0);
    const refused = await logged('identity.refuse-sign-in');
    const member = (await listStaff(runtime, clerk, {})).find((one) => one.code === code);
    expect(refused.map(({ target }) => target)).toContain(`Account:${member?.id}`);
    expect(refused.every(({ outcome }) => outcome === 'refused')).toBe(true);
    expect(JSON.stringify([tries, refused])).not.toContain('haven.example');
    expect((await logged('identity.begin-session')).every(({ actor_kind }) => actor_kind === 'staff')).toBe(
      true,
    );
  });

  test('wrong tries slow strangers at the name, and not a browser that is known', async () => {
    const { code, email } = await addOne();
    const { secret } = await accept(code);
    const known = await signIn(email, secret);
    const browser = 'browser' in known ? known.browser : '';
    for (let guess = 0; guess < 8; guess += 1) await password(email, { passphrase: `guess number ${guess}` });
    expect(await password(email)).toMatchObject({ kind: 'wait' });
    expect(await password(email, { browser })).toMatchObject({ kind: 'in' });
    expect(await password(email, { browser: 'forged' })).toMatchObject({ kind: 'wait' });
    const other = await addOne();
    await accept(other.code);
    expect(await password(other.email, { browser })).toMatchObject({ kind: 'in' });
  });
});

describe('an account', () => {
  test('has its sessions listed and ended by itself alone', async () => {
    const { code } = await addOne();
    const mine = await callerOf((await accept(code)).begun);
    const other = await callerOf((await accept((await addOne()).code)).begun);
    expect((await lookAtOwnSignIn(runtime, mine, {})).sessions).toMatchObject([{ isThis: true, device }]);
    expect(await endOwnSessions(runtime, mine, { session: other.actor.session })).toBe(0);
    expect((await lookAtOwnSignIn(runtime, other, {})).sessions).toHaveLength(1);
    await signOut(runtime, mine, {});
    expect((await lookAtOwnSignIn(runtime, other, {})).sessions).toHaveLength(1);
  });

  test('gets one more factor only soon after signing in', async () => {
    const { code } = await addOne();
    const caller = await callerOf((await accept(code)).begun);
    expect(await problemOf(proposeCode(runtime, caller, { issuer: '' }))).toBe('fine');
    pass(16);
    expect(await problemOf(proposeCode(runtime, caller, { issuer: '' }))).toBe('sign-in-needed');
    expect(await problemOf(enrolCode(runtime, caller, { code: '123456' }))).toBe('sign-in-needed');
    expect(await problemOf(lookAtOwnSignIn(runtime, caller, {}))).toBe('fine');
  });

  test('takes a passkey away only soon after signing in, and the log calls it that', async () => {
    const { code } = await addOne();
    const caller = await callerOf((await accept(code)).begun);
    await transact(runtime.pool, tenant, (db) =>
      sql`insert into identity.passkey (tenant, credential, staff, public_key, counter, transports, name, created_at)
        select tenant, c || id, id, '', 0, '{}', ${device}, ${now} from identity.staff, unnest(array['a', 'b']) c
        where code = ${code}`.execute(db),
    );
    const [passkey] = (await lookAtOwnSignIn(runtime, caller, {})).passkeys;
    pass(16);
    const remove = () => removePasskey(runtime, caller, { credential: passkey?.credential ?? '' });
    expect(await problemOf(remove())).toBe('sign-in-needed');
    pass(-16);
    expect(await problemOf(remove())).toBe('fine');
    expect((await lookAtOwnSignIn(runtime, caller, {})).passkeys).toHaveLength(1);
    const outcomes = (await logged('identity.remove-passkey')).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['done', 'refused']);
  });

  test('wears only hats that it has', async () => {
    const { code } = await addOne(['cpo', 'supervisor']);
    const caller = await callerOf((await accept(code)).begun);
    expect(await problemOf(changeHat(runtime, caller, { hat: 'administrator' }))).toBe('wrong');
    const { token } = await changeHat(runtime, caller, { hat: 'supervisor' });
    expect((await callerOf({ kind: 'in', token })).actor).toMatchObject({ hat: 'supervisor', strong: true });
  });

  test('opens no more once the member left, and starts afresh after a reset', async () => {
    const { code, email } = await addOne();
    const { begun, secret } = await accept(code);
    await setMemberActive(runtime, clerk, { code, active: false });
    expect(await problemOf(callerOf(begun))).toBeInstanceOf(Error);
    expect(await password(email)).toEqual({ kind: 'no' });
    expect(await problemOf(inviteMember(runtime, clerk, { code }))).toBe('member-inactive');
    await setMemberActive(runtime, clerk, { code, active: true });
    expect(await signIn(email, secret)).toMatchObject({ kind: 'in', strong: true });
    await resetFactors(runtime, clerk, { code });
    expect(await password(email)).toEqual({ kind: 'no' });
  });

  test('is kept by the command line alone', async () => {
    const { code } = await addOne();
    const supervisor = await callerOf((await accept(code)).begun);
    expect(
      await problemOf(resetFactors(runtime, { tenant, actor: { kind: 'system', duty: 'timer' } }, { code })),
    ).toBe('not-found');
    await expect(inviteMember(runtime, supervisor, { code })).rejects.toThrow();
  });

  test('has one address for one member', async () => {
    const { email } = await addOne();
    const taken = {
      code: 'somebody-else',
      name: 'X',
      email: email.toUpperCase(),
      hats: ['cpo' as const],
      unit: null,
      languages: [],
    };
    expect(await problemOf(addMember(runtime, clerk, taken))).toBe('email-taken');
  });
});

test('the database holds no address, and lists them only through the keys', async () => {
  const { email } = await addOne();
  const rows = await rowsOf(sql<{ dump: string }>`select s::text as dump from identity.staff s`);
  const hex = Buffer.from(email).toString('hex');
  expect(rows.some(({ dump }) => dump.includes(email) || dump.includes(hex))).toBe(false);
  expect((await listStaff(runtime, clerk, {})).map((one) => one.email)).toContain(email);
});

describe('demo sign-ins', () => {
  test('are the same at each start, work, and leave alone a passphrase that somebody chose', async () => {
    const demo = await addOne();
    const own = await addOne();
    await accept(own.code);
    const codes = [demo.code, own.code];
    const first = await demoSignIns(runtime, clerk, { codes });
    expect(first.map(({ code }) => code)).toEqual([demo.code]);
    expect(first[0]?.codeNow).toBe(codeOf(first[0]?.codeSecret ?? ''));
    expect(await demoSignIns(runtime, clerk, { codes })).toEqual(first);
    const [one] = first;
    const half = await callerOf(await password(demo.email, { passphrase: one?.passphrase ?? '' }));
    expect(
      await confirmWithCode(runtime, half, { code: codeOf(one?.codeSecret ?? ''), network }),
    ).toMatchObject({
      kind: 'in',
      strong: true,
    });
  });

  test('differ between installations', async () => {
    const demo = await addOne();
    const elsewhere = testRuntime(runtime.pool, () => now, makeKeyring([Buffer.alloc(32, 9)]));
    const [here] = await demoSignIns(runtime, clerk, { codes: [demo.code] });
    expect(here?.passphrase.split(' ')).toHaveLength(4);
    // Another master key opens nothing of this database at all.
    await expect(demoSignIns(elsewhere, clerk, { codes: [demo.code] })).rejects.toThrow(/missing/);
  });
});
