import type { Command } from 'commander';
import { nameOfMasterKey, readConfiguration } from '#domain/kernel';
import { openInstallation } from '../open-installation.ts';
import { type Rotation, rotateMasterKey } from '../rotate-master-key.ts';
import { type Terminal, terminalOf } from '../terminal.ts';

function linesOf({ newest, gone, places, isConfigured }: Rotation): string[] {
  const lines = [`All secrets of ${places} places stand under the master key ${newest}.`];
  if (gone.length === 0) return lines;
  const old = gone.join(', ');
  return [
    ...lines,
    isConfigured
      ? `Now take ${old} out of CONCORD_MASTER_KEY and start every process anew.`
      : `The key ${old} is gone from this machine.`,
    `Backups made before today open with ${old} alone: keep it with them, or delete them together.`,
  ];
}

async function rotate(terminal: Terminal): Promise<void> {
  const configuration = readConfiguration(process.env);
  // With the keys in the configuration every process knows the new one already, and may go on meanwhile.
  const whenRunning = configuration.masterKeys.length > 0 ? 'join' : 'refuse';
  const installation = await openInstallation(configuration, { whenRunning });
  const progress = terminal.progress('Keys brought under the new one:');
  try {
    const rotation = await rotateMasterKey(installation, (_place, done) => progress.to(done));
    progress.end();
    terminal.result(rotation, linesOf(rotation));
  } finally {
    await installation.close();
  }
}

async function show(terminal: Terminal): Promise<void> {
  const configuration = readConfiguration(process.env);
  const installation = await openInstallation(configuration, { whenRunning: 'join' });
  await installation.close();
  const names = installation.masterKeys.map(nameOfMasterKey);
  const from = configuration.masterKeys.length > 0 ? 'CONCORD_MASTER_KEY' : 'the data directory';
  const lines = names.map((name, at) => `${name}  ${at === 0 ? 'newest, from' : 'older, from'} ${from}`);
  terminal.result({ names, from }, lines);
}

export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('the master key, under which all other keys stand');
  keys
    .command('rotate')
    .description('make a new master key and let the old one go; cut short, the same command goes on')
    .action(async (_options: object, command: Command) => rotate(terminalOf(command)));
  keys
    .command('show')
    .description('names of the master keys in use; never the keys')
    .action(async (_options: object, command: Command) => show(terminalOf(command)));
}
