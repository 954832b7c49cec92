import { rm } from 'node:fs/promises';
import { Refusal, type TenantId } from '#domain/kernel';
import { type ByteSource, pieces, readAll } from '../byte-source.ts';
import { type Picture, preparePhoto } from '../clean-photo.ts';
import {
  type FileId,
  type ReportFile,
  VARIANTS,
  type Variant,
  type VariantFacts,
  type Variants,
} from '../file.ts';
import { type FileHouse, sealedAs, sealedPath } from '../file-places.ts';
import { type FileProblem, isFileProblem } from '../file-problem.ts';
import { sealFile } from '../sealed-file.ts';

export interface Prepared {
  readonly variants: Variants;
  readonly problem: FileProblem | null;
}

/**
 * Clean a file and seal all its variants. Takes seconds for a long film, so it runs outside of any transaction; doing
 * it twice writes the same files again. A photo that cannot be decoded is refused, and nothing of it is kept.
 */
export async function prepareVariants(
  house: FileHouse,
  tenant: TenantId,
  file: ReportFile,
  key: Buffer,
  source: ByteSource,
): Promise<Prepared> {
  const write = async (variant: Variant, bytes: AsyncIterable<Uint8Array>): Promise<number> =>
    sealFile(sealedPath(house, tenant, file.id, variant), key, sealedAs(tenant, file.id, variant), bytes);
  const writePicture = async (variant: Variant, picture: Picture): Promise<VariantFacts> => {
    const { type, width, height } = picture;
    return { type, width, height, size: await write(variant, once(picture.bytes)) };
  };
  if (file.kind !== 'photo') {
    const size = await write('whole', pieces(source));
    return { variants: { whole: { type: file.mediaType, size } }, problem: null };
  }
  try {
    const bytes = await readAll(source);
    const { cleaned, previews } = await preparePhoto(bytes, file.mediaType, file.keepOriginal);
    const whole = cleaned
      ? await writePicture('whole', cleaned)
      : { type: file.mediaType, size: await write('whole', once(bytes)) };
    const large = await writePicture('large', previews.large);
    const small = await writePicture('small', previews.small);
    return { variants: { whole, large, small }, problem: null };
  } catch (error) {
    if (!(error instanceof Refusal) || !isFileProblem(error.detail)) throw error;
    return { variants: {}, problem: error.detail };
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Remove the bytes of a file. What is not there is no fault: removing may run twice. */
export async function removeVariants(house: FileHouse, tenant: TenantId, id: FileId): Promise<void> {
  for (const variant of VARIANTS) await rm(sealedPath(house, tenant, id, variant), { force: true });
}
