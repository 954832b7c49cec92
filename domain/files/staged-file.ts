import { createCipheriv } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Keyring } from '#domain/kernel';
import { fileRefused } from './file-problem.ts';

/**
 * Uploads while they arrive. No plain byte reaches the disk: each upload has its own key, wrapped by the master key,
 * and stands as AES-256-CTR, whose position is the byte's own, so it can go on anywhere. CTR proves nothing about the
 * bytes; the sealing at the end does.
 *
 *     bytes 0-7    how many bytes are safe on the disk (written after the bytes themselves are, so it may be believed
 *                  after a kill or a power cut)
 *     bytes 8-11   length of the description; then the description (JSON)
 *     from 4096    the encrypted bytes
 */
const BODY = 4096;
/** Bytes between two promises that what came so far is safe. */
const SAFE_EVERY = 8 << 20;

export interface StagedUpload {
  readonly id: string;
  /** Bytes it will have. */
  readonly size: number;
  /** Bytes that are safe on the disk. */
  readonly offset: number;
  readonly startedAt: Date;
}

/** Wraps the keys of uploads. */
export type WrappingKeyring = Pick<Keyring, 'wrap' | 'unwrap' | 'isCurrent'>;

export interface Description {
  readonly size: number;
  readonly startedAt: string;
  readonly key: string;
}

export interface Opened {
  readonly handle: FileHandle;
  readonly staged: StagedUpload;
  readonly key: Buffer;
}

export async function writeNew(path: string, description: Description): Promise<void> {
  const json = Buffer.from(JSON.stringify(description));
  const head = Buffer.alloc(BODY);
  head.writeUInt32BE(json.length, 8);
  json.copy(head, 12);
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.write(head, 0, BODY, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function readDescription(
  handle: FileHandle,
  id: string,
  keyring: WrappingKeyring,
): Promise<Opened> {
  const head = Buffer.alloc(BODY);
  await handle.read(head, 0, BODY, 0);
  const description = parseDescription(head);
  const key = keyring.unwrap(Buffer.from(description.key, 'base64'), `staging ${id}`);
  const offset = Number(head.readBigUInt64BE(0));
  return {
    handle,
    key,
    staged: { id, size: description.size, offset, startedAt: new Date(description.startedAt) },
  };
}

/** Only the description is written, and its length stays: bytes may arrive meanwhile. */
export async function rewrapOne(handle: FileHandle, id: string, keyring: WrappingKeyring): Promise<0 | 1> {
  const head = Buffer.alloc(BODY);
  await handle.read(head, 0, BODY, 0);
  const description = parseDescription(head);
  const old = Buffer.from(description.key, 'base64');
  if (keyring.isCurrent(old)) return 0;
  const key = keyring.wrap(keyring.unwrap(old, `staging ${id}`), `staging ${id}`).toString('base64');
  const json = Buffer.from(JSON.stringify({ ...description, key }));
  await handle.write(json, 0, json.length, 12);
  await handle.datasync();
  return 1;
}

function parseDescription(head: Buffer): Description {
  return JSON.parse(head.toString('utf8', 12, 12 + Math.min(head.readUInt32BE(8), BODY - 12)));
}

/** The keystream at a byte: the counter is the number of the 16-byte block, and a beginning within a block is skipped. */
function keystreamAt(key: Buffer, offset: number): (bytes: Uint8Array) => Buffer {
  const counter = Buffer.alloc(16);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / 16)), 8);
  const cipher = createCipheriv('aes-256-ctr', key, counter);
  cipher.update(Buffer.alloc(offset % 16));
  return (bytes) => cipher.update(bytes);
}

/** What arrived before a connection broke is kept: the offset is told to the disk on the way out in any case. */
export async function appendAt(
  { handle, staged, key }: Opened,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  const encrypt = keystreamAt(key, staged.offset);
  let at = staged.offset;
  let safe = staged.offset;
  const makeSafe = async (): Promise<void> => {
    if (at === safe) return;
    await handle.datasync();
    const count = Buffer.alloc(8);
    count.writeBigUInt64BE(BigInt(at));
    await handle.write(count, 0, 8, 0);
    await handle.datasync();
    safe = at;
  };
  try {
    for await (const piece of bytes) {
      if (at + piece.length > staged.size) throw fileRefused('fileTooLarge');
      await writeFully(handle, encrypt(piece), BODY + at);
      at += piece.length;
      if (at - safe >= SAFE_EVERY) await makeSafe();
    }
  } finally {
    await makeSafe();
  }
  return at;
}

async function writeFully(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle
      .write(bytes, done, bytes.length - done, position + done)
      .catch(fullDiskIsRefused);
    done += bytesWritten;
  }
}

function fullDiskIsRefused(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOSPC' || error.code === 'EDQUOT' ? fileRefused('noSpaceLeft') : error;
}

export async function readPlain(
  handle: FileHandle,
  key: Buffer,
  start: number,
  end: number,
): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let got = 0;
  while (got < bytes.length) {
    const { bytesRead } = await handle.read(bytes, got, bytes.length - got, BODY + start + got);
    if (bytesRead === 0) throw new Error('A staged upload is shorter than it was told to be.');
    got += bytesRead;
  }
  return keystreamAt(key, start)(bytes);
}
