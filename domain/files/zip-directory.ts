import type { ByteSource } from './byte-source.ts';

const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const MOST_DIRECTORY = 4 << 20;

interface ZipEnd {
  readonly at: number;
  readonly directoryAt: number;
  readonly directorySize: number;
}

/**
 * The end record of a ZIP archive, wherever in the last 64 KiB it stands: archive readers look from the back, so
 * anything before it may be another file. Only a record that leads to a real directory counts.
 */
export async function findZipEnd(source: ByteSource): Promise<ZipEnd | undefined> {
  const from = Math.max(0, source.size - END_SIZE - LONGEST_COMMENT);
  const tail = await source.read(from, source.size);
  for (let at = tail.length - END_SIZE; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const directorySize = tail.readUInt32LE(at + 12);
    const directoryAt = from + at - directorySize;
    if (directorySize === 0 && tail.readUInt16LE(at + 10) === 0 && at + END_SIZE === tail.length) {
      return { at: from + at, directoryAt, directorySize };
    }
    if (directoryAt < 0 || directorySize < 46) continue;
    const first = await source.read(directoryAt, directoryAt + 4);
    if (first.length === 4 && first.readUInt32LE(0) === 0x02014b50)
      return { at: from + at, directoryAt, directorySize };
  }
  return undefined;
}

/** The names in an archive's directory, or nothing when it has none that can be read. */
export async function listZipNames(source: ByteSource): Promise<readonly string[] | undefined> {
  const end = await findZipEnd(source);
  if (!end || end.directorySize > MOST_DIRECTORY) return undefined;
  const directory = await source.read(end.directoryAt, end.at);
  const names: string[] = [];
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50) {
    const nameLength = directory.readUInt16LE(at + 28);
    const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + rest;
  }
  return at === directory.length ? names : undefined;
}
