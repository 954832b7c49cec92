/** The `concord` command. Each command is one file in `commands/`; this is the frame they hang in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { registerCommands } from './commands/index.ts';
import { EXIT, explain } from './exit-codes.ts';

function versionOf(): string {
  const found: { version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  return found.version;
}

function makeProgram(): Command {
  const program = new Command('concord')
    .description('Open community policing: residents report, officers answer, residents learn how it ended.')
    .version(versionOf())
    .option('--json', 'answer with one JSON document instead of lines for people')
    .helpCommand('help [command]', 'how a command is used')
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 done but look at it, 64 wrong use, 69 something needed is not there, 78 wrong setting.\nSettings: docs/configuration.md',
    );
  registerCommands(program);
  return program;
}

async function main(): Promise<void> {
  try {
    await makeProgram().parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Asked-for help is no mistake; commander has already said what is wrong otherwise.
      process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
      return;
    }
    const { line, exitCode } = explain(error);
    process.stderr.write(`${line}\n`);
    process.exitCode = exitCode;
  }
}

await main();
// The launcher's channel would keep a finished command alive.
process.disconnect?.();
