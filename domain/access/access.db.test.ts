import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { makeKeyring, newId, type SubjectId, type TenantId } from '#domain/kernel';
import { aStaffMember, testDatabase, testUse, withUse } from '#testing';
import { type Entry, openReason } from './access-log.ts';
import {
  destroySubject,
  listLooks,
  loadKeys,
  newSubject,
  readPolicyText,
  reveal,
  rewrapKeys,
  seal,
  sealLog,
  tokensOf,
  validatePolicies,
  verifyLog,
  wordsOf,
  writeEntry,
} from './index.ts';

const TENANT = 1 as TenantId;

test('the policies fit their schema, strictly', () => {
  expect(validatePolicies(readPolicyText())).toEqual([]);
});

test('a policy that names an attribute nobody has is found', () => {
  const text = readPolicyText();
  const wrong = `${text.policies} permit (principal is Staff, action == Action::"reports.list", resource) when { principal.rank == 3 };`;
  expect(validatePolicies({ ...text, policies: wrong }).length).toBeGreaterThan(0);
});

test('sealed words open only with their own context, subject and tenant', async () => {
  const { pool } = await testDatabase();
  await withUse(pool, TENANT, async (use) => {
    const subject = await newSubject(use);
    const other = await newSubject(use);
    const bytes = seal(use, subject, 'report.content|1', { words: 'the lamp is broken' });
    expect(bytes.includes('lamp')).toBe(false);
    expect(await reveal(use, [{ subject, context: 'report.content|1', bytes }])).toEqual([
      { words: 'the lamp is broken' },
    ]);
    expect([...use.seen]).toEqual([subject]);
    await expect(reveal(use, [{ subject, context: 'report.content|2', bytes }])).rejects.toThrow();
    await expect(reveal(use, [{ subject: other, context: 'report.content|1', bytes }])).rejects.toThrow();
  });
});

test('staff without a reason or with one factor open nothing', async () => {
  const { pool } = await testDatabase();
  await withUse(pool, TENANT, async (use) => {
    const subject = await newSubject(use);
    const bytes = seal(use, subject, 'x', 'words');
    const one = { subject, context: 'x', bytes };
    const officer = aStaffMember('cpo', newId());
    await expect(reveal({ ...use, actor: officer, reason: null }, [one])).rejects.toMatchObject({
      code: 'reason-needed',
    });
    const weak = { ...use, actor: { ...officer, strong: false }, reason: 'because' };
    await expect(reveal(weak, [one])).rejects.toMatchObject({ code: 'second-factor-needed' });
    expect(await reveal({ ...use, actor: officer, reason: 'because' }, [one])).toEqual(['words']);
  });
});

test('erasing destroys the key: what was sealed opens no more, also not from a copy', async () => {
  const { pool } = await testDatabase();
  const { subject, bytes } = await withUse(pool, TENANT, async (use) => {
    const subject = await newSubject(use);
    return { subject, bytes: seal(use, subject, 'x', 'words') };
  });
  await withUse(pool, TENANT, (use) =>
    writeEntry(use, { action: 'reports.open', target: 'Report:1', subjects: [subject], outcome: 'done' }),
  );
  await withUse(pool, TENANT, (use) => destroySubject(use, subject));
  expect(await withUse(pool, TENANT, (use) => reveal(use, [{ subject, context: 'x', bytes }]))).toEqual([
    undefined,
  ]);
  // The log names a person by a token alone, so it outlives them and still proves itself.
  expect(await withUse(pool, TENANT, (use) => listLooks(use, subject))).toHaveLength(1);
  expect((await withUse(pool, TENANT, (use) => verifyLog(use))).faults).toEqual([]);
});

test('changing the master key wraps every person anew and opens what was sealed before', async () => {
  const { pool } = await testDatabase();
  const tenant = 31 as TenantId;
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const before = { keyring: makeKeyring([old]) };
  const kept: { subject: SubjectId; context: string; bytes: Buffer }[] = [];
  await withUse(
    pool,
    tenant,
    async (use) => {
      for (let at = 0; at < 7; at += 1) {
        const subject = await newSubject(use);
        kept.push({ subject, context: 'x', bytes: seal(use, subject, 'x', at) });
      }
    },
    before,
  );
  const both = { keyring: makeKeyring([fresh, old]) };
  let after: SubjectId | null = null;
  do {
    const from: SubjectId | null = after;
    after = await withUse(pool, tenant, (use) => rewrapKeys(use, from, 3), both);
  } while (after);
  const alone = { keyring: makeKeyring([fresh]) };
  expect(await withUse(pool, tenant, (use) => reveal(use, kept), alone)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await expect(withUse(pool, tenant, (use) => reveal(use, kept), before)).rejects.toThrow(/missing/);
});

const act = { action: 'reports.open', target: 'Report:1', outcome: 'done' as const };

async function asOwner(url: string, statement: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query("set concord.tenant = '5'");
    await owner.query(statement, values);
  } finally {
    await owner.end();
  }
}

