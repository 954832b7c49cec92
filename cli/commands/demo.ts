import type { Command } from 'commander';
import { readConfiguration } from '#domain/kernel';
import { describeReceipts, describeSignIns, listReceipts, openDemoCity } from '../demo-city.ts';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import { openInstallation } from '../open-installation.ts';
import { terminalOf } from '../terminal.ts';

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('load the demo city, if it is not there, and tell its sign-ins')
    .option('--receipts', 'also tell receipts of some reports, to follow them as a resident does')
    .action(async (options: { receipts?: boolean }, command: Command) => {
      const terminal = terminalOf(command);
      const configuration = readConfiguration(process.env);
      if (!configuration.demo) {
        throw new CommandFailure('The demo city is off here (CONCORD_DEMO=off).', EXIT.configuration);
      }
      const installation = await openInstallation(configuration, { whenRunning: 'join' });
      try {
        const signIns = await openDemoCity(installation.runtime);
        const receipts = options.receipts ? await listReceipts(installation.runtime) : [];
        terminal.result({ signIns, ...(options.receipts && { receipts }) }, [
          ...describeSignIns(signIns, configuration.baseUrl),
          ...describeReceipts(receipts, configuration.baseUrl),
        ]);
      } finally {
        await installation.close();
      }
    });
}
