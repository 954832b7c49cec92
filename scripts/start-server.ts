/** `npm start` as a person runs it, with data of its own, for benches and pictures. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findFreePort } from '../tests/support/free-port.ts';

export interface StartedServer {
  readonly pid: number;
  readonly baseUrl: string;
  /** From the command to the line "Concord is ready". */
  readonly readyAfterMs: number;
  /** What it printed after that line, such as the demo sign-ins. */
  readonly said: readonly string[];
  stop(): Promise<void>;
}

export async function startServer(
  dataDirectory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<StartedServer> {
  const port = await findFreePort();
  const baseUrl = `http://localhost:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start.mjs')], {
    cwd: join(import.meta.dirname, '..'),
    env: {
      ...process.env,
      CONCORD_PORT: String(port),
      CONCORD_DATA: dataDirectory,
      CONCORD_LOG: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  const ready = new Promise<number>((done, failed) => {
    child.on('exit', (code) => failed(new Error(`Concord ended with ${code} before it was ready.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      if (line === `Concord is ready at ${baseUrl}`) done(performance.now() - began);
    });
  });
  const readyAfterMs = await ready;
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { pid: child.pid ?? 0, baseUrl, readyAfterMs, said, stop };
}
