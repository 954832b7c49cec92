/** Databases for tests: each a copy of the migrated template, about 30 ms to make. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Db, openPool, type Pool, type TenantId, transact } from '#domain/kernel';

export const TEMPLATE = 'concord_template';

export interface TestDatabase {
  /** As the running role, under row-level security. */
  readonly pool: Pool;
  readonly appUrl: string;
  /** As the owner; for looking behind the curtain, never for the code under test. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

export function onDatabase(url: string, name: string): string {
  return `${url.slice(0, url.lastIndexOf('/'))}/${name}`;
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function createDatabase(ownerUrl: string, name: string, template: string): Promise<void> {
  return asOwner(ownerUrl, `create database ${name} template ${template}`);
}

const LEAVING_MS = 10_000;

/** The server needs a moment to see that the pool has left, and the owner may not end sessions of the running role. */
async function dropWhenLeft(ownerUrl: string, name: string): Promise<void> {
  const until = Date.now() + LEAVING_MS;
  for (;;) {
    try {
      return await asOwner(ownerUrl, `drop database if exists ${name}`);
    } catch (error) {
      const isInUse = error instanceof pg.DatabaseError && error.code === '55006';
      if (!isInUse || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A database of one's own; the caller drops it. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const base = inject('ownerUrl');
  await createDatabase(base, name, TEMPLATE);
  const appUrl = onDatabase(inject('appUrl'), name);
  const pool = openPool(appUrl, 5);
  const drop = async () => {
    await pool.end();
    await dropWhenLeft(base, name);
  };
  return { pool, appUrl, ownerUrl: onDatabase(base, name), drop };
}

let ofThisFile: Promise<TestDatabase> | undefined;

/** The database of this test file: made at the first call, dropped after the file's last test. */
export function testDatabase(): Promise<TestDatabase> {
  ofThisFile ??= freshDatabase();
  return ofThisFile;
}

/** Called once when a test file loads the support code. */
export function dropAfterFile(): void {
  afterAll(async () => {
    const database = await ofThisFile;
    ofThisFile = undefined;
    await database?.drop();
  });
}

class RolledBack extends Error {}

/** Runs `work` in one tenant's transaction and takes it all back. */
export async function rolledBack<T>(
  pool: Pool,
  tenant: TenantId | null,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  let result: { readonly value: T } | undefined;
  try {
    await transact(pool, tenant, async (db) => {
      result = { value: await work(db) };
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  if (!result) throw new Error('The work was not done.');
  return result.value;
}
