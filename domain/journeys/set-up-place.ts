import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { loadOfficers } from '#domain/areas-and-officers';
import { command } from '#domain/door';
import { listMembers } from '#domain/identity';
import {
  ensureTenant,
  loadPlace,
  type PlaceFile,
  type PlaceFileParts,
  parsePlaceFile,
} from '#domain/jurisdiction';
import type { Caller, Runtime, System, TenantId } from '#domain/kernel';

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

/** After the place and its staff are there: who looks after which area, what is coming up, what was done. */
const fillAreas = command({
  name: 'areas.set-up',
  input: z.custom<PlaceFile>(),
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, { tenant }) => {
    const staffByCode = new Map((await listMembers(use)).map((member) => [member.code, member.id]));
    // Who has no account has no name to show yet.
    const staff = tenant.staff.filter((line) => staffByCode.has(line.code));
    return loadOfficers(use, { ...tenant, staff }, staffByCode);
  },
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
  const caller: Caller = { tenant, actor: SETTER };
  const changes = await fillPlace(runtime, caller, file);
  return { tenant, slug, changes: changes + (await fillAreas(runtime, caller, file)) };
}
