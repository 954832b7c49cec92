/** What Linux says of processes: who belongs together, their memory, the processor time they have used. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Ended since it was listed.
    return '';
  }
}

/** This process and all it started: launcher, Concord, PostgreSQL and its processes. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(
      (name) => [Number(name), Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${name}/status`))?.[1])] as const,
    );
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

/** Proportional set size: memory that several processes share is counted once. */
export function megabytesOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss:\s*(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, part) => sum + part, 0) / 1024;
}

/** Linux counts in hundredths of a second on every machine it runs on today. */
const MS_A_TICK = 10;

/** Fields 14 to 17 of /proc/<pid>/stat: own time and that of children that have ended. */
function ticksOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}

export function postmasterOf(dataDirectory: string): number {
  return Number(read(join(dataDirectory, 'postgres', 'postmaster.pid')).split('\n')[0]);
}

/** Milliseconds of processor time of the PostgreSQL of this data directory, all its processes together. */
export function databaseTime(dataDirectory: string): number {
  const processes = familyOf(postmasterOf(dataDirectory));
  return processes.reduce((sum, pid) => sum + ticksOf(pid), 0) * MS_A_TICK;
}
