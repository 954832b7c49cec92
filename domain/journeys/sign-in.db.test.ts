import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { readPolicyText, validatePolicies } from '#domain/access';
import {
  clerk,
  device,
  network,
  openAccountsWorld,
  PASSPHRASE,
  problemOf,
  stranger,
} from '../../tests/support/accounts-world.ts';
import { acceptWithPassphrase, lookAtInvitation } from './accept-invitation.ts';
import { changeHat, endOwnSessions, enrolCode, lookAtOwnSignIn, proposeCode } from './own-account.ts';
import { confirmWithCode } from './sign-in.ts';
import { inviteMember, listStaff } from './staff-accounts.ts';

const { runtime, pass, codeOf, addOne, accept, callerOf, password, signIn, rowsOf, logged } =
  await openAccountsWorld();

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
    // Processor time, and the least of three: what else the machine does adds to it and takes nothing away.
    const spend = async (address: string) => {
      const spent: number[] = [];
      for (let at = 0; at < 3; at += 1) {
        const began = process.cpuUsage();
        expect(await password(address, { passphrase: 'a wrong one of many' })).toEqual({ kind: 'no' });
        const { user, system } = process.cpuUsage(began);
        spent.push(user + system);
      }
      return Math.min(...spent);
    };
    const known = await spend(email);
    const unknown = await spend('nobody@haven.example');
    // The hash is nearly all of it; who skips it for an unknown address spends a small part.
    expect(unknown / known).toBeGreaterThan(0.4);
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
