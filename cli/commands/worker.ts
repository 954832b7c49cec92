import type { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '#domain/kernel';
import { startWorker } from '../../worker/index.ts';
import { openInstallation } from '../open-installation.ts';
import { terminalOf } from '../terminal.ts';
import { untilAskedToStop } from '../until-asked-to-stop.ts';

export function registerWorker(program: Command): void {
  program
    .command('worker')
    .description('do due work only; for many processes over one PostgreSQL server')
    .action(async (_options: object, command: Command) => {
      const asked = untilAskedToStop();
      const configuration = readConfiguration(process.env);
      if (configuration.database.kind === 'embedded') {
        throw new ConfigurationError(
          'A lone worker needs DATABASE_URL: with the built-in database, serve does the work.',
        );
      }
      const installation = await openInstallation(configuration, { whenRunning: 'refuse' });
      try {
        const worker = await startWorker(installation);
        terminalOf(command).say('The worker is ready.');
        await asked;
        await worker.stop();
      } finally {
        await installation.close();
      }
    });
}
