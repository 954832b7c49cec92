import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type Db,
  type Hat,
  type Id,
  makeKeyring,
  newId,
  type SubjectId,
  type TenantId,
  transact,
  type Use,
} from '#domain/kernel';
import { rolledBack, testDatabase } from '#testing';
import {
  beginSession,
  endSessions,
  findAccount,
  findByReceipt,
  findLastHat,
  forgetReceipts,
  keepMember,
  keepReceipt,
  listMembers,
  listSessions,
  newToken,
  receiptOf,
  rememberHat,
  resolveSession,
  resolveStaff,
  rotateSession,
  setActive,
  tokenHashOf,
} from './index.ts';
import { findSession } from './store.ts';

const tenant = 3 as TenantId;
const other = 4 as TenantId;
const keyring = makeKeyring([randomBytes(32)]);
const noon = new Date('2026-03-02T12:00:00Z');
const minutesOn = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

function useOn(db: Db, now = noon, of = tenant): Use {
  return {
    db,
    tenant: of,
    actor: { kind: 'system', duty: 'test' },
    purpose: 'account',
    basis: 'public-task',
    reason: null,
    now,
    keyring,
    keys: new Map(),
    seen: new Set(),
  };
}

async function inVain<T>(work: (use: Use) => Promise<T>): Promise<T> {
  const { pool } = await testDatabase();
  return rolledBack(pool, tenant, (db) => work(useOn(db)));
}

async function makeMember(use: Use, hats: readonly Hat[] = ['cpo', 'supervisor']): Promise<Id<'staff'>> {
  const id = newId<'staff'>();
  const member = { code: id, name: 'Inés Vidal', email: '', hats, unit: null, languages: ['es', 'en'] };
  const sealed = { id, subject: newId<'subject'>(), emailToken: randomBytes(32), email: randomBytes(40) };
  await keepMember(use, member, sealed);
  return id;
}

async function signIn(use: Use, staff: Id<'staff'>, endsAt = minutesOn(600)) {
  const token = newToken();
  const id = await beginSession(use, {
    tokenHash: tokenHashOf(token),
    staff,
    hat: 'cpo',
    factors: 'passkey',
    device: 'firefox-linux',
    endsAt,
  });
  return { id, token, hash: tokenHashOf(token) };
}

const at = (use: Use, now: Date): Use => ({ ...use, now });

describe('receipts', () => {
  const report = newId<'report'>();
  const subject: SubjectId = newId<'subject'>();

  test('a receipt leads to its report, another one to nothing, and an erased report to nothing', () =>
    inVain(async (use) => {
      const { locatorHash } = receiptOf(randomBytes(16));
      await keepReceipt(use, locatorHash, report, subject);
      expect(await findByReceipt(use, locatorHash)).toEqual({ report, subject });
      expect(await findByReceipt(use, receiptOf(randomBytes(16)).locatorHash)).toBeUndefined();
      await forgetReceipts(use, report);
      expect(await findByReceipt(use, locatorHash)).toBeUndefined();
    }));

  test('a receipt of one place opens nothing in another', async () => {
    const { pool } = await testDatabase();
    const { locatorHash } = receiptOf(randomBytes(16));
    await transact(pool, tenant, (db) => keepReceipt(useOn(db), locatorHash, report, subject));
    const seen = await transact(pool, other, (db) => findByReceipt(useOn(db, noon, other), locatorHash));
    expect(seen).toBeUndefined();
    // Even a caller that lies about its tenant in the statement is stopped by the transaction's own.
    expect(await transact(pool, other, (db) => findByReceipt(useOn(db), locatorHash))).toBeUndefined();
  });
});

describe('members', () => {
  test('the same code again changes the member and keeps what they are', () =>
    inVain(async (use) => {
      const id = await makeMember(use);
      const before = await findAccount(use, { id });
      const member = {
        code: id,
        name: 'Inés Vidal Roca',
        email: '',
        hats: ['cpo'] as const,
        unit: null,
        languages: ['es'],
      };
      await keepMember(use, member, {
        id,
        subject: newId<'subject'>(),
        emailToken: randomBytes(32),
        email: Buffer.from('x'),
      });
      const now = await findAccount(use, { code: id });
      expect(now).toMatchObject({
        name: 'Inés Vidal Roca',
        hats: ['cpo'],
        languages: ['es'],
        subject: before?.subject,
      });
      expect(await listMembers(use)).toHaveLength(1);
    }));

  test('a hat that is taken away is worn no longer in any session', () =>
    inVain(async (use) => {
      const id = await makeMember(use);
      const { hash } = await signIn(use, id);
      const member = {
        code: id,
        name: 'Inés',
        email: '',
        hats: ['supervisor'] as const,
        unit: null,
        languages: [],
      };
      await keepMember(use, member, {
        id,
        subject: newId<'subject'>(),
        emailToken: randomBytes(32),
        email: Buffer.from('x'),
      });
      expect(await findSession(use, hash)).toBeUndefined();
    }));

  test('the hat worn last is offered first', () =>
    inVain(async (use) => {
      const id = await makeMember(use);
      expect(await findLastHat(use, id)).toBe('cpo');
      await rememberHat(use, id, 'supervisor');
      expect(await findLastHat(use, id)).toBe('supervisor');
    }));
});

