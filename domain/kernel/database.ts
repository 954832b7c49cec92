import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import type { TenantId } from './ids.ts';

/** A transaction bound to one tenant. A slice narrows it to its own tables with `db.withTables<ItsTables>()`. */
export type Db = Kysely<Record<never, never>>;

// 64-bit counts and sums stay below 2^53 here; a number is what every caller wants.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type Pool = pg.Pool;

/**
 * What was sent to the database since the process began; the benches read it. Each transaction's own three statements
 * (begin, set, commit) are counted among the statements.
 */
export const sent = { statements: 0, transactions: 0 };

export function openPool(url: string, max = 10): Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'concord' });
  // An idle connection that breaks is replaced by the pool; the error must not end the process.
  pool.on('error', () => undefined);
  return pool;
}

class OneConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  constructor(client: pg.PoolClient) {
    this.#client = client;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    sent.statements += 1;
    const result = await this.#client.query(query.sql, [...query.parameters]);
    return { rows: (result.rows ?? []) as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
  }
  // Lists are read in pages; nothing here streams rows.
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Read in pages, not in streams.');
  }
}

/** Speaks to the one connection that already stands in the transaction; opens and ends nothing by itself. */
class OneConnectionDriver implements Driver {
  readonly #connection: OneConnection;
  constructor(client: pg.PoolClient) {
    this.#connection = new OneConnection(client);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error('Already in a transaction.');
  }
  async commitTransaction(): Promise<void> {
    throw new Error('The door commits.');
  }
  async rollbackTransaction(): Promise<void> {
    throw new Error('The door rolls back.');
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

export function onClient(client: pg.PoolClient): Db {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new OneConnectionDriver(client),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely({ dialect });
}

/**
 * Run `work` in one transaction that sees one tenant's rows and no others. `null` sees the tables that belong to no
 * tenant and nothing else. Commits when `work` returns, rolls back when it throws.
 */
export async function transact<T>(
  pool: Pool,
  tenant: TenantId | null,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    sent.statements += 2;
    sent.transactions += 1;
    // One round trip. The number is checked, since the simple protocol carries no parameters.
    if (tenant !== null && !Number.isSafeInteger(tenant)) throw new Error('A tenant is a whole number.');
    await client.query(`begin; set local concord.tenant = '${tenant ?? ''}'`);
    const result = await work(onClient(client));
    sent.statements += 1;
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
