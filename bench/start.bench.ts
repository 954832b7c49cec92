/** [start] From the command to a served demo city, again, and what it weighs at rest. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../scripts/start-server.ts';

function print(name: string, value: number, unit: string, goal: string): void {
  process.stdout.write(
    `${JSON.stringify({ name, value: Math.round(value), unit, baseline: null, ratio: null, goal })}\n`,
  );
}

function parentOf(pid: string): string | undefined {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** This process and all it started: launcher, Concord, PostgreSQL and its processes. */
function familyOf(pid: number): string[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((child) => [child, parentOf(child)]),
  );
  const family = [String(pid)];
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** Proportional set size: memory that several processes share is counted once. */
function megabytesOf(pid: number): number {
  const kilobytes = familyOf(pid).map((member) =>
    Number(/^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, part) => sum + part, 0) / 1024;
}

const data = mkdtempSync(join(tmpdir(), 'concord-bench-start-'));
try {
  const first = await startServer(data);
  print('start.first', first.readyAfterMs, 'ms', '<= 20000');
  await fetch(first.baseUrl);
  await pause(10_000);
  print('start.memory', megabytesOf(first.pid), 'MB', '<= 450');
  await first.stop();
  const second = await startServer(data);
  print('start.second', second.readyAfterMs, 'ms', '<= 5000');
  await second.stop();
} finally {
  rmSync(data, { recursive: true, force: true });
}
