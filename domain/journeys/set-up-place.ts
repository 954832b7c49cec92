import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { command } from '#domain/door';
import {
  ensureTenant,
  loadPlace,
  type PlaceFile,
  type PlaceFileParts,
  parsePlaceFile,
} from '#domain/jurisdiction';
import type { Runtime, System, TenantId } from '#domain/kernel';

const SETTER: System = { kind: 'system', duty: 'set-up' };

const fillPlace = command({
  name: 'place.set-up',
  // Checked by `parsePlaceFile` before, which names every fault by file and path.
  input: z.custom<PlaceFile>(),
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: loadPlace,
});

export interface PlaceSetUp {
  readonly tenant: TenantId;
  readonly slug: string;
  /** How many things changed; 0 when the place was as the files say. */
  readonly changes: number;
}

/** Make a place what its files say, from nothing or from what it was. Throws `PlaceFileProblem` before it changes anything. */
export async function setUpPlace(runtime: Runtime, parts: PlaceFileParts): Promise<PlaceSetUp> {
  const file = parsePlaceFile(parts);
  const { slug } = file.tenant;
  const tenant = await ensureTenant(runtime, slug);
  return { tenant, slug, changes: await fillPlace(runtime, { tenant, actor: SETTER }, file) };
}
