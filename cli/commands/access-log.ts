import type { Command } from 'commander';
import { verifyAccessLog } from '#domain/journeys';
import { listTenants } from '#domain/jurisdiction';
import { type Runtime, readConfiguration } from '#domain/kernel';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import { openInstallation } from '../open-installation.ts';
import { type Terminal, terminalOf } from '../terminal.ts';

type Verdict = Awaited<ReturnType<typeof verifyAccessLog>> & { readonly place: string };

/** The log of every place, or of one. */
export async function verifyLogs(
  runtime: Runtime,
  wanted: string | undefined,
  terminal: Terminal,
): Promise<Verdict[]> {
  const places = (await listTenants(runtime)).filter(({ slug }) => wanted === undefined || slug === wanted);
  if (wanted !== undefined && places.length === 0)
    throw new CommandFailure(`There is no place "${wanted}".`, EXIT.usage);
  const verdicts: Verdict[] = [];
  for (const { id, slug } of places) {
    const progress = terminal.progress(`Checking ${slug}`, 100);
    const onSeal = (number: number, of: number) => progress.to((100 * number) / of);
    const caller = { tenant: id, actor: { kind: 'system', duty: 'command-line' } } as const;
    verdicts.push({ place: slug, ...(await verifyAccessLog(runtime, caller, { onSeal })) });
    progress.end();
  }
  return verdicts;
}

const linesOf = ({ place, entries, seals, unsealed, head, faults }: Verdict): string[] => [
  `${place}: ${entries} entries, ${seals} seals, ${unsealed} not sealed yet. ${faults.length === 0 ? 'Whole and unchanged.' : `${faults.length} FAULTS:`}`,
  ...faults.map((fault) => `  ${fault}`),
  `  head ${head}`,
];

export function registerAccessLog(program: Command): void {
  program
    .command('access-log')
    .description('the log of who saw or did what, and why')
    .command('verify')
    .description(
      'prove that no entry was changed, removed or slipped in. Keep the head elsewhere: it fixes everything before it',
    )
    .option('--tenant <slug>', 'one place alone')
    .action(async (options: { tenant?: string }, command: Command) => {
      const terminal = terminalOf(command);
      const installation = await openInstallation(readConfiguration(process.env), { whenRunning: 'join' });
      try {
        const verdicts = await verifyLogs(installation.runtime, options.tenant, terminal);
        terminal.result(verdicts, verdicts.flatMap(linesOf));
        if (verdicts.some(({ faults }) => faults.length > 0)) process.exitCode = EXIT.failed;
      } finally {
        await installation.close();
      }
    });
}
