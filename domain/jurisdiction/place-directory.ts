import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlaceFileParts, PlaceFileProblem } from './place-file.ts';

const FILES = {
  tenant: 'tenant.json',
  areas: 'areas.geojson',
  places: 'places.json',
  basemap: 'basemap.geojson',
} as const;
const NEEDED: readonly string[] = [FILES.tenant, FILES.areas];

async function readJson(directory: string, name: string): Promise<unknown> {
  const text = await readFile(join(directory, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (text === undefined) {
    if (NEEDED.includes(name)) throw new PlaceFileProblem([`${name}: is not in ${directory}`]);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlaceFileProblem([`${name}: is not JSON: ${(error as Error).message}`]);
  }
}

/** The files of a place as they lie in one directory; `places.json` and `basemap.geojson` may be missing. */
export async function readPlaceDirectory(directory: string): Promise<PlaceFileParts> {
  const [tenant, areas, places, basemap] = await Promise.all(
    Object.values(FILES).map((name) => readJson(directory, name)),
  );
  return { tenant, areas, places, basemap };
}
