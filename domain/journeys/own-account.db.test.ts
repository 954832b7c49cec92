import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeKeyring, transact } from '#domain/kernel';
import { testRuntime } from '#testing';
import {
  clerk,
  device,
  network,
  openAccountsWorld,
  problemOf,
  tenant,
} from '../../tests/support/accounts-world.ts';
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
import { confirmWithCode } from './sign-in.ts';
import { addMember, inviteMember, listStaff, resetFactors, setMemberActive } from './staff-accounts.ts';

const { runtime, pass, codeOf, addOne, accept, callerOf, password, signIn, rowsOf, logged } =
  await openAccountsWorld();

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
        select tenant, c || id, id, '', 0, '{}', ${device}, ${runtime.clock()} from identity.staff, unnest(array['a', 'b']) c
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
    const elsewhere = testRuntime(runtime.pool, runtime.clock, makeKeyring([Buffer.alloc(32, 9)]));
    const [here] = await demoSignIns(runtime, clerk, { codes: [demo.code] });
    expect(here?.passphrase.split(' ')).toHaveLength(4);
    // Another master key opens nothing of this database at all.
    await expect(demoSignIns(elsewhere, clerk, { codes: [demo.code] })).rejects.toThrow(/missing/);
  });
});
