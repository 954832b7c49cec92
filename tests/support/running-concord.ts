/** Concord as people meet it, in this process: its own database, files and port; website and worker. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Configuration,
  makeKeyring,
  type Runtime,
  readConfiguration,
  systemClock,
} from '#domain/kernel';
import { makeLog } from '../../cli/make-log.ts';
import { openWebsite } from '../../cli/open-website.ts';
import { startWorker } from '../../worker/index.ts';
import { findFreePort } from './free-port.ts';
import { freshDatabase, type TestDatabase } from './test-database.ts';

export interface RunningConcord {
  readonly baseUrl: string;
  readonly runtime: Runtime;
  readonly configuration: Configuration;
  readonly database: TestDatabase;
  readonly dataDirectory: string;
  close(): Promise<void>;
}

export interface RunningOptions {
  /** Fills the database before the website opens, such as with a place and its staff. */
  readonly prepare?: (runtime: Runtime) => Promise<void>;
  /** More settings, as in the environment. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startConcord(options: RunningOptions = {}): Promise<RunningConcord> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'concord-running-'));
  const database = await freshDatabase();
  const port = await findFreePort();
  const configuration = readConfiguration({
    CONCORD_PORT: String(port),
    CONCORD_DATA: dataDirectory,
    CONCORD_LOG: 'warn',
    ...options.settings,
  });
  const runtime: Runtime = {
    pool: database.pool,
    keyring: makeKeyring([randomBytes(32)]),
    clock: systemClock,
    log: makeLog(configuration.logLevel),
    filesDirectory: join(dataDirectory, 'files'),
  };
  await options.prepare?.(runtime);
  const worker = await startWorker({ runtime, configuration });
  const website = await openWebsite({ runtime, configuration, appUrl: database.appUrl });
  const close = async () => {
    await website.close();
    await worker.stop();
    await database.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  return { baseUrl: configuration.baseUrl, runtime, configuration, database, dataDirectory, close };
}
