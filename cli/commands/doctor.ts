import type { Command } from 'commander';
import { openPool, readConfiguration } from '#domain/kernel';
import { EXIT } from '../exit-codes.ts';
import { examine } from '../health-checks.ts';
import { openDatabase } from '../open-installation.ts';
import { terminalOf } from '../terminal.ts';

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look whether everything is well, and say what to do where it is not')
    .action(async (_options: object, command: Command) => {
      const terminal = terminalOf(command);
      const configuration = readConfiguration(process.env);
      const database = await openDatabase(configuration, { whenRunning: 'join' });
      const pool = openPool(database.appUrl, 2);
      try {
        const findings = await examine({ configuration, pool });
        const lines = findings.map(
          ({ what, state, line }) => `${state.padEnd(9)}  ${what.padEnd(12)}  ${line}`,
        );
        terminal.result(findings, lines);
        if (findings.some(({ state }) => state === 'attention')) process.exitCode = EXIT.attention;
      } finally {
        await pool.end();
        await database.stop();
      }
    });
}