test('the log is chained, and a changed, removed or added entry is found', async () => {
  const { pool, ownerUrl } = await testDatabase();
  const tenant = 5 as TenantId;
  const write = (subjects: SubjectId[]) =>
    withUse(pool, tenant, (use) => writeEntry(use, { ...act, subjects }));
  const verify = () => withUse(pool, tenant, (use) => verifyLog(use));
  const subject = await withUse(pool, tenant, newSubject);
  for (let at = 0; at < 12; at += 1) await write([subject]);
  // Older transactions anywhere on the server hold a seal back for their while; so it is tried until it comes.
  let sealed = 0;
  const sealing = () =>
    expect.poll(async () => (sealed += await withUse(pool, tenant, sealLog)), { timeout: 10_000 });
  await sealing().toBe(12);
  for (let at = 0; at < 5; at += 1) await write([]);
  await sealing().toBe(17);
  await write([subject]);
  expect(await verify()).toMatchObject({ entries: 18, unsealed: 1, faults: [] });

  await expect(pool.query('update access.entry set reason = $1', ['nicer'])).rejects.toThrow(
    /permission denied/,
  );
  await expect(pool.query('delete from access.seal')).rejects.toThrow(/permission denied/);

  const ids = await withUse(
    pool,
    tenant,
    async (use) =>
      (await sql<{ id: string }>`select id from access.entry order by xid, id`.execute(use.db)).rows,
  );
  const third = ids[2]?.id;
  await asOwner(ownerUrl, "update access.entry set reason = 'nicer' where id = $1", [third]);
  expect((await verify()).faults).toEqual([expect.stringMatching(`entry ${third} was changed`)]);
  await asOwner(ownerUrl, "update access.entry set reason = 'test' where id = $1", [third]);
  expect((await verify()).faults).toEqual([]);

  await asOwner(
    ownerUrl,
    `insert into access.entry select tenant, gen_random_uuid(), xid, at, actor_kind, actor_id, hat, unit, action,
    purpose, basis, reason, target, subjects, outcome, mac from access.entry where id = $1`,
    [third],
  );
  expect((await verify()).faults).toEqual([
    '1 entries stand in the sealed part and no seal names them',
    '1 looks are hidden from the persons concerned',
  ]);
  await asOwner(ownerUrl, 'delete from access.entry where id <> all($1::uuid[])', [ids.map((row) => row.id)]);
  await asOwner(ownerUrl, 'delete from access.entry_subject where entry = $1', [third]);
  expect((await verify()).faults).toEqual(['1 looks are hidden from the persons concerned']);
  await asOwner(ownerUrl, 'delete from access.entry where id = $1', [third]);
  expect((await verify()).faults).toEqual([expect.stringMatching(`entry ${third} was removed`)]);
  await asOwner(
    ownerUrl,
    'insert into access.entry_subject (tenant, subject, entry) values (5, $1, gen_random_uuid())',
    [subject],
  );
  expect((await verify()).faults).toContain('1 looks are shown that no entry tells of');
});

test('a reason that somebody typed stands sealed in the log, and opens for its own entry alone', async () => {
  const { pool } = await testDatabase();
  const tenant = 6 as TenantId;
  const typed = 'Maria Pons asked her sister to call, see yesterday';
  for (const reason of [typed, 'handles-this-report'])
    await withUse(pool, tenant, (use) => writeEntry(use, { ...act, subjects: [] }), { reason });
  const entries = await withUse(pool, tenant, async (use) => {
    const { rows } = await sql<Pick<Entry, 'id' | 'reason'>>`select id, reason from access.entry
      where tenant = ${tenant} order by id`.execute(use.db);
    return Promise.all(rows.map(async (row) => ({ ...row, opened: await openReason(use, row) })));
  });
  expect(JSON.stringify(entries.map(({ reason }) => reason))).not.toMatch(/Maria|sister/);
  expect(entries.map(({ opened }) => opened).sort()).toEqual([typed, 'handles-this-report'].sort());
  const sealed = entries.find(({ opened }) => opened === typed);
  const moved = { id: newId<'entry'>(), reason: sealed?.reason ?? '' };
  await expect(withUse(pool, tenant, (use) => openReason(use, moved))).rejects.toThrow();
  expect((await withUse(pool, tenant, (use) => verifyLog(use))).faults).toEqual([]);
});

test('the person sees who looked: the role and the time, no name', async () => {
  const { pool } = await testDatabase();
  const subject = await withUse(pool, TENANT, newSubject);
  const officer = aStaffMember('cpo', newId());
  await withUse(pool, TENANT, (use) => writeEntry(use, { ...act, subjects: [subject] }), { actor: officer });
  const looks = await withUse(pool, TENANT, (use) => listLooks(use, subject));
  expect(looks).toMatchObject([{ actorKind: 'staff', hat: 'cpo', action: 'reports.open' }]);
  expect(JSON.stringify(looks)).not.toContain(officer.id);
});

test('search words are equal whatever their case and accents, and differ between tenants', async () => {
  const { pool } = await testDatabase();
  const tokens = (tenant: number, text: string) =>
    withUse(pool, tenant as TenantId, (use) => tokensOf(use, text));
  expect(await tokens(1, 'CALLE Peñón')).toEqual(await tokens(1, 'calle penon'));
  expect(await tokens(1, 'Άγιος')).toEqual(await tokens(1, 'αγιος'));
  expect(await tokens(1, 'calle')).not.toEqual(await tokens(2, 'calle'));
});

test('any text gives words without repeats and never too many', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 5000, unit: 'grapheme' }), (text) => {
      const words = wordsOf(text);
      return (
        words.length <= 400 && new Set(words).size === words.length && words.every((word) => word.length >= 2)
      );
    }),
  );
});

test('a key that is not in the call seals nothing', async () => {
  const { pool } = await testDatabase();
  const subject = await withUse(pool, TENANT, newSubject);
  await withUse(pool, TENANT, async (use) => {
    expect(() => seal(use, subject, 'x', 'words')).toThrow(/not-found/);
    await loadKeys(use, [subject]);
    expect(seal(testUse(use.db, TENANT, { keys: use.keys }), subject, 'x', 'words').length).toBeGreaterThan(
      28,
    );
  });
});
