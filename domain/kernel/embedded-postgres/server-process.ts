/** The server's life: started, watched until it is ready, stopped cleanly; what a killed parent left is put away first. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, serverEnvironment } from './cluster.ts';
import type { Launcher } from './launcher.ts';
import { StartRefused } from './start-refused.ts';

export interface ServerProcess {
  readonly pid: number;
  /** Resolves with the exit code when the server ends by itself or by us. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/**
 * For a small machine, and for the safety of what people wrote: every commit is on the disk before it is answered.
 * Statements and their values never go to the log, they hold people's words.
 */
const SETTINGS = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '64MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  wal_buffers: '4MB',
  min_wal_size: '80MB',
  max_wal_size: '512MB',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  max_wal_senders: '0',
  wal_level: 'minimal',
  idle_in_transaction_session_timeout: '60s',
} as const;

export interface ServerSettings {
  readonly [name: string]: string;
}

/** Lines of postmaster.pid: number, directory, start, port, sockets, address, shared memory, state. */
function readPostmaster(files: string): { pid: number; state: string } | undefined {
  try {
    const lines = readFileSync(join(files, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), state: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

export function isReady(cluster: Cluster): boolean {
  return readPostmaster(cluster.files)?.state === 'ready';
}

/** True only for a PostgreSQL: the number in a stale file may since belong to somebody else's program. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

/**
 * A parent that was killed may leave its server behind, still running or just ending. It is asked to end cleanly
 * (nothing acknowledged is lost: that is on the disk) and then less politely.
 */
export async function putAwayLeftover(cluster: Cluster): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    const left = readPostmaster(cluster.files);
    if (left === undefined || !isPostgres(left.pid)) return;
    try {
      process.kill(left.pid, signal);
    } catch {
      return;
    }
    const until = Date.now() + patience;
    while (isPostgres(left.pid) && Date.now() < until) await pause(20);
  }
}

/** Starts and waits until it answers. After a kill -9 old server processes may linger for a moment: then it is tried again. */
export async function runServer(
  cluster: Cluster,
  launcher: Launcher,
  more: ServerSettings = {},
): Promise<ServerProcess> {
  const until = Date.now() + 30_000;
  keepLogSmall(cluster.log);
  for (;;) {
    const from = logLength(cluster.log);
    const server = launch(cluster, launcher, { ...SETTINGS, ...more });
    if (await becomesReady(cluster, server)) return server;
    const said = readFileSync(cluster.log, 'utf8').slice(from);
    const lingering = said.includes('still in use') || said.includes('already exists');
    if (!lingering || Date.now() > until) throw explainFailure(said, cluster);
    await pause(100);
  }
}

function launch(cluster: Cluster, launcher: Launcher, settings: ServerSettings): ServerProcess {
  const flags = Object.entries({ ...settings, unix_socket_directories: cluster.sockets }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  const [first = '', ...rest] = [
    ...launcher.prefix,
    cluster.programs.postgres,
    '-D',
    cluster.files,
    ...flags,
  ];
  const log = openSync(cluster.log, 'a', 0o600);
  // Its own group: Ctrl-C in a terminal reaches us alone, and we stop the database last.
  const child = spawn(first, rest, {
    stdio: ['ignore', log, log],
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<number | null>((done) => {
    child.once('exit', (code) => done(code));
    child.once('error', () => done(null));
  });
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill(signal);
    const rest = new AbortController();
    const late = pause(patience, true, { signal: rest.signal }).catch(() => false);
    const tooLate = await Promise.race([ended.then(() => false), late]);
    rest.abort();
    if (!tooLate) return;
  }
  child.kill('SIGKILL');
  await ended;
}

async function becomesReady(cluster: Cluster, server: ServerProcess): Promise<boolean> {
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  // Recovery after a crash replays at most max_wal_size; ten minutes is far beyond it on a slow disk.
  const until = Date.now() + 600_000;
  while (!over && Date.now() < until) {
    const seen = readPostmaster(cluster.files);
    if (seen?.state === 'ready' && isPostgres(seen.pid) && seen.pid === server.pid) return true;
    await pause(10);
  }
  if (!over) await server.stop();
  return false;
}

function explainFailure(said: string, cluster: Cluster): Error {
  if (said.includes('No space left on device')) {
    return new StartRefused(
      `The disk that holds ${cluster.home} is full. Free some space and start again. Nothing was lost.`,
    );
  }
  if (said.includes('database files are incompatible')) {
    return new StartRefused(
      `${cluster.files} was made by another version of PostgreSQL. See "Upgrade" in docs/operating.md.`,
    );
  }
  const line =
    said
      .trim()
      .split('\n')
      .find((text) => text.includes('FATAL')) ??
    said.trim().split('\n').at(-1) ??
    '';
  return new StartRefused(`The built-in database did not start: ${line} (more in ${cluster.log})`);
}

function logLength(path: string): number {
  try {
    return readFileSync(path, 'utf8').length;
  } catch {
    return 0;
  }
}

/** One old log is kept; nothing else of ours grows without end. */
function keepLogSmall(path: string): void {
  try {
    if (statSync(path).size > 5_000_000) renameSync(path, `${path}.1`);
  } catch {
    // No log yet.
  }
}
