import { sql } from 'kysely';
import {
  type Actor,
  type Id,
  mac,
  newId,
  openWith,
  type SubjectId,
  sealWith,
  type Use,
} from '#domain/kernel';
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
  /** A code, or what somebody typed, sealed: see `keptReason`. */
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

const SEALED = 'sealed:';
const reasonKey = (secret: Buffer) => mac(secret, 'access.reason');
const reasonContext = (use: Use, entry: string) => `${use.tenant}|access.reason|${entry}`;

/**
 * The rule of a case is a code and stands plain. What somebody typed may name whoever it is about, so it stands sealed
 * under the secret of the log: who holds the database alone reads none of it, and it outlives the erasure of a person.
 */
function keptReason(use: Use, secret: Buffer, entry: string): string | null {
  const { reason } = use;
  if (reason === null || /^[a-z][a-z0-9-]{0,60}$/.test(reason)) return reason;
  return (
    SEALED + sealWith(reasonKey(secret), Buffer.from(reason), reasonContext(use, entry)).toString('base64url')
  );
}

/** The reason of an entry in the words in which it was given. */
export async function openReason(use: Use, entry: Pick<Entry, 'id' | 'reason'>): Promise<string | null> {
  if (!entry.reason?.startsWith(SEALED)) return entry.reason;
  const sealed = Buffer.from(entry.reason.slice(SEALED.length), 'base64url');
  const key = reasonKey(await tenantSecret(use, 'access-log'));
  return openWith(key, sealed, reasonContext(use, entry.id)).toString();
}

/** Append an entry to the running transaction. Its MAC is keyed, so that who holds only the database cannot make one. */
export async function writeEntry(
  use: Use,
  act: { action: string; target: string | null; subjects: readonly SubjectId[]; outcome: Entry['outcome'] },
): Promise<void> {
  const { actor } = use;
  const secret = await tenantSecret(use, 'access-log');
  const id = newId<'entry'>(use.now.getTime());
  const entry: Entry = {
    id,
    at: use.now,
    actorKind: actor.kind,
    actorId: actor.kind === 'staff' ? actor.id : null,
    hat: actor.kind === 'staff' ? actor.hat : actor.kind === 'system' ? actor.duty : null,
    unit: actor.kind === 'staff' ? actor.unit : null,
    purpose: use.purpose,
    basis: use.basis,
    reason: keptReason(use, secret, id),
    ...act,
  };
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
