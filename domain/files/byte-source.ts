/** Bytes that can be read anywhere: a sealed file, a staged upload, or memory. Ends are exclusive. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` up to `end`, clipped to the size. */
  read(start: number, end: number): Promise<Buffer>;
}

export function bufferSource(bytes: Buffer): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}

/** The whole source in one buffer. For kinds whose size limit lets them be in memory: photos and plain text. */
export function readAll(source: ByteSource): Promise<Buffer> {
  return source.read(0, source.size);
}

/** The source piece by piece, so that a long video never stands in memory whole. */
export async function* pieces(source: ByteSource, size = 1 << 20): AsyncGenerator<Buffer> {
  for (let at = 0; at < source.size; at += size)
    yield await source.read(at, Math.min(at + size, source.size));
}
