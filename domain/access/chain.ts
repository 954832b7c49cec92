import { sql } from 'kysely';
import { type Id, mac, type Use } from '#domain/kernel';
import { bytesOf, type Entry } from './access-log.ts';
import { tenantSecret } from './tenant-secrets.ts';

/**
 * The chain over the log. Entries are written without waiting for each other; a moment later the worker seals them in
 * the order of their transactions, each seal bound to the one before. So a busy desk never queues at the chain's head,
 * and an entry that was changed, removed or slipped in shows. Only entries below the oldest running transaction are
 * sealed: none can appear behind a seal.
 */
const BATCH = 1000;

interface StoredEntry extends Entry {
  readonly xid: string;
  readonly mac: Buffer;
}

const COLUMNS = sql`xid::text, id, at, actor_kind as "actorKind", actor_id as "actorId", hat, unit, action, purpose, basis,
  reason, target, subjects, outcome, mac`;

interface Seal {
  readonly number: number;
  readonly at: Date;
  readonly upTo: string;
  readonly entries: Id<'entry'>[];
  readonly hash: Buffer;
}

function hashOf(secret: Buffer, previous: Buffer, number: number, macs: readonly Buffer[]): Buffer {
  return mac(secret, previous, `|${number}|${macs.length}|`, ...macs);
}

const FIRST = Buffer.alloc(32);

/** Seal what was written since the last seal. Two workers at once: the advisory lock lets one through at a time. */
export async function sealLog(use: Use): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('concord.seal'), ${use.tenant})`.execute(use.db);
  const last = await sql<Seal>`select number, at, up_to::text as "upTo", entries, hash from access.seal
    where tenant = ${use.tenant} order by number desc limit 1`.execute(use.db);
  const previous = last.rows[0];
  // The last transaction's entries may stand on both sides of a full batch, so it is read again and its sealed ones left out.
  const { rows } = await sql<StoredEntry>`select ${COLUMNS} from access.entry
    where tenant = ${use.tenant} and xid >= ${previous?.upTo ?? '0'}::xid8 and xid < pg_snapshot_xmin(pg_current_snapshot())
      and not (id = any(${previous?.entries ?? []}::uuid[]))
    order by access.entry.xid, id limit ${BATCH}`.execute(use.db);
  const lastRow = rows.at(-1);
  if (!lastRow) return 0;
  const secret = await tenantSecret(use, 'access-log');
  const number = (previous?.number ?? 0) + 1;
  const hash = hashOf(
    secret,
    previous?.hash ?? FIRST,
    number,
    rows.map((row) => row.mac),
  );
  await sql`insert into access.seal (tenant, number, at, up_to, entries, hash)
    values (${use.tenant}, ${number}, ${use.now}, ${lastRow.xid}::xid8, ${rows.map((row) => row.id)}::uuid[], ${hash})`.execute(
    use.db,
  );
  return rows.length;
}

export interface Verdict {
  readonly seals: number;
  readonly entries: number;
  /** Entries too young to be sealed; their own MACs were checked. */
  readonly unsealed: number;
  /** The newest seal, to be kept elsewhere and compared later: it fixes everything before it. */
  readonly head: string;
  readonly faults: readonly string[];
}

/** Walk one seal: every entry it names is there, unchanged, and the seal follows from the one before. */
async function checkSeal(use: Use, secret: Buffer, seal: Seal, previous: Buffer): Promise<string[]> {
  const { rows } = await sql<StoredEntry>`select ${COLUMNS} from access.entry
    where tenant = ${use.tenant} and id = any(${seal.entries}::uuid[])`.execute(use.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const faults: string[] = [];
  const macs: Buffer[] = [];
  for (const id of seal.entries) {
    const entry = byId.get(id);
    if (!entry) faults.push(`entry ${id} was removed (seal ${seal.number})`);
    else if (!mac(secret, bytesOf(entry)).equals(entry.mac))
      faults.push(`entry ${id} was changed (seal ${seal.number})`);
    if (entry) macs.push(entry.mac);
  }
  if (faults.length === 0 && !hashOf(secret, previous, seal.number, macs).equals(seal.hash)) {
    faults.push(`seal ${seal.number} does not follow from the one before it`);
  }
  return faults;
}

/** Entries that no seal names: young ones are expected, older ones were slipped in. */
async function checkUnsealed(
  use: Use,
  secret: Buffer,
  upTo: string,
  lastSealed: readonly string[],
): Promise<{ count: number; faults: string[] }> {
  const { rows } = await sql<StoredEntry>`select ${COLUMNS} from access.entry
    where tenant = ${use.tenant} and xid >= ${upTo}::xid8 and not (id = any(${lastSealed}::uuid[]))`.execute(
    use.db,
  );
  const faults = rows
    .filter((row) => !mac(secret, bytesOf(row)).equals(row.mac))
    .map((row) => `entry ${row.id} was changed (not yet sealed)`);
  return { count: rows.length, faults };
}

/** A person finds who looked by rows of their own; each must follow from an entry, and each entry must have its rows. */
async function checkLooks(use: Use): Promise<string[]> {
  const { rows } = await sql<{ hidden: number; invented: number }>`select
    (select count(*) from access.entry e, unnest(e.subjects) s where e.tenant = ${use.tenant} and not exists
      (select from access.entry_subject r where r.tenant = e.tenant and r.subject = s and r.entry = e.id)) as hidden,
    (select count(*) from access.entry_subject r where r.tenant = ${use.tenant} and not exists
      (select from access.entry e where e.tenant = r.tenant and e.id = r.entry and r.subject = any(e.subjects))) as invented`.execute(
    use.db,
  );
  const { hidden = 0, invented = 0 } = rows[0] ?? {};
  return [
    ...(hidden > 0 ? [`${hidden} looks are hidden from the persons concerned`] : []),
    ...(invented > 0 ? [`${invented} looks are shown that no entry tells of`] : []),
  ];
}

/** Prove the whole chain of one tenant. Reads seal by seal, so memory does not grow with the log. */
export async function verifyLog(use: Use, onSeal?: (done: number, total: number) => void): Promise<Verdict> {
  const secret = await tenantSecret(use, 'access-log');
  const total = await sql<{ seals: number; entries: number }>`select count(*) as seals,
    (select count(*) from access.entry where tenant = ${use.tenant}) as entries from access.seal where tenant = ${use.tenant}`.execute(
    use.db,
  );
  const { seals, entries } = total.rows[0] ?? { seals: 0, entries: 0 };
  const faults: string[] = [];
  let previous: Buffer = FIRST;
  let upTo = '0';
  let lastSealed: readonly string[] = [];
  let covered = 0;
  for (let number = 1; number <= seals; number += 1) {
    const { rows } = await sql<Seal>`select number, at, up_to::text as "upTo", entries, hash from access.seal
      where tenant = ${use.tenant} and number = ${number}`.execute(use.db);
    const seal = rows[0];
    if (!seal) {
      faults.push(`seal ${number} was removed`);
      break;
    }
    faults.push(...(await checkSeal(use, secret, seal, previous)));
    covered += seal.entries.length;
    previous = seal.hash;
    upTo = seal.upTo;
    lastSealed = seal.entries;
    onSeal?.(number, seals);
  }
  const young = await checkUnsealed(use, secret, upTo, lastSealed);
  faults.push(...young.faults);
  const slippedIn = entries - covered - young.count;
  if (slippedIn > 0) faults.push(`${slippedIn} entries stand in the sealed part and no seal names them`);
  faults.push(...(await checkLooks(use)));
  return { seals, entries, unsealed: young.count, head: previous.toString('hex'), faults };
}
