import { fileRefused } from './file-problem.ts';

/** The pixels of a photo: RGBA, 8 bits, upright as its maker meant it. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** HEIC takes four bytes a pixel twice over in the decoder; the largest phones have 48 million. */
const MOST_HEIC_PIXELS = 50_000_000;

/** Decode the first picture. Its size is read and held against the limit before any pixel is decoded. */
export async function decodeHeic(bytes: Buffer): Promise<Pixels> {
  const { default: decoder } = await import('heic-decode');
  const images = await decoder.all({ buffer: bytes }).catch(() => {
    throw fileRefused('photoIsDamaged');
  });
  try {
    const image = images[0];
    if (!image) throw fileRefused('photoIsDamaged');
    if (image.width * image.height > MOST_HEIC_PIXELS) throw fileRefused('photoTooManyPixels');
    const { data, width, height } = await image.decode().catch(() => {
      throw fileRefused('photoIsDamaged');
    });
    return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), width, height };
  } finally {
    images.dispose();
  }
}
