import type { Command } from 'commander';
import { readConfiguration, StartRefused } from '#domain/kernel';
import { tolerateMissingWords } from '#words';
import { startWorker } from '../../worker/index.ts';
import { describeSignIns, openDemoCity } from '../demo-city.ts';
import { refuseTakenPort } from '../listen.ts';
import { type Installation, openInstallation } from '../open-installation.ts';
import { openWebsite } from '../open-website.ts';
import { type Terminal, terminalOf } from '../terminal.ts';
import { untilAskedToStop } from '../until-asked-to-stop.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the website and the worker in one process')
    .action(async (_options: object, command: Command) => serve(terminalOf(command)));
}

async function serve(terminal: Terminal): Promise<void> {
  const asked = untilAskedToStop();
  const configuration = readConfiguration(process.env);
  if (configuration.role !== 'worker') await refuseTakenPort(configuration);
  const installation = await openInstallation(configuration, { whenRunning: 'refuse' });
  // Somebody who needs help must not lose a page over a word. The checks and tests refuse instead.
  tolerateMissingWords((key, language) =>
    installation.runtime.log.warn({ key, language }, 'Words are missing.'),
  );
  try {
    const signIns =
      configuration.demo && configuration.role !== 'worker' ? await openDemoCity(installation.runtime) : [];
    const stop = await openParts(installation);
    terminal.say(`Concord is ready at ${configuration.baseUrl}`);
    for (const line of describeSignIns(signIns, configuration.baseUrl)) terminal.say(line);
    const lost = installation.databaseEnded.then(() => 'lost' as const);
    const why = await Promise.race([asked, lost]);
    await stop();
    if (why === 'lost') {
      throw new StartRefused('The database ended. What was acknowledged is kept; start Concord again.');
    }
  } finally {
    await installation.close();
  }
}

/** What this process does by its role. The website stops first, so that its last jobs still find the worker. */
async function openParts(installation: Installation): Promise<() => Promise<void>> {
  const { role } = installation.configuration;
  const worker = role === 'web' ? undefined : await startWorker(installation);
  const website = role === 'worker' ? undefined : await openWebsite(installation);
  return async () => {
    await website?.close();
    await worker?.stop();
  };
}
