import type { Command } from 'commander';
import { setUpPlace } from '#domain/journeys';
import { listTenants, PlaceFileProblem, placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import { type Runtime, readConfiguration } from '#domain/kernel';
import { CommandFailure } from '../exit-codes.ts';
import { openInstallation } from '../open-installation.ts';
import { terminalOf } from '../terminal.ts';

async function withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const installation = await openInstallation(readConfiguration(process.env), { whenRunning: 'join' });
  try {
    return await work(installation.runtime);
  } finally {
    await installation.close();
  }
}

async function addPlace(directory: string) {
  return withRuntime(async (runtime) => setUpPlace(runtime, await readPlaceDirectory(directory))).catch(
    (error: unknown) => {
      if (!(error instanceof PlaceFileProblem)) throw error;
      throw new CommandFailure(`Nothing was changed. Please put right:\n${error.message}`);
    },
  );
}

/** Every place with what it has, for the person who runs the machine. */
function listPlaces() {
  return withRuntime(async (runtime) => {
    const found = [];
    for (const { id, slug, hosts } of await listTenants(runtime)) {
      const { areas, units, categories } = await placeOf(runtime, id);
      const counts = { areas: areas.length, units: units.length, categories: categories.length };
      found.push({ id, slug, hosts, ...counts });
    }
    return found;
  });
}

export function registerTenant(program: Command): void {
  const tenant = program.command('tenant').description('the places that this installation serves');
  tenant
    .command('add')
    .argument(
      '<directory>',
      'with tenant.json and areas.geojson, and places.json and basemap.geojson if there are any',
    )
    .description(
      'make a place from its files, or bring it up to date with them; the same files again change nothing',
    )
    .action(async (directory: string, _options: object, command: Command) => {
      const done = await addPlace(directory);
      const line = done.changes === 0 ? 'is as its files say' : `set up, ${done.changes} things changed`;
      terminalOf(command).result(done, [`${done.slug}: ${line}.`]);
    });
  tenant
    .command('list')
    .description('every place, with what it has')
    .action(async (_options: object, command: Command) => {
      const places = await listPlaces();
      const lines = places.map(
        ({ slug, areas, units, categories, hosts }) =>
          `${slug}  ${areas} areas, ${units} units, ${categories} categories  ${hosts.join(', ')}`,
      );
      terminalOf(command).result(places, lines.length > 0 ? lines : ['There is no place yet.']);
    });
}
