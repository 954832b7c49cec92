/**
 * Brings a fresh or stale checkout to where the program can run: dependencies, Node 24, browser files.
 * Plain JavaScript for any Node from 18 on, since it runs before our own Node is there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const NODE = join(ROOT, 'node_modules', 'node', 'bin', 'node');
/** By address, not by name: the command may be called from any directory. */
export const TYPESCRIPT = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
const BIN = join(ROOT, 'node_modules', '.bin');

/** For everything we start: our Node first. */
export function childEnvironment() {
  return { ...process.env, PATH: `${BIN}:${process.env.PATH ?? ''}` };
}

/** Ends with one line and an exit code from sysexits.h: 69 is "unavailable". */
export function stopWith(line, code = 69) {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** npm writes what it installed into node_modules/.package-lock.json, last of all; so a cut install shows. */
function findMissing(withDev) {
  const wanted = readJson(join(ROOT, 'package-lock.json'))?.packages ?? {};
  const present = readJson(join(ROOT, 'node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.entries(wanted).find(([path, entry]) => {
    if (
      path === '' ||
      entry.optional ||
      entry.link ||
      (entry.dev && !withDev) ||
      (entry.devOptional && !withDev)
    )
      return false;
    return present[path]?.version !== entry.version || present[path]?.integrity !== entry.integrity;
  })?.[0];
}

function npm(args) {
  return spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
}

/** @param {{ dev?: boolean }} options tests need the development packages too */
export function ensureDependencies({ dev = false } = {}) {
  if (findMissing(dev) !== undefined) {
    process.stdout.write('Installing what Concord needs (once, about a minute) …\n');
    const production = !dev && process.env.NODE_ENV === 'production';
    const args = [
      'ci',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      production ? '--omit=dev' : '--include=dev',
    ];
    if (npm(args) !== 0)
      stopWith(
        'npm could not install the dependencies; what it said is above. Check the network and start again.',
      );
  }
  if (nodeVersion() >= 24) return;
  // A machine that forbids install scripts leaves the package without its program.
  npm(['rebuild', 'node', '--loglevel=error']);
  if (nodeVersion() < 24) stopWith('Node 24 did not install. Run "npm rebuild node" and read what it says.');
}

function nodeVersion() {
  if (!existsSync(NODE)) return 0;
  const said = spawnSync(NODE, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/^v(\d+)/.exec(said)?.[1] ?? 0);
}

const BUILD_INPUTS = ['web/islands', 'web/maps', 'web/ui/css', 'vite.config.ts', 'package-lock.json'];

function listFiles(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (!/\.\w+$/.test(path)) {
    return readdirSync(full, { withFileTypes: true }).flatMap((entry) => listFiles(join(path, entry.name)));
  }
  return [path];
}

function hashBuildInputs() {
  const hash = createHash('sha256');
  for (const file of BUILD_INPUTS.flatMap(listFiles)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Builds the browser files if their sources changed; the stamp is written last, so a cut build is made again. */
export function ensureBuild() {
  const stamp = join(ROOT, 'build', '.inputs');
  const wanted = hashBuildInputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(stamp, { force: true });
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const run = spawnSync(NODE, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: childEnvironment(),
  });
  if (run.status !== 0) stopWith(`The browser files could not be built:\n${run.stdout}${run.stderr}`, 1);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a TypeScript program on our Node as if it were this process: same terminal, signals and exit code. */
export function become(program, args) {
  const child = spawn(NODE, ['--import', TYPESCRIPT, join(ROOT, program), ...args], {
    // The fourth channel tells the child when we are killed without a chance to say so.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: childEnvironment(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stopWith(`Node 24 did not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}
