/** Runs the benches one after the other, so that none disturbs another, and holds their figures against their goals. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Figure, meetsGoal, readFigure } from './judge-figure.ts';

const ROOT = join(import.meta.dirname, '..');
/** Cities with many reports, made by the first bench that needs them. Whoever names a directory keeps them. */
const KEPT = process.env.BENCH_KEEP ?? mkdtempSync(join(tmpdir(), 'concord-benches-'));

async function run(file: string): Promise<{ figures: Figure[]; code: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'bench', file)], {
    cwd: ROOT,
    env: { ...process.env, BENCH_KEEP: KEPT },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)));
  const figures: Figure[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    process.stdout.write(`${line}\n`);
    const figure = readFigure(line);
    if (figure) figures.push(figure);
  }
  return { figures, code: await ended };
}

const wanted = process.argv.slice(2);
const files = readdirSync(join(ROOT, 'bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.startsWith(part)))
  .sort();
const missed: string[] = [];
for (const file of files) {
  const { figures, code } = await run(file);
  missed.push(...figures.filter((figure) => !meetsGoal(figure)).map(({ name }) => name));
  if (code !== 0 || figures.length === 0) missed.push(`${file} (did not finish)`);
}
if (!process.env.BENCH_KEEP) rmSync(KEPT, { recursive: true, force: true });
if (files.length === 0) missed.push(`no bench is called ${wanted.join(', ')}`);
process.stderr.write(missed.length === 0 ? 'All goals are met.\n' : `Missed: ${missed.join(', ')}.\n`);
process.exitCode = missed.length === 0 ? 0 : 1;
process.disconnect?.();
