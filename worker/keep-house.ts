import { forgetOldThings, houseKeeper, sealAccessLog } from '#domain/journeys';
import { listTenants } from '#domain/jurisdiction';
import { HOUR, type Runtime, type TenantId } from '#domain/kernel';
import { type Clockwork, wind } from './clockwork.ts';

const SECOND = 1_000;
/** While nothing is written there is nothing to seal; then it is looked for less and less often. */
const SLOWEST_SEAL = 5 * SECOND;

/** Files are large work, so they are tidied by a job: one process does it, however many ask. */
type TidyUploads = (tenant: TenantId) => Promise<void>;

/** The timers of this process. Several processes at once do no harm: each act is done whole by whoever comes first. */
export function keepHouse(runtime: Runtime, tidyUploads: TidyUploads): readonly Clockwork[] {
  const failed = (error: Error) => runtime.log.error({ err: error }, 'Keeping house failed.');
  return [wind(sealing(runtime), failed), wind(() => tidying(runtime, tidyUploads), failed)];
}

function sealing(runtime: Runtime): () => Promise<number> {
  let pause = SECOND;
  return async () => {
    const sealed = await eachTenant(runtime, (tenant) => sealAccessLog(runtime, houseKeeper(tenant), {}));
    pause = sealed > 0 ? SECOND : Math.min(SLOWEST_SEAL, pause * 2);
    return pause;
  };
}

async function tidying(runtime: Runtime, tidyUploads: TidyUploads): Promise<number> {
  const drafts = await eachTenant(runtime, (tenant) => forgetOldThings(runtime, houseKeeper(tenant), {}));
  if (drafts > 0) runtime.log.info({ drafts }, 'Drafts that nobody came back for are gone.');
  for (const { id } of await listTenants(runtime)) await tidyUploads(id);
  return HOUR;
}

async function eachTenant(runtime: Runtime, work: (tenant: TenantId) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const { id } of await listTenants(runtime)) sum += await work(id);
  return sum;
}