describe('sessions', () => {
  test('a token is known again with its member, hat and what is missing', () =>
    inVain(async (use) => {
      const staff = await makeMember(use);
      const { id, hash } = await signIn(use, staff);
      expect(await findSession(use, hash)).toMatchObject({
        id,
        staff,
        hat: 'cpo',
        factors: 'passkey',
        name: 'Inés Vidal',
        hats: ['cpo', 'supervisor'],
        hasFactor: false,
      });
    }));

  test('a session ends after half an hour without a look, and after ten hours in any case', () =>
    inVain(async (use) => {
      const staff = await makeMember(use);
      const { hash } = await signIn(use, staff);
      expect(await findSession(at(use, minutesOn(29)), hash)).toBeDefined();
      expect(await findSession(at(use, minutesOn(58)), hash)).toBeDefined();
      expect(await findSession(at(use, minutesOn(89)), hash)).toBeUndefined();
      const day = await signIn(use, staff);
      for (let minute = 0; minute < 600; minute += 25)
        expect(await findSession(at(use, minutesOn(minute)), day.hash)).toBeDefined();
      expect(await findSession(at(use, minutesOn(601)), day.hash)).toBeUndefined();
    }));

  test('that somebody was seen is written at most once a minute', () =>
    inVain(async (use) => {
      const staff = await makeMember(use);
      const { hash } = await signIn(use, staff);
      const seen = async () => (await listSessions(at(use, minutesOn(5)), staff))[0]?.seenAt;
      await findSession(at(use, new Date(noon.getTime() + 59_000)), hash);
      expect(await seen()).toEqual(noon);
      await findSession(at(use, minutesOn(2)), hash);
      expect(await seen()).toEqual(minutesOn(2));
    }));

  test('a changed hat makes a new token, and the old one is worth nothing', () =>
    inVain(async (use) => {
      const staff = await makeMember(use);
      const { id, hash } = await signIn(use, staff);
      const fresh = tokenHashOf(newToken());
      expect(await rotateSession(use, id, { tokenHash: fresh, hat: 'supervisor' })).toBe(true);
      expect(await findSession(use, hash)).toBeUndefined();
      expect(await findSession(use, fresh)).toMatchObject({ id, hat: 'supervisor', factors: 'passkey' });
    }));

  test('sessions end one by one, all but this one, or all at once when the member leaves', () =>
    inVain(async (use) => {
      const staff = await makeMember(use);
      const [first, second, third] = [
        await signIn(use, staff),
        await signIn(use, staff),
        await signIn(use, staff),
      ];
      expect(await endSessions(use, staff, { only: first.id })).toBe(1);
      expect(await findSession(use, first.hash)).toBeUndefined();
      expect(await endSessions(use, staff, { except: third.id })).toBe(1);
      expect(await findSession(use, second.hash)).toBeUndefined();
      await setActive(use, staff, false);
      expect(await findSession(use, third.hash)).toBeUndefined();
    }));

  test('nobody ends the sessions of another', () =>
    inVain(async (use) => {
      const mine = await signIn(use, await makeMember(use));
      expect(await endSessions(use, await makeMember(use), { only: mine.id })).toBe(0);
      expect(await findSession(use, mine.hash)).toBeDefined();
    }));

  test('a cookie is resolved to an actor of its own place alone', async () => {
    const { pool } = await testDatabase();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const runtime = { pool, keyring, clock: () => noon, log, filesDirectory: '/nowhere' };
    const { staff, token } = await transact(pool, tenant, async (db) => {
      const use = useOn(db);
      const staff = await makeMember(use);
      return { staff, token: (await signIn(use, staff)).token };
    });
    expect(await resolveStaff(runtime, tenant, token)).toMatchObject({
      kind: 'staff',
      id: staff,
      hat: 'cpo',
      strong: true,
    });
    expect((await resolveSession(runtime, tenant, token))?.missing).toBeNull();
    expect(await resolveStaff(runtime, other, token)).toBeUndefined();
    expect(await resolveStaff(runtime, tenant, undefined)).toBeUndefined();
    expect(await resolveStaff(runtime, tenant, `${token}x`)).toBeUndefined();
    expect(await resolveStaff(runtime, tenant, newToken())).toBeUndefined();
  });
});
