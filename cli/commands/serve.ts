import type { Command } from 'commander';
import { readConfiguration, StartRefused } from '#domain/kernel';
import { createApp } from '../../web/server/app.ts';
import { startWorker } from '../../worker/index.ts';
import { listen, refuseTakenPort } from '../listen.ts';
import { openInstallation } from '../open-installation.ts';
import { terminalOf } from '../terminal.ts';
import { untilAskedToStop } from '../until-asked-to-stop.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the website and the worker in one process')
    .action(async (_options: object, command: Command) => serve(terminalOf(command)));
}

async function serve(terminal: ReturnType<typeof terminalOf>): Promise<void> {
  const asked = untilAskedToStop();
  const configuration = readConfiguration(process.env);
  await refuseTakenPort(configuration);
  const installation = await openInstallation(configuration, { whenRunning: 'refuse' });
  const { runtime } = installation;
  try {
    const worker = await startWorker(runtime);
    const website = await listen(createApp(runtime).fetch, configuration);
    terminal.say(`Concord is ready at ${configuration.baseUrl}`);
    const lost = installation.databaseEnded.then(() => 'lost' as const);
    const why = await Promise.race([asked, lost]);
    await website.close();
    await worker.stop();
    if (why === 'lost')
      throw new StartRefused('The database ended. What was acknowledged is kept; start Concord again.');
  } finally {
    await installation.close();
  }
}
