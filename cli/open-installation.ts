/** From the environment to a running database and a `Runtime`: what every command that touches data begins with. */
import { join } from 'node:path';
import pg from 'pg';
import {
  type Configuration,
  makeKeyring,
  matchMasterKeys,
  migrate,
  openPool,
  type Runtime,
  readOrMakeMasterKeys,
  StartRefused,
  startEmbeddedPostgres,
  systemClock,
} from '#domain/kernel';
import { makeLog } from './make-log.ts';

export interface Installation {
  readonly configuration: Configuration;
  readonly runtime: Runtime;
  /** The owner's address: for migrations alone. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly masterKeys: readonly Buffer[];
  /** Names of the migrations that ran now. */
  readonly migrated: readonly string[];
  /** Resolves if the database ends under us. */
  readonly databaseEnded: Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** A server refuses to run twice on the same data; a command joins what runs. */
  readonly whenRunning: 'refuse' | 'join';
}

export async function openInstallation(
  configuration: Configuration,
  options: OpenOptions,
): Promise<Installation> {
  const database = await openDatabase(configuration, options);
  try {
    const dataExists = await holdsData(database.ownerUrl);
    const masterKeys = readOrMakeMasterKeys(
      configuration.dataDirectory,
      configuration.masterKeys,
      dataExists,
    );
    const migrated = await migrate(database.ownerUrl, database.appUrl);
    await matchMasterKeys(database.ownerUrl, masterKeys);
    const pool = openPool(database.appUrl);
    const runtime: Runtime = {
      pool,
      keyring: makeKeyring(masterKeys),
      clock: systemClock,
      log: makeLog(configuration.logLevel),
      filesDirectory: join(configuration.dataDirectory, 'files'),
    };
    const close = async () => {
      await pool.end();
      await database.stop();
    };
    const { ownerUrl, appUrl, ended: databaseEnded } = database;
    return { configuration, runtime, ownerUrl, appUrl, masterKeys, migrated, databaseEnded, close };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

export interface OpenDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** The database alone, as it stands; for a look that changes nothing. */
export async function openDatabase(
  configuration: Configuration,
  options: OpenOptions,
): Promise<OpenDatabase> {
  const { database, dataDirectory } = configuration;
  if (database.kind === 'embedded') {
    return startEmbeddedPostgres({ directory: dataDirectory, whenRunning: options.whenRunning });
  }
  await refuseOldServer(database.ownerUrl);
  return {
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    ended: new Promise(() => {}),
    stop: async () => {},
  };
}

async function ask<Row extends object>(url: string, statement: string): Promise<Row | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows[0];
  } finally {
    await client.end();
  }
}

async function refuseOldServer(ownerUrl: string): Promise<void> {
  const row = await ask<{ version: string }>(
    ownerUrl,
    "select current_setting('server_version_num') as version",
  );
  if (Number(row?.version) < 150_000) {
    throw new StartRefused('The database server is older than PostgreSQL 15. Concord needs 15 or newer.', {
      exitCode: 78,
    });
  }
}

/** True once a migration ran: from then on something may be sealed under the master key. */
async function holdsData(ownerUrl: string): Promise<boolean> {
  const row = await ask<{ known: boolean }>(
    ownerUrl,
    "select to_regclass('public.concord_migration') is not null as known",
  );
  return row?.known ?? false;
}
