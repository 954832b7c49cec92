import type { Id, TenantId } from '#domain/kernel';
import { type Entry, makeGazetteer } from './gazetteer.ts';
import { boxOf, cellOf, isInside, pointInside } from './geometry.ts';
import type { Area, Place, Unit } from './place.ts';
import type { AreaRow, PlaceRows } from './store.ts';

const inUse = <T extends { readonly active: boolean }>(all: readonly T[]): T[] =>
  all.filter((one) => one.active);

function by<T>(all: readonly T[], nameOf: (one: T) => string): (name: string) => T | undefined {
  const map = new Map(all.map((one) => [nameOf(one), one]));
  return (name) => map.get(name);
}

function toArea({ id, slug, name, shape, active }: AreaRow): Area {
  return { id, slug, name, shape, active, box: boxOf(shape), centre: pointInside(shape) };
}

/** An area is a place too: "Old Harbour" is an answer to "where?". */
function entryOfArea({ slug, name, centre }: Area, language: Place['defaultLanguage']): Entry {
  const names = Object.values(name);
  const own = name[language] ?? names[0] ?? slug;
  return { code: `area-${slug}`, kind: 'area', name: own, aka: names, numbers: [], ...centre };
}

export function makePlace(tenant: TenantId, rows: PlaceRows): Place {
  const { settings } = rows;
  const allAreas = rows.areas.map(toArea);
  const areas = inUse(allAreas);
  const unitOfArea = new Map(rows.areas.map((row) => [row.id, row.unit]));
  const allUnits: Unit[] = rows.units.map((unit) => ({
    ...unit,
    areas: areas.filter((area) => unitOfArea.get(area.id) === unit.id).map((area) => area.id),
  }));
  const unitById = by(allUnits, (one) => one.id);
  // A place that was begun and not yet filled has no settings; it has nothing to find either.
  const cityNames = Object.values(settings.name ?? {});
  const streets = makeGazetteer(rows.places, cityNames);
  const everything = makeGazetteer(
    [...rows.places, ...areas.map((area) => entryOfArea(area, settings.defaultLanguage))],
    cityNames,
  );
  return {
    ...settings,
    ...{ tenant, slug: rows.slug, version: rows.version, areas },
    units: inUse(allUnits),
    agencies: inUse(rows.agencies),
    categories: inUse(rows.categories),
    areaById: by(allAreas, (one) => one.id),
    unitById,
    agencyById: by(rows.agencies, (one) => one.id),
    categoryById: by(rows.categories, (one) => one.id),
    areaBySlug: by(areas, (one) => one.slug),
    unitByCode: by(inUse(allUnits), (one) => one.code),
    agencyByCode: by(inUse(rows.agencies), (one) => one.code),
    categoryByCode: by(inUse(rows.categories), (one) => one.code),
    areaAt: (lat, lon) => areas.find((area) => isInside(area.shape, area.box, lat, lon)),
    cellOf,
    findPlaces: (query, limit = 10) => everything.find(query, limit),
    nearestPlace: (lat, lon) => streets.nearest({ lat, lon }),
    routeUnit: (category, area) => {
      const unit: Id<'unit'> | null | undefined = category.unit ?? (area && unitOfArea.get(area.id));
      return unit ? unitById(unit) : undefined;
    },
  };
}
