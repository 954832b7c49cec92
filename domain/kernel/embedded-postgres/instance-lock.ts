/** One running Concord per data directory. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseDiskProblem, StartRefused } from './start-refused.ts';

export interface InstanceLock {
  release(): void;
}

/**
 * A process number alone is reused after a restart (in a container it is nearly always the same one),
 * so the lock also names when that process began, counted from a certain boot of the machine.
 */
function fingerprintOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot} ${began}`;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The process that holds the lock, if it still lives. */
export function findHolder(directory: string): number | undefined {
  return holderIn(readLock(join(directory, 'concord.lock')));
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function holderIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [first = '', fingerprint = ''] = text.split('\n');
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  const living = fingerprintOf(pid);
  return living === undefined || fingerprint === '' || living === fingerprint ? pid : undefined;
}

/**
 * Takes the lock or refuses. The file appears whole (written aside, then linked, which fails if one exists),
 * so two starts at the same moment get one winner. A lock left by a dead process is moved away first, and put
 * back if in that moment it turned out to be somebody's fresh one.
 */
export function takeInstanceLock(directory: string): InstanceLock {
  const path = join(directory, 'concord.lock');
  const mine = `${process.pid}\n${fingerprintOf(process.pid) ?? ''}\n`;
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(aside, mine, { mode: 0o600 });
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (tryLink(aside, path)) return { release: () => releaseLock(path, mine) };
      const found = readLock(path);
      const holder = holderIn(found);
      if (holder !== undefined) {
        throw new StartRefused(
          `Concord is already running on this data (process ${holder}). Stop it first, or set CONCORD_DATA to another directory.`,
        );
      }
      if (found !== undefined) moveStaleAway(path, found);
    }
    throw new StartRefused(`Several starts want ${directory} at once. Wait a moment and start one of them.`);
  } catch (error) {
    refuseDiskProblem(error, directory);
  } finally {
    rmSync(aside, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function moveStaleAway(path: string, stale: string): void {
  const away = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, away);
    if (readLock(away) !== stale) tryLink(away, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  } finally {
    rmSync(away, { force: true });
  }
}

function releaseLock(path: string, mine: string): void {
  if (readLock(path) === mine) rmSync(path, { force: true });
}
