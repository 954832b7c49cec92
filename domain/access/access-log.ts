import { sql } from 'kysely';
import { type Actor, type Id, mac, newId, type SubjectId, type Use } from '#domain/kernel';
import { tenantSecret } from './tenant-secrets.ts';

/** One act: who did or saw what, for which purpose, on which basis, wearing which hat, and why. Never what it said. */
export interface Entry {
  readonly id: Id<'entry'>;
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  readonly actorId: string | null;
  readonly hat: string | null;
  readonly unit: string | null;
  readonly action: string;
  readonly purpose: string;
  readonly basis: string;
  readonly reason: string | null;
  readonly target: string | null;
  readonly subjects: readonly SubjectId[];
  readonly outcome: 'done' | 'refused';
}

/** The bytes of an entry that its MAC and the chain cover: every field, unambiguous. */
export function bytesOf(entry: Entry): Buffer {
  return Buffer.from(
    JSON.stringify([
      entry.id,
      entry.at.toISOString(),
      entry.actorKind,
      entry.actorId,
      entry.hat,
      entry.unit,
      entry.action,
      entry.purpose,
      entry.basis,
      entry.reason,
      entry.target,
      entry.subjects,
      entry.outcome,
    ]),
  );
}

/** Append an entry to the running transaction. Its MAC is keyed, so that who holds only the database cannot make one. */
export async function writeEntry(
  use: Use,
  act: { action: string; target: string | null; subjects: readonly SubjectId[]; outcome: Entry['outcome'] },
): Promise<void> {
  const { actor } = use;
  const entry: Entry = {
    id: newId<'entry'>(use.now.getTime()),
    at: use.now,
    actorKind: actor.kind,
    actorId: actor.kind === 'staff' ? actor.id : null,
    hat: actor.kind === 'staff' ? actor.hat : actor.kind === 'system' ? actor.duty : null,
    unit: actor.kind === 'staff' ? actor.unit : null,
    purpose: use.purpose,
    basis: use.basis,
    reason: use.reason,
    ...act,
  };
  const secret = await tenantSecret(use, 'access-log');
  const subjects = [...entry.subjects];
  await sql`with entry as (
      insert into access.entry (tenant, id, at, actor_kind, actor_id, hat, unit, action, purpose, basis, reason, target,
        subjects, outcome, mac)
      values (${use.tenant}, ${entry.id}, ${entry.at}, ${entry.actorKind}, ${entry.actorId}, ${entry.hat}, ${entry.unit},
        ${entry.action}, ${entry.purpose}, ${entry.basis}, ${entry.reason}, ${entry.target}, ${subjects}::uuid[],
        ${entry.outcome}, ${mac(secret, bytesOf(entry))}))
    insert into access.entry_subject (tenant, subject, entry)
    select ${use.tenant}, s, ${entry.id} from unnest(${subjects}::uuid[]) as s`.execute(use.db);
}

/** What the person may know of one look at their words: when, in which role, what was done. Never a name. */
export interface Look {
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  readonly hat: string | null;
  readonly action: string;
}

/** Who opened this person's words, newest first. At most `limit`. */
export async function listLooks(use: Use, subject: SubjectId, limit = 100): Promise<Look[]> {
  const { rows } = await sql<Look>`select e.at, e.actor_kind as "actorKind", e.hat, e.action
    from access.entry_subject s join access.entry e on e.tenant = s.tenant and e.id = s.entry
    where s.tenant = ${use.tenant} and s.subject = ${subject} and e.outcome = 'done'
    order by s.entry desc limit ${limit}`.execute(use.db);
  return rows;
}
