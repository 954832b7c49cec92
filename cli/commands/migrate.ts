import type { Command } from 'commander';
import { readConfiguration } from '#domain/kernel';
import { openInstallation } from '../open-installation.ts';
import { terminalOf } from '../terminal.ts';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the newest form (serve does this by itself)')
    .action(async (_options: object, command: Command) => {
      const terminal = terminalOf(command);
      const installation = await openInstallation(readConfiguration(process.env), { whenRunning: 'join' });
      await installation.close();
      const { migrated } = installation;
      const lines = migrated.map((name) => `ran ${name}`);
      terminal.result({ migrated }, lines.length > 0 ? lines : ['The database is up to date.']);
    });
}
