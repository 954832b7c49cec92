import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { MappingProblem } from '#domain/journeys';
import { listTenants } from '#domain/jurisdiction';
import { type Runtime, readConfiguration, type TenantId } from '#domain/kernel';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import {
  type Comparison,
  compareWithFile,
  type ImportOrder,
  type ImportResult,
  importFile,
  PROBLEM_WORDS,
} from '../import-file.ts';
import { openInstallation } from '../open-installation.ts';
import { type Terminal, terminalOf } from '../terminal.ts';

interface Options {
  readonly map: string;
  readonly tenant: string;
  readonly rejected?: string;
  readonly dryRun?: boolean;
  readonly verify?: boolean;
}

async function readMapping(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandFailure(`There is no file ${path}.`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure(`${path} is no JSON.`);
  }
}

async function tenantOf(runtime: Runtime, slug: string): Promise<TenantId> {
  const tenants = await listTenants(runtime);
  const found = tenants.find((tenant) => tenant.slug === slug);
  if (found) return found.id;
  const known = tenants.map((tenant) => tenant.slug).join(', ') || 'none yet; see concord tenant add';
  throw new CommandFailure(`There is no place "${slug}". Places: ${known}.`, EXIT.usage);
}

const reasonLines = ({ reasons }: ImportResult): string[] =>
  Object.entries(reasons).map(
    ([problem, count]) => `  ${count}  ${PROBLEM_WORDS[problem as keyof typeof PROBLEM_WORDS]}`,
  );

function sayResult(terminal: Terminal, result: ImportResult, seconds: number, order: ImportOrder): void {
  const { rows, taken, known, refused } = result;
  const first = order.dryRun
    ? `${rows} rows read, ${rows - refused} can be taken, ${refused} can not. Nothing was stored.`
    : `${rows} rows read, ${taken} taken, ${known} known from before, ${refused} refused. ${Math.round(rows / seconds)} rows a second.`;
  const lines = [first, ...reasonLines(result)];
  if (refused > 0 && order.rejected)
    lines.push(`Each refused row with its line and reason: ${order.rejected}`);
  terminal.result({ ...result, seconds: Math.round(seconds * 10) / 10 }, lines);
  if (refused > 0) process.exitCode = EXIT.attention;
}

function sayComparison(terminal: Terminal, lines: readonly Comparison[]): void {
  const isEqual = (line: Comparison) => line.open === line.openHere && line.closed === line.closedHere;
  const columns = (cells: readonly (string | number)[]) =>
    cells.map((cell, at) => (at === 0 ? String(cell).padEnd(18) : String(cell).padStart(13))).join('');
  const sum = (key: 'open' | 'closed' | 'byPoint' | 'openHere' | 'closedHere') =>
    lines.reduce((total, line) => total + line[key], 0);
  const equal = lines.every(isEqual);
  terminal.result({ equal, areas: lines }, [
    columns(['area', 'open in file', 'open here', 'closed, file', 'closed here', 'by point', 'equal']),
    ...lines.map((line) => {
      const { area, open, openHere, closed, closedHere, byPoint } = line;
      return columns([
        area ?? '(none)',
        open,
        openHere,
        closed,
        closedHere,
        byPoint,
        isEqual(line) ? 'yes' : 'NO',
      ]);
    }),
    columns([
      'all',
      sum('open'),
      sum('openHere'),
      sum('closed'),
      sum('closedHere'),
      sum('byPoint'),
      equal ? 'yes' : 'NO',
    ]),
  ]);
  if (!equal) process.exitCode = EXIT.failed;
}

async function run(file: string, options: Options, terminal: Terminal): Promise<void> {
  const mapping = await readMapping(options.map);
  const installation = await openInstallation(readConfiguration(process.env), { whenRunning: 'join' });
  const { runtime } = installation;
  const isLooking = options.verify === true || options.dryRun === true;
  const progress = terminal.progress(options.verify ? 'Comparing' : 'Importing', 100);
  try {
    const order: ImportOrder = {
      ...{ runtime, file, mapping, dryRun: isLooking, tenant: await tenantOf(runtime, options.tenant) },
      rejected: options.verify ? undefined : (options.rejected ?? join(dirname(file), 'rejected.csv')),
      onProgress: (read, size) => progress.to((100 * read) / Math.max(1, size)),
    };
    if (options.verify) return sayComparison(terminal, await compareWithFile(order));
    const begun = performance.now();
    const result = await importFile(order);
    progress.end();
    sayResult(terminal, result, (performance.now() - begun) / 1000, order);
  } catch (error) {
    if (!(error instanceof MappingProblem)) throw error;
    throw new CommandFailure(`Nothing was stored. Please put right:\n${error.message}`);
  } finally {
    await installation.close();
  }
}

export function registerImport(program: Command): void {
  program
    .command('import')
    .description('take over reports from another system')
    .command('csv')
    .argument('<file>', 'a CSV file with column names in its first row, or the same packed as .gz')
    .description(
      'bring in a table; the same file again changes nothing, and after an interruption the same command goes on',
    )
    .requiredOption('--map <mapping.json>', 'which column says what; see docs/import.md')
    .requiredOption('--tenant <slug>', 'the place that the reports are for')
    .option(
      '--rejected <file>',
      'where to list rows that can not be taken; rejected.csv beside the file otherwise',
    )
    .option('--dry-run', 'read everything and say what would happen; store nothing')
    .option('--verify', 'compare the file with what stands here, by area and state; store nothing')
    .action(async (file: string, options: Options, command: Command) =>
      run(file, options, terminalOf(command)),
    );
}
