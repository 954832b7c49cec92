import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, DAY, HOUR, isId } from '#domain/kernel';
import type { ByteSource } from './byte-source.ts';
import { fileRefused } from './file-problem.ts';
import { syncDirectory } from './sealed-file.ts';
import {
  appendAt,
  type Opened,
  readDescription,
  readPlain,
  rewrapOne,
  type StagedUpload,
  type WrappingKeyring,
  writeNew,
} from './staged-file.ts';

/** An upload that is not finished and used in this time is forgotten. */
export const STAGED_FOR = DAY;
const LEAST_FREE_BYTES = 1_000_000_000;
const LEAST_FREE_SHARE = 0.05;

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
  readonly keyring: WrappingKeyring;
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
