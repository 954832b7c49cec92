import type { default as Engine, Sharp, SharpInput, SharpOptions } from 'sharp';
import { MOST_PIXELS } from './media-types.ts';

/**
 * The image library, loaded when the first photo comes, and tuned once: one thread, nothing cached, and no picture
 * ever spilled to a temporary file, since that would put a person's photo on the disk in the clear.
 */
let loading: Promise<typeof Engine> | undefined;

function loadEngine(): Promise<typeof Engine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<typeof Engine> {
  process.env.VIPS_DISC_THRESHOLD = '2g';
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/** One photo at a time in this process: two large ones together could take all the memory. */
let turn: Promise<unknown> = Promise.resolve();

export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work, work);
  turn = mine.catch(() => undefined);
  return mine;
}

/** An image that refuses to decode more than we allow, and keeps only its first frame. */
export async function openImage(input: SharpInput, options: SharpOptions = {}): Promise<Sharp> {
  const sharp = await loadEngine();
  return sharp(input, {
    limitInputPixels: MOST_PIXELS,
    failOn: 'error',
    pages: 1,
    sequentialRead: true,
    ...options,
  });
}
