import { Refusal, type Use } from '#domain/kernel';
import type { ByteSource } from '../byte-source.ts';
import type { Upload } from '../file.ts';
import { type FileProblem, isFileProblem } from '../file-problem.ts';
import { decideFileStep } from '../lifecycle.ts';
import type { MediaType } from '../media-types.ts';
import { sniff } from '../sniff.ts';
import { settleUpload } from '../store.ts';

export interface Verdict {
  /** Bytes that it has. */
  readonly size: number;
  readonly mediaType: MediaType | null;
  readonly problem: FileProblem | null;
}

/** Look at what has arrived. Reads bytes and touches no table, so it is done outside of a transaction. */
export async function judgeUpload(
  upload: Pick<Upload, 'name' | 'declaredType'>,
  source: ByteSource,
): Promise<Verdict> {
  try {
    const { type } = await sniff(source, { name: upload.name, type: upload.declaredType });
    return { size: source.size, mediaType: type, problem: null };
  } catch (error) {
    if (error instanceof Refusal && isFileProblem(error.detail))
      return { size: source.size, mediaType: null, problem: error.detail };
    throw error;
  }
}

/** Write down the verdict. Of two at once the first holds, and they say the same. */
export async function finishUpload(use: Use, upload: Upload, verdict: Verdict): Promise<void> {
  decideFileStep(upload.state, verdict.problem ? 'refuse' : 'finish');
  await settleUpload(use, upload.id, verdict);
}
