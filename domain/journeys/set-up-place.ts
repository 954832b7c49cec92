import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { loadOfficers } from '#domain/areas-and-officers';
import { command } from '#domain/door';
import {
  type Account,
  emailTokenOf,
  findAccount,
  listMembers,
  type NewMember,
  plainEmail,
} from '#domain/identity';
import {
  ensureTenant,
  loadPlace,
  lookAgain,
  type PlaceFile,
  type PlaceFileParts,
  parsePlaceFile,
  placeOf,
} from '#domain/jurisdiction';
import type { Caller, Runtime, System, TenantId, Use } from '#domain/kernel';
import { addStaff } from './staff-accounts.ts';
import { signInKeys } from './start-session.ts';

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

const asIs = (account: Account, line: NewMember): boolean =>
  account.code === line.code &&
  account.name === line.name &&
  account.unit === line.unit &&
  account.languages.join() === line.languages.join() &&
  [...account.hats].sort().join() === [...line.hats].sort().join();

/** Accounts of those whom the files name. Nobody is let go by a file: that is done by name, on purpose. */
async function loadStaff(use: Use, { tenant }: PlaceFile): Promise<number> {
  const place = await placeOf(use, use.tenant);
  const keys = await signInKeys(use);
  let changes = 0;
  for (const { code, name, email, hats, unit, languages } of tenant.staff) {
    const unitId = unit === null ? null : (place.unitByCode(unit)?.id ?? null);
    const line: NewMember = { code, name, email, hats, unit: unitId, languages };
    const account = await findAccount(use, { emailToken: emailTokenOf(keys, plainEmail(email)) });
    if (account && asIs(account, line)) continue;
    await addStaff(use, line);
    changes += 1;
  }
  return changes;
}

const fillStaff = command({
  name: 'identity.administer',
  input: z.custom<PlaceFile>(),
  purpose: 'account',
  basis: 'public-task',
  target: (use) => placeTarget(use.tenant),
  run: loadStaff,
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
    return loadOfficers(use, tenant, staffByCode);
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
  let changes = 0;
  for (const fill of [fillPlace, fillStaff, fillAreas]) {
    changes += await fill(runtime, caller, file);
    lookAgain(runtime);
  }
  return { tenant, slug, changes };
}
