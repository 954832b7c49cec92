/**
 * Draws the police districts of Boston from the requests themselves: each H3 cell of resolution 9 belongs to the
 * district that most of its requests name, cells between them to the nearest one, and the cells of a district are one
 * shape. Cells share their edges exactly, so shapes never overlap.
 *
 *   node --import tsx scripts/make-boston-areas.ts <requests.csv.gz>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { cellsToMultiPolygon, gridDisk, latLngToCell } from 'h3-js';

const BOSTON = join(import.meta.dirname, '../content/boston');
/** What stands for "no place" in the data: the city hall. */
const NO_PLACE = '42.3594,-71.0587';
const RESOLUTION = 9;
/** A single stray request far from its district draws no land. */
const FEWEST = 2;
/** Steps by which land without requests joins its neighbours; about 300 m each. */
const REACH = 3;

interface Request {
  readonly police_district: string;
  readonly latitude: string;
  readonly longitude: string;
}

type District = string;
type Owners = Map<string, District>;

const codeOf = (district: string) => district.replace('-', '').toLowerCase();

function majority(requests: readonly Request[]): Owners {
  const counts = new Map<string, Map<District, number>>();
  for (const { police_district, latitude, longitude } of requests) {
    if (police_district === '' || latitude === '' || `${latitude},${longitude}` === NO_PLACE) continue;
    const cell = latLngToCell(Number(latitude), Number(longitude), RESOLUTION);
    const here = counts.get(cell) ?? new Map<District, number>();
    here.set(codeOf(police_district), (here.get(codeOf(police_district)) ?? 0) + 1);
    counts.set(cell, here);
  }
  const owners: Owners = new Map();
  for (const [cell, here] of counts) {
    const [district, most] = [...here].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0] ?? ['', 0];
    if (most >= FEWEST) owners.set(cell, district);
  }
  return owners;
}

/** The district that most neighbours of a cell belong to; nothing where it has none. */
function neighbourOf(cell: string, owners: Owners): District | undefined {
  const votes = new Map<District, number>();
  for (const near of gridDisk(cell, 1)) {
    const owner = owners.get(near);
    if (owner && near !== cell) votes.set(owner, (votes.get(owner) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0];
}

/** Every district grows by one ring at the same time, so land goes to the nearest. */
function grow(owners: Owners): Owners {
  const grown: Owners = new Map(owners);
  for (const cell of owners.keys()) {
    for (const near of gridDisk(cell, 1)) {
      const owner = grown.has(near) ? undefined : neighbourOf(near, owners);
      if (owner) grown.set(near, owner);
    }
  }
  return grown;
}

/** The outer ring taken away again where nothing but the open lies beyond it: holes stay filled, the coast stays. */
function trim(grown: Owners, first: Owners): Owners {
  const kept: Owners = new Map(grown);
  for (const cell of grown.keys()) {
    const isOutside = gridDisk(cell, 1).some((near) => !grown.has(near));
    if (isOutside && !first.has(cell)) kept.delete(cell);
  }
  return kept;
}

/** Cells cut off from the main body of their district go to whoever surrounds them. */
function mend(owners: Owners): Owners {
  const mended: Owners = new Map(owners);
  for (const [cell, own] of owners) {
    const isAlone = gridDisk(cell, 1).every((near) => near === cell || owners.get(near) !== own);
    const other = isAlone ? neighbourOf(cell, owners) : undefined;
    if (other) mended.set(cell, other);
  }
  return mended;
}

function ownersOf(requests: readonly Request[]): Owners {
  const first = majority(requests);
  let owners = first;
  for (let step = 0; step < REACH; step += 1) owners = grow(owners);
  for (let step = 0; step < REACH - 1; step += 1) owners = trim(owners, first);
  return mend(owners);
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;

function shapeOf(cells: string[]) {
  const polygons = cellsToMultiPolygon(cells, true).map((rings) =>
    rings.map((ring) => ring.map(([lon, lat]) => [round(lon), round(lat)])),
  );
  const largest = (rings: number[][][]) => rings[0]?.length ?? 0;
  polygons.sort((a, b) => largest(b) - largest(a));
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}

const path = process.argv[2];
if (!path) throw new Error('Name the file of requests.');
const requests: Request[] = parse(gunzipSync(readFileSync(path)), { columns: true });
const owners = ownersOf(requests);
const place: { units: { code: string; name: object }[] } = JSON.parse(
  readFileSync(join(BOSTON, 'tenant.json'), 'utf8'),
);
const features = place.units.map(({ code, name }) => {
  const cells = [...owners].flatMap(([cell, owner]) => (owner === code ? [cell] : [])).sort();
  return { type: 'Feature', properties: { slug: code, name }, geometry: shapeOf(cells) };
});
const lines = features.map((feature) => JSON.stringify(feature)).join(',\n');
writeFileSync(join(BOSTON, 'areas.geojson'), `{"type":"FeatureCollection","features":[\n${lines}\n]}\n`);
process.stdout.write(`${owners.size} cells in ${features.length} districts\n`);
