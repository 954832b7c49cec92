/** Runs the tests and ends with their sum. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countResults } from './count-results.ts';

const ROOT = join(import.meta.dirname, '..');

/** The browser stories need a browser; Debian's is installed where that is allowed. */
function findChromium(): string | undefined {
  const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  return places.find((path) => path !== undefined && existsSync(path));
}

function ensureChromium(): string | undefined {
  const found = findChromium();
  if (found) return found;
  if (process.geteuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing Chromium for the browser tests (once) …\n');
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-q');
    apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
  }
  return findChromium();
}

function runVitest(chromium: string, results: string): Promise<number> {
  const args = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ];
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROMIUM_PATH: chromium },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.on('close', (code) => done(code ?? 1)));
}

async function main(): Promise<number> {
  const chromium = ensureChromium();
  if (chromium === undefined) {
    process.stdout.write(
      'The browser tests need Chromium. Install it, or set CHROMIUM_PATH to a Chromium or Chrome.\n',
    );
    return 69;
  }
  const directory = mkdtempSync(join(tmpdir(), 'concord-results-'));
  const results = join(directory, 'results.json');
  const code = await runVitest(chromium, results);
  const { passed, failed, skipped } = countResults(
    existsSync(results) ? readFileSync(results, 'utf8') : '',
    code,
  );
  rmSync(directory, { recursive: true, force: true });
  if (skipped > 0) process.stdout.write(`${skipped} tests were not run.\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main();
process.disconnect?.();
