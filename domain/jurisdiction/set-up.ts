import { newId, type Runtime, transact, type Use } from '#domain/kernel';
import type { Settings } from './place.ts';
import type { PlaceFile } from './place-file.ts';
import { noteChange } from './place-of.ts';
import {
  makeTenantRow,
  turnVersion,
  writeAgencies,
  writeAreas,
  writeBasemap,
  writeCategories,
  writePlaces,
  writeSettings,
  writeUnitAreas,
  writeUnits,
} from './store.ts';

/** The number of a place by its slug; made if it is not there. It is empty until `loadPlace` fills it. */
export function ensureTenant(runtime: Runtime, slug: string) {
  return transact(runtime.pool, null, (db) => makeTenantRow(db, slug));
}

function settingsOf({ tenant }: PlaceFile): Settings {
  const { name, timezone, defaultLanguage, languages, emergencyNumber, nonEmergencyNumber } = tenant;
  const { hosts, brand, bounds, stationAddress, council } = tenant;
  return {
    ...{
      name,
      timezone,
      defaultLanguage,
      languages,
      emergencyNumber,
      nonEmergencyNumber,
      hosts,
      brand,
      bounds,
    },
    station: stationAddress && {
      name: stationAddress.name,
      address: `${stationAddress.street}, ${stationAddress.city}`,
      hours: stationAddress.hours ?? null,
    },
    council: council?.name ?? null,
  };
}

/**
 * Make the place what the files say. What has gone from the files is no longer offered, but kept where old reports
 * name it. The same files again change nothing.
 *
 * @returns how many things changed.
 */
export async function loadPlace(use: Use, file: PlaceFile): Promise<number> {
  const { tenant, areas, places, basemap } = file;
  const at = use.now.getTime();
  const pairs = tenant.units.flatMap((unit) => unit.areas.map((area) => ({ unit: unit.code, area })));
  const shapes = areas.features.map(({ properties, geometry }, position) => ({
    ...{ id: newId<'area'>(at), slug: properties.slug, name: properties.name, shape: geometry, position },
  }));
  const agencies = tenant.services.map(({ code, name, about, phone, address }) => ({
    ...{ id: newId<'agency'>(at), code, name, about: about ?? {} },
    ...{ phone: phone ?? null, address: address ?? null },
  }));
  const categories = tenant.categories.map((one, position) => ({
    ...{
      id: newId<'category'>(at),
      code: one.code,
      kind: one.kind,
      sensitive: one.sensitive,
      name: one.name,
    },
    ...{ hint: one.hint ?? {}, first_reply_hours: one.firstReplyHours, outcome_days: one.outcomeDays },
    ...{ unit_code: one.unit, questions: one.questions, position },
  }));
  const entries = places.map(({ id, kind, name, aka, lat, lon, numbers }) => ({
    ...{ code: id, kind, name, aka, lat, lon, numbers: [...numbers].sort((a, b) => a.n - b.n) },
  }));
  let changes = await writeSettings(use, settingsOf(file));
  changes += await writeUnits(
    use,
    tenant.units.map(({ code, name }) => ({ id: newId<'unit'>(at), code, name })),
  );
  changes += await writeAreas(use, shapes);
  changes += await writeUnitAreas(use, pairs);
  changes += await writeAgencies(use, agencies);
  changes += await writeCategories(use, categories);
  changes += await writePlaces(use, entries);
  changes += await writeBasemap(use, basemap);
  if (changes > 0) {
    await turnVersion(use);
    noteChange(use);
  }
  return changes;
}
