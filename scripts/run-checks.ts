/** What `npm run check` runs: what CI runs besides the tests. Every check fails the build; none of them warns. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { judgeAudit } from './judge-audit.ts';

const ROOT = join(import.meta.dirname, '..');
const LONGEST = 80;

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly judge?: (said: string) => { readonly ok: boolean; readonly note: string };
}

const bin = (name: string, ...args: string[]) => [join(ROOT, 'node_modules', '.bin', name), ...args];
const script = (name: string) => [process.execPath, '--import', 'tsx', join(ROOT, 'scripts', name)];
const houses = ['domain', 'web', 'worker', 'cli', 'tests', 'bench', 'scripts'].filter((name) =>
  existsSync(join(ROOT, name)),
);

/** The slowest first, so that two cores end together. */
const CHECKS: readonly Check[] = [
  { name: 'vulnerabilities', command: ['npm', 'audit', '--omit=dev', '--json'], judge: judgeAudit },
  { name: 'architecture', command: bin('depcruise', '--config', '.dependency-cruiser.cjs', ...houses) },
  { name: 'types', command: bin('tsc', '--noEmit', '-p', '.') },
  { name: 'unused code', command: bin('knip', '--no-progress') },
  {
    name: 'secrets',
    command: bin('secretlint', '--maskSecrets', '--secretlintignore', '.gitignore', '**/*'),
  },
  {
    name: 'format and lint',
    command: bin('biome', 'ci', '--error-on-warnings', '--diagnostic-level=warn', '.'),
  },
  { name: 'words', command: script('check-words.ts') },
  { name: 'policies', command: script('check-policies.ts') },
  { name: 'house', command: script('check-house.ts') },
  { name: 'licences', command: script('check-licences.ts') },
  { name: 'lock file', command: script('check-lock.ts') },
];

interface Heard {
  readonly code: number;
  readonly said: string;
  readonly heard: string;
}

function run([program = '', ...args]: readonly string[]): Promise<Heard> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let said = '';
    let heard = '';
    child.stdout.on('data', (part: Buffer) => {
      said += part;
      heard += part;
    });
    child.stderr.on('data', (part: Buffer) => {
      heard += part;
    });
    child.on('error', (error) => done({ code: 1, said, heard: error.message }));
    child.on('close', (code) => done({ code: code ?? 1, said, heard }));
  });
}

function indented(text: string): string {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const shown = lines.slice(0, LONGEST).map((line) => `        ${line}\n`);
  return (
    shown.join('') + (lines.length > LONGEST ? `        … and ${lines.length - LONGEST} lines more\n` : '')
  );
}

async function perform({ name, command, judge }: Check): Promise<boolean> {
  const began = Date.now();
  const result = await run(command);
  const { ok, note } = judge ? judge(result.said) : { ok: result.code === 0, note: '' };
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${ok ? 'ok    ' : 'failed'}  ${name.padEnd(16)} ${seconds.padStart(5)} s  ${note}\n`);
  if (!ok && note === '') process.stdout.write(indented(result.heard));
  return ok;
}

const wanted = process.argv.slice(2);
const waiting = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const failed: string[] = [];
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift())
    if (!(await perform(next))) failed.push(next.name);
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
process.stdout.write(failed.length === 0 ? 'All checks passed.\n' : `Failed: ${failed.join(', ')}.\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
process.disconnect?.();
