import type { Sharp } from 'sharp';
import { fileRefused } from './file-problem.ts';
import { decodeHeic } from './heic.ts';
import { inTurn, openImage } from './image-engine.ts';
import { type MediaType, MOST_PIXELS } from './media-types.ts';

/** Longest sides of the smaller pictures, in pixels: for lists, and for looking at. */
export const PREVIEWS = { small: 320, large: 1280 } as const;
export type Preview = keyof typeof PREVIEWS;

export interface Picture {
  readonly bytes: Buffer;
  readonly type: MediaType;
  readonly width: number;
  readonly height: number;
}

export interface PreparedPhoto {
  /** The whole photo without anything but its pixels; nothing when the person chose to keep the original. */
  readonly cleaned: Picture | undefined;
  readonly previews: Readonly<Record<Preview, Picture>>;
}

/**
 * Make a photo safe to keep and to show. Every byte is written anew from the pixels: upright, in sRGB, without place,
 * device, author, thumbnail or any other note. With `keepOriginal` the person wants their own bytes kept, and only the
 * smaller pictures are made.
 */
export function preparePhoto(bytes: Buffer, type: MediaType, keepOriginal: boolean): Promise<PreparedPhoto> {
  return inTurn(async () => {
    const image = await openChecked(bytes, type);
    const cleaned = keepOriginal ? undefined : await encode(image.clone(), type);
    const large = await shrink(image, PREVIEWS.large);
    const small = await shrink(await openImage(large.bytes), PREVIEWS.small);
    const pictures = [cleaned, large, small].filter((picture) => picture !== undefined);
    for (const picture of pictures) await requireNothingLeft(picture);
    return { cleaned, previews: { small, large } };
  });
}

const FORMATS: Readonly<Partial<Record<MediaType, string>>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'heif',
};

/** The size in the header is held against the limit before a single pixel is decoded. */
async function openChecked(bytes: Buffer, type: MediaType): Promise<Sharp> {
  if (type === 'image/heic') {
    const { data, width, height } = await decodeHeic(bytes);
    return openImage(data, { raw: { width, height, channels: 4 } });
  }
  const header = await openImage(bytes, { limitInputPixels: false });
  const { width, height, format } = await header.metadata().catch(damaged);
  if (width * height > MOST_PIXELS) throw fileRefused('photoTooManyPixels');
  if (format !== FORMATS[type]) throw fileRefused('photoIsDamaged');
  return (await openImage(bytes)).autoOrient();
}

async function encode(image: Sharp, type: MediaType): Promise<Picture> {
  if (type === 'image/png') return finish(image.png({ compressionLevel: 8 }), type);
  if (type === 'image/webp') return finish(image.webp({ quality: 86 }), type);
  if (type === 'image/avif') return finish(image.avif({ quality: 64, effort: 2 }), type);
  return finish(image.flatten({ background: '#fff' }).jpeg({ quality: 86 }), 'image/jpeg');
}

function shrink(image: Sharp, side: number): Promise<Picture> {
  const size = { width: side, height: side, fit: 'inside', withoutEnlargement: true } as const;
  return finish(image.clone().resize(size).webp({ quality: 80 }), 'image/webp');
}

async function finish(image: Sharp, type: MediaType): Promise<Picture> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true }).catch(damaged);
  return { bytes: data, type, width: info.width, height: info.height };
}

/** A file that cannot be decoded is the sender's to replace; running out of memory is ours. */
function damaged(error: Error): never {
  if (/pixel limit/i.test(error.message)) throw fileRefused('photoTooManyPixels');
  if (/memory/i.test(error.message)) throw error;
  throw fileRefused('photoIsDamaged');
}

/** The promise to the person is checked on what was written, not on what was asked of the library. */
async function requireNothingLeft({ bytes }: Picture): Promise<void> {
  const left = await (await openImage(bytes)).metadata();
  const kept = [
    left.exif,
    left.xmp,
    left.iptc,
    left.icc,
    left.tifftagPhotoshop,
    left.comments?.length || undefined,
  ];
  if (kept.some((part) => part !== undefined)) throw new Error('A cleaned photo still carries notes.');
}
