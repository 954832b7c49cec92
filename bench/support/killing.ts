/** Ends Concord and its database as a machine does that loses its power: all at once, without a word. */
import type { City } from './city.ts';
import { familyOf } from './processes.ts';

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** kill -9 of the program and of every process of its PostgreSQL. @returns when they are gone. */
export async function killAll({ server }: City): Promise<void> {
  const family = familyOf(server.pid);
  for (const pid of family) if (isThere(pid)) process.kill(pid, 'SIGKILL');
  while (family.some(isThere)) await new Promise((soon) => setTimeout(soon, 5));
}
