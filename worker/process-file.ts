import type { Task } from 'graphile-worker';
import { z } from 'zod';
import { prepareFile, removeFiles, tidyUploads } from '#domain/journeys';
import { type Id, isId, type Runtime, type TenantId } from '#domain/kernel';

const tenant = z.int().transform((number) => number as TenantId);
const filesOfTenant = z.object({
  tenant,
  ids: z.array(z.string().refine((id): id is Id<'file'> => isId<'file'>(id))),
});

/** The jobs of files: `prepare-file` after a report or letter was sent, `remove-files` after an erasure, `tidy-uploads` by the hour. */
export function fileTasks(runtime: Runtime): Record<'prepare-file' | 'remove-files' | 'tidy-uploads', Task> {
  return {
    // One after the other: two large photos at once could take all the memory.
    'prepare-file': async (payload) => {
      const { tenant, ids } = filesOfTenant.parse(payload);
      for (const id of ids) await prepareFile(runtime, tenant, id);
    },
    'remove-files': async (payload) => {
      const { tenant, ids } = filesOfTenant.parse(payload);
      await removeFiles(runtime, tenant, ids);
    },
    'tidy-uploads': async (payload) => {
      const { tenant: of } = z.object({ tenant }).parse(payload);
      const removed = await tidyUploads(runtime, of);
      if (removed > 0) runtime.log.info({ removed }, 'Uploads that were never sent are gone.');
    },
  };
}
