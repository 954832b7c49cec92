/** A real PostgreSQL 18 that Concord starts, owns and stops; reachable from this machine alone, through a private socket. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Cluster, prepareCluster, readCluster } from './cluster.ts';
import { findHolder, takeInstanceLock } from './instance-lock.ts';
import { chooseLauncher } from './launcher.ts';
import { connectionUrl, ensureRoles } from './roles.ts';
import { isReady, putAwayLeftover, runServer, type ServerSettings } from './server-process.ts';
import { refuseDiskProblem } from './start-refused.ts';

export { refuseDiskProblem, StartRefused } from './start-refused.ts';

export interface EmbeddedPostgres {
  /** For migrations: may change tables. */
  readonly ownerUrl: string;
  /** For everything else. */
  readonly appUrl: string;
  /** Resolves if the server ends, whether asked to or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The data directory; the database lives in its `postgres` folder. */
  readonly directory: string;
  /** A command beside a running Concord joins its database; a second Concord is refused. */
  readonly whenRunning?: 'refuse' | 'join';
  /** Overrides for tests, such as `fsync=off`. */
  readonly settings?: ServerSettings;
}

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  if (options.whenRunning === 'join' && findHolder(directory) !== undefined) {
    const running = await readCluster(directory);
    if (isReady(running)) return { ...urlsOf(running), ended: new Promise(() => {}), stop: async () => {} };
  }
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    refuseDiskProblem(error, directory);
  }
  const lock = takeInstanceLock(directory);
  try {
    const launcher = chooseLauncher();
    const cluster = await prepareCluster(directory, launcher);
    await putAwayLeftover(cluster);
    const server = await runServer(cluster, launcher, options.settings);
    try {
      await ensureRoles(cluster);
    } catch (error) {
      await server.stop();
      throw error;
    }
    const stop = async () => {
      await server.stop();
      lock.release();
    };
    return { ...urlsOf(cluster), ended: server.ended.then(() => undefined), stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function urlsOf(cluster: Cluster): { ownerUrl: string; appUrl: string } {
  return {
    ownerUrl: connectionUrl(cluster, 'concord_owner', cluster.passwords.owner, 'concord'),
    appUrl: connectionUrl(cluster, 'concord_app', cluster.passwords.app, 'concord'),
  };
}
