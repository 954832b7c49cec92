import { createCipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, DAY, HOUR, isId, type Keyring } from '#domain/kernel';
import type { ByteSource } from './byte-source.ts';
import { fileRefused } from './file-problem.ts';
import { syncDirectory } from './sealed-file.ts';

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
/** An upload that is not finished and used in this time is forgotten. */
export const STAGED_FOR = DAY;
const LEAST_FREE_BYTES = 1_000_000_000;
const LEAST_FREE_SHARE = 0.05;

export interface StagedUpload {
  readonly id: string;
  /** Bytes it will have. */
  readonly size: number;
  /** Bytes that are safe on the disk. */
  readonly offset: number;
  readonly startedAt: Date;
}

interface Description {
  readonly size: number;
  readonly startedAt: string;
  readonly key: string;
}

interface Opened {
  readonly handle: FileHandle;
  readonly staged: StagedUpload;
  readonly key: Buffer;
}

export interface Staging {
  /** Make room for an upload of this size. Refuses when the disk is nearly full. */
  begin(id: string, size: number): Promise<StagedUpload>;
  /** Nothing when it is not there, or is too old. */
  find(id: string): Promise<StagedUpload | undefined>;
  /** Is anything of it on the disk, however old? */
  has(id: string): Promise<boolean>;
  /** Add bytes at the offset that `find` told; returns the new offset, all of it safe. Throws when the two differ. */
  append(id: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** Read what has arrived so far. Close it after use. */
  open(id: string): Promise<ByteSource & { close(): Promise<void> }>;
  remove(id: string): Promise<void>;
  /** Remove what is too old and not needed; returns how many. */
  expire(needed?: ReadonlySet<string>): Promise<number>;
  /** Wrap the keys of all uploads under the newest master key; returns how many stood under an older one. */
  rewrap(): Promise<number>;
}

export interface StagingPlace {
  readonly directory: string;
  /** Wraps the keys of uploads. */
  readonly keyring: Pick<Keyring, 'wrap' | 'unwrap' | 'isCurrent'>;
  readonly clock: Clock;
  /** Free and total bytes of the disk; given in tests. */
  readonly room?: () => Promise<{ free: number; total: number }>;
}

/** Two requests for one upload at once: the door of uploads holds a lock for each id; this class holds none. */
export function makeStaging(place: StagingPlace): Staging {
  const pathOf = (id: string): string => {
    if (!isId(id)) throw fileRefused('uploadNotFinished');
    return join(place.directory, id);
  };
  const isOld = (staged: StagedUpload, grace = 0): boolean =>
    place.clock().getTime() - staged.startedAt.getTime() > STAGED_FOR + grace;
  const openUpload = async (id: string): Promise<Opened | undefined> => {
    if (!isId(id)) return undefined;
    const handle = await open(pathOf(id), 'r+').catch(missingIsNothing);
    if (!handle) return undefined;
    try {
      return await readDescription(handle, id, place.keyring);
    } catch (error) {
      await handle.close();
      throw error;
    }
  };
  const mustOpen = async (id: string): Promise<Opened> => {
    const opened = await openUpload(id);
    if (!opened) throw fileRefused('uploadNotFinished');
    return opened;
  };
  const staging: Staging = {
    async begin(id, size) {
      await mkdir(place.directory, { recursive: true, mode: 0o700 });
      await requireRoom(size, place.room ?? (() => roomOf(place.directory)));
      const startedAt = place.clock();
      const key = place.keyring.wrap(randomBytes(32), `staging ${id}`).toString('base64');
      await writeNew(pathOf(id), { size, startedAt: startedAt.toISOString(), key });
      await syncDirectory(place.directory);
      return { id, size, offset: 0, startedAt };
    },
    async find(id) {
      const opened = await openUpload(id);
      await opened?.handle.close();
      return opened && !isOld(opened.staged) ? opened.staged : undefined;
    },
    async has(id) {
      const opened = await openUpload(id);
      await opened?.handle.close();
      return opened !== undefined;
    },
    async append(id, offset, bytes) {
      const opened = await mustOpen(id);
      try {
        if (opened.staged.offset !== offset) throw new Error('The upload stands at another offset.');
        return await appendAt(opened, bytes);
      } finally {
        await opened.handle.close();
      }
    },
    async open(id) {
      const opened = await mustOpen(id);
      const { handle, staged, key } = opened;
      return {
        size: staged.offset,
        read: (start, end) => readPlain(handle, key, start, Math.min(end, staged.offset)),
        close: () => handle.close(),
      };
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    async expire(needed = new Set()) {
      const names = (await readdir(place.directory).catch(missingIsNothing)) ?? [];
      let gone = 0;
      for (const id of names.filter((name) => isId(name) && !needed.has(name))) {
        const opened = await openUpload(id).catch(() => null);
        await opened?.handle.close();
        // An hour's grace: a report may be sent in the last moment, while this is looking. `null` is a file whose description cannot be read: a kill while it was begun. Nobody was told of it.
        if (opened === null || (opened && isOld(opened.staged, HOUR))) {
          await staging.remove(id);
          gone += 1;
        }
      }
      return gone;
    },
    async rewrap() {
      const names = (await readdir(place.directory).catch(missingIsNothing)) ?? [];
      let wrapped = 0;
      for (const id of names.filter((name) => isId(name))) {
        const handle = await open(pathOf(id), 'r+').catch(missingIsNothing);
        if (!handle) continue;
        wrapped += await rewrapOne(handle, id, place.keyring).finally(() => handle.close());
      }
      return wrapped;
    },
  };
  return staging;
}

function missingIsNothing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

async function requireRoom(
  size: number,
  room: () => Promise<{ free: number; total: number }>,
): Promise<void> {
  const { free, total } = await room();
  // The bytes are on the disk twice for a moment: as they came, and sealed.
  const left = free - 2 * size;
  if (left < LEAST_FREE_BYTES || left < total * LEAST_FREE_SHARE) throw fileRefused('noSpaceLeft');
}

async function roomOf(directory: string): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { free: bavail * bsize, total: blocks * bsize };
}

async function writeNew(path: string, description: Description): Promise<void> {
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

async function readDescription(
  handle: FileHandle,
  id: string,
  keyring: Pick<Keyring, 'unwrap'>,
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
async function rewrapOne(handle: FileHandle, id: string, keyring: StagingPlace['keyring']): Promise<0 | 1> {
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
async function appendAt({ handle, staged, key }: Opened, bytes: AsyncIterable<Uint8Array>): Promise<number> {
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

async function readPlain(handle: FileHandle, key: Buffer, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let got = 0;
  while (got < bytes.length) {
    const { bytesRead } = await handle.read(bytes, got, bytes.length - got, BODY + start + got);
    if (bytesRead === 0) throw new Error('A staged upload is shorter than it was told to be.');
    got += bytesRead;
  }
  return keystreamAt(key, start)(bytes);
}
