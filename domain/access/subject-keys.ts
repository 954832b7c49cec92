import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { newId, type SubjectId, type Use } from '#domain/kernel';

/** A person's key is bound to tenant and subject, so that a row copied to another tenant opens nothing. */
const contextOf = (use: Use, subject: SubjectId) => `subject|${use.tenant}|${subject}`;

/** Make a person's key. Until something is sealed under it, it is the only thing that is known of them. */
export async function newSubject(use: Use): Promise<SubjectId> {
  const subject = newId<'subject'>(use.now.getTime());
  const key = randomBytes(32);
  await sql`insert into access.subject_key (tenant, subject, wrapped, created_at)
    values (${use.tenant}, ${subject}, ${use.keyring.wrap(key, contextOf(use, subject))}, ${use.now})`.execute(
    use.db,
  );
  use.keys.set(subject, key);
  return subject;
}

/** Keys of many persons in one statement, for an import; `since` is when each of them first wrote. */
export async function newSubjects(use: Use, since: readonly Date[]): Promise<SubjectId[]> {
  const made = since.map((at) => {
    const subject = newId<'subject'>(at.getTime());
    const key = randomBytes(32);
    use.keys.set(subject, key);
    return { subject, wrapped: use.keyring.wrap(key, contextOf(use, subject)) };
  });
  const subjects = made.map(({ subject }) => subject);
  await sql`insert into access.subject_key (tenant, subject, wrapped, created_at)
    select ${use.tenant}, k.subject, k.wrapped, ${use.now}
    from unnest(${subjects}::uuid[], ${made.map(({ wrapped }) => wrapped)}::bytea[]) as k (subject, wrapped)`.execute(
    use.db,
  );
  return subjects;
}

/** Bring the keys of these persons into the call, in one statement. Erased persons have none and are left out. */
export async function loadKeys(use: Use, subjects: readonly SubjectId[]): Promise<void> {
  const missing = [...new Set(subjects)].filter((subject) => !use.keys.has(subject));
  if (missing.length === 0) return;
  const { rows } = await sql<{
    subject: SubjectId;
    wrapped: Buffer;
  }>`select subject, wrapped from access.subject_key
    where tenant = ${use.tenant} and subject = any(${missing}::uuid[])`.execute(use.db);
  for (const row of rows)
    use.keys.set(row.subject, use.keyring.unwrap(row.wrapped, contextOf(use, row.subject)));
}

/** Erase a person: destroy the key. What was sealed under it is noise from the commit on, in every backup to come. */
export async function destroySubject(use: Use, subject: SubjectId): Promise<void> {
  await sql`delete from access.subject_key where tenant = ${use.tenant} and subject = ${subject}`.execute(
    use.db,
  );
  use.keys.delete(subject);
}

/** Wrap every key of the tenant that stands under an older master key under the newest, a batch a call. */
export async function rewrapKeys(use: Use, after: SubjectId | null, batch = 1000): Promise<SubjectId | null> {
  const { rows } = await sql<{
    subject: SubjectId;
    wrapped: Buffer;
  }>`select subject, wrapped from access.subject_key
    where tenant = ${use.tenant} and (${after}::uuid is null or subject > ${after}::uuid)
    order by subject limit ${batch} for update`.execute(use.db);
  const old = rows.filter((row) => !use.keyring.isCurrent(row.wrapped));
  if (old.length > 0) {
    const wrapped = old.map((row) => {
      const context = contextOf(use, row.subject);
      return use.keyring.wrap(use.keyring.unwrap(row.wrapped, context), context);
    });
    await sql`update access.subject_key k set wrapped = n.wrapped
      from unnest(${old.map((row) => row.subject)}::uuid[], ${wrapped}::bytea[]) as n (subject, wrapped)
      where k.tenant = ${use.tenant} and k.subject = n.subject`.execute(use.db);
  }
  return rows.length < batch ? null : (rows.at(-1)?.subject ?? null);
}

/** True while a key of a person or a secret of the tenant stands under an older master key. */
export async function standsUnderOlderKey(use: Use): Promise<boolean> {
  const { rows } = await sql<{ name: Buffer }>`select distinct substring(wrapped from 1 for 4) as name from (
      select wrapped from access.subject_key where tenant = ${use.tenant}
      union all select wrapped from access.tenant_secret where tenant = ${use.tenant}) k`.execute(use.db);
  return rows.some(({ name }) => !use.keyring.isCurrent(name));
}
