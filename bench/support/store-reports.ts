/** Stores made reports by the thousand: sealed by the real functions, written as many rows a statement. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { seal, tokensOf } from '#domain/access';
import { placeOf } from '#domain/jurisdiction';
import { newId, type Runtime, referenceWord, type TenantId, transact, type Use } from '#domain/kernel';
import { type MadeReport, makeReports } from './made-reports.ts';

const BATCH = 1_000;

export function useOf(runtime: Runtime, tenant: TenantId, db: Use['db']): Use {
  return {
    ...{ db, tenant, purpose: 'run', basis: 'public-task', reason: 'bench' },
    actor: { kind: 'system', duty: 'bench' },
    now: runtime.clock(),
    keyring: runtime.keyring,
    keys: new Map(),
    seen: new Set(),
  };
}

const hex = (bytes: Buffer) => `\\x${bytes.toString('hex')}`;
const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`;

async function storeKeys(use: Use, reports: readonly MadeReport[]): Promise<void> {
  const rows = reports.map(({ subject, sentAt }) => {
    const key = randomBytes(32);
    use.keys.set(subject, key);
    return {
      subject,
      wrapped: hex(use.keyring.wrap(key, `subject|${use.tenant}|${subject}`)),
      created_at: sentAt,
    };
  });
  await sql`insert into access.subject_key (tenant, subject, wrapped, created_at) select ${use.tenant}, x.*
    from jsonb_to_recordset(${asRows(rows)}) as x (subject uuid, wrapped bytea, created_at timestamptz)`.execute(
    use.db,
  );
}

async function storeHeads(use: Use, reports: readonly MadeReport[]): Promise<void> {
  const rows = reports.map(({ content, contact, letters: _, activities: __, ...head }) => ({
    ...head,
    sealed: hex(seal(use, head.subject, `report.content|${head.id}`, content)),
    person: contact && hex(seal(use, head.subject, `report.contact|${head.id}`, contact)),
  }));
  await sql`insert into reports.report (tenant, id, reference, subject, kind, category, sensitive, tier, language, area,
      cell, unit, status, due_kind, due_at, sent_at, outcome_by, replied_at, closed_at, outcome, content, contact)
    select ${use.tenant}, x.* from jsonb_to_recordset(${asRows(rows)}) as x (id uuid, reference text, subject uuid,
      kind text, category uuid, sensitive boolean, tier text, language text, area uuid, cell text, unit uuid,
      status text, "dueKind" text, "dueAt" timestamptz, "sentAt" timestamptz, "outcomeBy" timestamptz,
      "repliedAt" timestamptz, "closedAt" timestamptz, outcome text, sealed bytea, person bytea)`.execute(
    use.db,
  );
}

async function storeTokens(use: Use, reports: readonly MadeReport[]): Promise<void> {
  const owners: string[] = [];
  const tokens: string[] = [];
  for (const { id, reference, content } of reports) {
    const words = [referenceWord(reference), content.words, content.place.words, content.behaviour];
    for (const token of await tokensOf(use, words.join(' '))) {
      owners.push(id);
      tokens.push(token);
    }
  }
  await sql`insert into reports.token (tenant, token, report) select ${use.tenant}, t, r
    from unnest(${tokens}::bigint[], ${owners}::uuid[]) as x (t, r)`.execute(use.db);
}

async function storeHistory(use: Use, reports: readonly MadeReport[]): Promise<void> {
  const done = reports.flatMap(({ id, activities }) =>
    activities.map(({ verb, at }) => ({ report: id, id: newId(at.getTime()), at, verb })),
  );
  await sql`insert into reports.activity (tenant, report, id, at, verb, actor_kind)
    select ${use.tenant}, x.report, x.id, x.at, x.verb, case when x.verb in ('submitted', 'wrote') then 'resident' else 'staff' end
    from jsonb_to_recordset(${asRows(done)}) as x (report uuid, id uuid, at timestamptz, verb text)`.execute(
    use.db,
  );
  const letters = reports.flatMap((report) =>
    report.letters.map(({ from, at, words }) => {
      const id = newId<'message'>(at.getTime());
      const sealed = hex(seal(use, report.subject, `conversations.message|${id}`, words));
      return { report: report.id, id, at, sender: from, language: report.language, words: sealed };
    }),
  );
  await sql`insert into conversations.message (tenant, report, id, at, sender, language, words, read_at)
    select ${use.tenant}, x.*, x.at from jsonb_to_recordset(${asRows(letters)})
      as x (report uuid, id uuid, at timestamptz, sender text, language text, words bytea)`.execute(use.db);
}

async function storeReceipts(use: Use, reports: readonly MadeReport[]): Promise<void> {
  const rows = reports.map(({ id, subject, sentAt }) => ({
    ...{ locator: hex(randomBytes(32)), report: id, subject, at: sentAt },
  }));
  await sql`insert into identity.receipt (tenant, locator_hash, report, subject, created_at) select ${use.tenant}, x.*
    from jsonb_to_recordset(${asRows(rows)}) as x (locator bytea, report uuid, subject uuid, at timestamptz)`.execute(
    use.db,
  );
}

async function storePublications(use: Use, reports: readonly MadeReport[]): Promise<void> {
  const rows = reports
    .filter(({ isPublished }) => isPublished)
    .map(({ id, area, cell, category, closedAt, outcome }) => ({
      ...{ report: id, area, cell, category, at: closedAt, outcome },
      title: { en: 'Something was put right here', es: 'Algo se arregló aquí' },
      words: { en: 'We went there and it is done.', es: 'Fuimos y está hecho.' },
    }));
  await sql`insert into reports.publication (tenant, report, area, cell, category, title, words, published_at, reason,
      closed, outcome)
    select ${use.tenant}, x.report, x.area, x.cell, x.category, x.title, x.words, x.at, 'bench', true, x.outcome
    from jsonb_to_recordset(${asRows(rows)}) as x (report uuid, area uuid, cell text, category uuid, title jsonb,
      words jsonb, at timestamptz, outcome text)`.execute(use.db);
}

async function storeBatch(runtime: Runtime, tenant: TenantId, reports: readonly MadeReport[]): Promise<void> {
  await transact(runtime.pool, tenant, async (db) => {
    const use = useOf(runtime, tenant, db);
    await storeKeys(use, reports);
    await storeHeads(use, reports);
    await storeTokens(use, reports);
    await storeHistory(use, reports);
    await storeReceipts(use, reports);
    await storePublications(use, reports);
  });
}

/** What autovacuum would do in its own time, so that the planner knows the tables as they are. */
export async function learnTables(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('vacuum analyze').finally(() => owner.end());
}

export interface StoreRequest {
  readonly runtime: Runtime;
  readonly ownerUrl: string;
  readonly tenant: TenantId;
  readonly count: number;
  readonly seed: number;
}

/** Adds `count` reports with their letters, search words, receipts and publications. */
export async function storeReports({ runtime, ownerUrl, tenant, count, seed }: StoreRequest): Promise<void> {
  const place = await placeOf(runtime, tenant);
  let batch: MadeReport[] = [];
  for (const report of makeReports({ place, now: runtime.clock(), count, seed })) {
    batch.push(report);
    if (batch.length < BATCH) continue;
    await storeBatch(runtime, tenant, batch);
    batch = [];
  }
  if (batch.length > 0) await storeBatch(runtime, tenant, batch);
  await learnTables(ownerUrl);
}
