import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { command, query } from '#domain/door';
import {
  deleteUploadsBefore,
  type FileId,
  type FileProblem,
  findFile,
  type Prepared,
  prepareVariants,
  type ReportFile,
  removeVariants,
  rewrapUploadNames,
  sealingKey,
  selectCleaning,
  settleFile,
  stagingOf,
  type Variants,
} from '#domain/files';
import { type Caller, DAY, emit, isId, Refusal, type Runtime, type TenantId, type Use } from '#domain/kernel';

/** What the worker does with files after the report was sent. Each step bears repeating, since a job may run twice. */
const programs = {
  purpose: 'run',
  basis: 'public-task',
  target: (use: Use) => placeTarget(use.tenant),
} as const;
const fileId = z.string().refine((id): id is FileId => isId<'file'>(id), 'wrong');

const takeFile = query({
  name: 'files.prepare',
  input: z.object({ id: fileId }),
  ...programs,
  run: async (use, { id }) => {
    const file = await findFile(use, id);
    return file?.state === 'cleaning' ? { file, key: await sealingKey(use, file) } : undefined;
  },
});

const settlePrepared = command({
  name: 'files.settle',
  input: z.object({ id: fileId, variants: z.custom<Variants>(), problem: z.custom<FileProblem | null>() }),
  ...programs,
  run: async (use, { id, variants, problem }): Promise<'settled' | 'settled-before' | 'gone'> => {
    const file = await findFile(use, id);
    if (!file) return 'gone';
    // Two workers at once seal the same bytes under the same key; the second to arrive has nothing left to say.
    if (!(await settleFile(use, id, { variants, problem }))) return 'settled-before';
    await emit(use, 'file.settled', 'staff', { report: file.report, file: id });
    await emit(use, 'file.settled', `report:${file.report}`, { report: file.report, file: id });
    return 'settled';
  },
});

const tidyRows = command({
  name: 'files.tidy',
  input: z.object({}),
  ...programs,
  run: async (use) => {
    await deleteUploadsBefore(use, new Date(use.now.getTime() - DAY));
    return selectCleaning(use);
  },
});

const rewrapRows = command({
  name: 'files.rewrap',
  input: z.object({}),
  ...programs,
  run: (use) => rewrapUploadNames(use),
});

const caller = (tenant: TenantId): Caller => ({ tenant, actor: { kind: 'system', duty: 'files' } });

/**
 * Clean and seal what was sent. The bytes are written and on the disk before the row says `ready`, and the staged copy
 * goes last: whenever the program is killed, one of the two is whole.
 */
export async function prepareFile(runtime: Runtime, tenant: TenantId, id: FileId): Promise<void> {
  const staging = stagingOf(runtime, tenant);
  const taken = await takeFile(runtime, caller(tenant), { id }).catch(erasedIsNothing);
  if (taken) {
    const prepared = await prepareFrom(runtime, tenant, taken.file, taken.key);
    const outcome = await settlePrepared(runtime, caller(tenant), { id, ...prepared });
    // Erased while it was being prepared: nothing of it stays.
    if (outcome === 'gone') await removeVariants(runtime, tenant, id);
  }
  await staging.remove(id);
}

/** A staged copy that is missing or short can never become whole: the file is refused, and the person can send it again. */
async function prepareFrom(
  runtime: Runtime,
  tenant: TenantId,
  file: ReportFile,
  key: Buffer,
): Promise<Prepared> {
  const staging = stagingOf(runtime, tenant);
  const lost: Prepared = { variants: {}, problem: 'uploadNotFinished' };
  if (!(await staging.has(file.id))) return lost;
  const source = await staging.open(file.id);
  if (source.size !== file.size) return source.close().then(() => lost);
  return prepareVariants(runtime, tenant, file, key, source).finally(() => source.close());
}

function erasedIsNothing(error: Error): undefined {
  if (error instanceof Refusal && error.code === 'not-found') return undefined;
  throw error;
}

/** Remove the bytes of erased files. */
export async function removeFiles(runtime: Runtime, tenant: TenantId, ids: readonly FileId[]): Promise<void> {
  for (const id of ids) {
    await removeVariants(runtime, tenant, id);
    await stagingOf(runtime, tenant).remove(id);
  }
}

/** Forget uploads that were never sent. Returns how many were removed from the disk. */
export async function tidyUploads(runtime: Runtime, tenant: TenantId): Promise<number> {
  const needed = await tidyRows(runtime, caller(tenant), {});
  return stagingOf(runtime, tenant).expire(new Set<string>(needed));
}

/** Part of changing the master key: what uploads hold is wrapped under the newest. Returns how many were not. */
export async function rewrapUploads(runtime: Runtime, tenant: TenantId): Promise<number> {
  const names = await rewrapRows(runtime, caller(tenant), {});
  return names + (await stagingOf(runtime, tenant).rewrap());
}
