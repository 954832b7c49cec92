import { newId, type Use } from '#domain/kernel';
import type { NewUpload, UploadId } from '../file.ts';
import { fileRefused } from '../file-problem.ts';
import { LARGEST, MOST_BYTES, MOST_FILES } from '../media-types.ts';
import { STAGED_FOR } from '../staging.ts';
import { insertUpload, lockOwner, selectUploads } from '../store.ts';

/** Note an upload that is about to arrive. What can be refused by its size and number is refused before any byte. */
export async function beginUpload(use: Use, upload: NewUpload): Promise<UploadId> {
  if (upload.size === 0) throw fileRefused('fileIsEmpty');
  if (upload.size > LARGEST) throw fileRefused('fileTooLarge');
  await lockOwner(use, upload.owner);
  const held = (await selectUploads(use, upload.owner, oldestUpload(use))).filter(
    ({ state }) => state !== 'refused',
  );
  const bytes = held.reduce((sum, { size }) => sum + size, upload.size);
  if (held.length >= MOST_FILES || bytes > MOST_BYTES) throw fileRefused('tooManyFiles');
  const id = newId<'file'>(use.now.getTime());
  await insertUpload(use, id, upload);
  return id;
}

/** Uploads begun before this are forgotten. */
export function oldestUpload(use: Use): Date {
  return new Date(use.now.getTime() - STAGED_FOR);
}
