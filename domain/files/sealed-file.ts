import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ByteSource } from './byte-source.ts';

/**
 * A file at rest: AES-256-GCM over chunks of 64 KiB, in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár
 * 2015). The nonce is a random prefix, the chunk's number and a flag on the last one, so chunks cannot be left out,
 * swapped or cut off unseen; tenant and file id are bound, so files cannot stand in for one another. Any range opens
 * by itself.
 *
 *     header (16): "CNFS" | suite 1 | log2 of the chunk | nonce prefix (7) | zeros (3)
 *     then each chunk: ciphertext | tag (16); only the last may be short, and a file has at least one
 */
const MAGIC = Buffer.from('CNFS');
const SUITE = 1;
const CHUNK_LOG2 = 16;
const PREFIX = 7;
export const HEADER = 16;
export const CHUNK = 1 << CHUNK_LOG2;
const TAG = 16;
const SEALED_CHUNK = CHUNK + TAG;

/** What a file's bytes are bound to. */
export interface SealedAs {
  readonly tenant: number;
  readonly id: string;
}

/** A sealed file was changed, cut, swapped, or another key was used. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** Write a source sealed to `path`. Returns the number of plain bytes. The file is whole and on the disk, or not there. */
export async function sealFile(
  path: string,
  key: Buffer,
  as: SealedAs,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    const size = await writeSealed(handle, key, as, source);
    await handle.sync();
    await handle.close();
    await rename(unfinished, path);
    await syncDirectory(dirname(path));
    return size;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** A new name is only as lasting as its directory. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await directory.sync().finally(() => directory.close());
}

async function writeSealed(
  handle: FileHandle,
  key: Buffer,
  as: SealedAs,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const header = Buffer.alloc(HEADER);
  MAGIC.copy(header);
  header[4] = SUITE;
  header[5] = CHUNK_LOG2;
  randomBytes(PREFIX).copy(header, 6);
  await handle.write(header);
  const bound = boundData(header, as);
  let size = 0;
  let index = 0;
  for await (const { chunk, last } of chunked(source)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(header, index, last));
    cipher.setAAD(bound);
    await handle.write(Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]));
    size += chunk.length;
    index += 1;
  }
  return size;
}

/** The same bytes in pieces of exactly one chunk; the last may be short, and is empty when there is nothing at all. */
async function* chunked(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ chunk: Buffer; last: boolean }> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    held.push(piece);
    length += piece.length;
    if (length <= CHUNK) continue;
    const joined = Buffer.concat(held);
    let at = 0;
    // A full chunk goes out only when more follows it: the last one is marked.
    for (; joined.length - at > CHUNK; at += CHUNK)
      yield { chunk: joined.subarray(at, at + CHUNK), last: false };
    held = [joined.subarray(at)];
    length = joined.length - at;
  }
  yield { chunk: Buffer.concat(held), last: true };
}

export interface OpenSealedFile extends ByteSource {
  close(): Promise<void>;
}

/** Open a sealed file for reading. Proves the last chunk at once, so that a cut file is refused before its first byte. */
export async function openSealedFile(path: string, key: Buffer, as: SealedAs): Promise<OpenSealedFile> {
  const handle = await open(path, 'r');
  try {
    const file = await makeReader(handle, key, as);
    return { ...file, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function makeReader(handle: FileHandle, key: Buffer, as: SealedAs): Promise<ByteSource> {
  const header = await readExactly(handle, 0, HEADER);
  const known = header.subarray(0, 4).equals(MAGIC) && header[4] === SUITE && header[5] === CHUNK_LOG2;
  if (!known) throw new SealBroken('This is not a sealed file of a known suite.');
  const body = (await handle.stat()).size - HEADER;
  const count = Math.ceil(body / SEALED_CHUNK);
  const size = body - count * TAG;
  const lastLength = body - (count - 1) * SEALED_CHUNK;
  if (count < 1 || lastLength < TAG || (count > 1 && lastLength === TAG))
    throw new SealBroken('The file is cut.');
  const bound = boundData(header, as);
  const openChunk = async (index: number): Promise<Buffer> => {
    const last = index === count - 1;
    const sealed = await readExactly(handle, HEADER + index * SEALED_CHUNK, last ? lastLength : SEALED_CHUNK);
    return decryptChunk(key, nonce(header, index, last), bound, sealed);
  };
  await openChunk(count - 1);
  return { size, read: (start, end) => readRange(openChunk, Math.max(0, start), Math.min(end, size)) };
}

async function readRange(
  openChunk: (index: number) => Promise<Buffer>,
  start: number,
  end: number,
): Promise<Buffer> {
  if (end <= start) return Buffer.alloc(0);
  const first = Math.floor(start / CHUNK);
  const parts: Buffer[] = [];
  for (let index = first; index * CHUNK < end; index += 1) parts.push(await openChunk(index));
  return Buffer.concat(parts).subarray(start - first * CHUNK, end - first * CHUNK);
}

function decryptChunk(key: Buffer, iv: Buffer, bound: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
  } catch {
    throw new SealBroken('The file was changed, or this is not its key.');
  }
  return plain;
}

function nonce(header: Buffer, index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  header.copy(bytes, 0, 6, 6 + PREFIX);
  bytes.writeUInt32BE(index, PREFIX);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

function boundData(header: Buffer, as: SealedAs): Buffer {
  return Buffer.concat([header, Buffer.from(`${as.tenant}|${as.id}`)]);
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await handle.read(bytes, got, length - got, position + got);
    if (bytesRead === 0) throw new SealBroken('The file is cut.');
    got += bytesRead;
  }
  return bytes;
}
