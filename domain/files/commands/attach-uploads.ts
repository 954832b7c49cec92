import { loadKeys, seal } from '#domain/access';
import { type Id, later, type SubjectId, type Use } from '#domain/kernel';
import { type FileId, fileNameContext, type ReportFile } from '../file.ts';
import { decideFileStep } from '../lifecycle.ts';
import { kindOf } from '../media-types.ts';
import { insertFiles, takeReceived } from '../store.ts';
import { oldestUpload } from './begin-upload.ts';

export interface Attachment {
  readonly owner: string;
  readonly subject: SubjectId;
  readonly report: Id<'report'>;
  /** The message they belong to; none when they came with the report itself. */
  readonly message?: Id<'message'>;
}

/**
 * Make the received uploads of a draft files of its report or message, in the transaction that sends it. The worker
 * then cleans them and seals them under the person's key. Sent twice, the second time finds none.
 */
export async function attachUploads(use: Use, to: Attachment): Promise<FileId[]> {
  const uploads = await takeReceived(use, to.owner, oldestUpload(use));
  if (uploads.length === 0) return [];
  await loadKeys(use, [to.subject]);
  const files = uploads.flatMap((upload): ReportFile[] => {
    if (!upload.mediaType) return [];
    const { id, size, keepOriginal, mediaType, state } = upload;
    decideFileStep(state, 'attach');
    const name = seal(use, to.subject, fileNameContext(id), upload.name);
    const facts = { id, size, keepOriginal, mediaType, name, kind: kindOf(mediaType), subject: to.subject };
    return [
      {
        ...facts,
        report: to.report,
        message: to.message ?? null,
        state: 'cleaning',
        problem: null,
        variants: {},
        sentAt: use.now,
      },
    ];
  });
  await insertFiles(use, files);
  const ids = files.map((file) => file.id);
  await later(use, 'prepare-file', { ids });
  return ids;
}
