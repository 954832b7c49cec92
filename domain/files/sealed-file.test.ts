import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CHUNK, HEADER, openSealedFile, sealFile } from './sealed-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'sealed-'));
afterAll(() => rmSync(directory, { recursive: true }));
const key = randomBytes(32);
const AS = { tenant: 1, id: 'file-one' };
const TAG = 16;
let count = 0;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function sealed(bytes: Buffer, piece = 10_007): Promise<string> {
  count += 1;
  const path = join(directory, `file-${count}`);
  expect(await sealFile(path, key, AS, inPieces(bytes, piece))).toBe(bytes.length);
  return path;
}

async function readBack(
  path: string,
  start = 0,
  end = Number.MAX_SAFE_INTEGER,
  withKey = key,
  as = AS,
): Promise<Buffer> {
  const file = await openSealedFile(path, withKey, as);
  return file.read(start, end).finally(() => file.close());
}

const broken = expect.objectContaining({ name: 'SealBroken' });
const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, (1 << 20) - 1, 1 << 20, (1 << 20) + 1];

describe('a sealed file', () => {
  it.each(SIZES)('of %i bytes comes back whole, and says its size', async (size) => {
    const bytes = randomBytes(size);
    for (const piece of [size + 1, 1000, CHUNK]) {
      const path = await sealed(bytes, piece);
      const file = await openSealedFile(path, key, AS);
      expect(file.size).toBe(size);
      expect((await file.read(0, size)).equals(bytes)).toBe(true);
      await file.close();
    }
  });

  it('gives any range of its bytes', async () => {
    const bytes = randomBytes(5 * CHUNK + 123);
    const path = await sealed(bytes);
    const file = await openSealedFile(path, key, AS);
    const place = fc.integer({ min: 0, max: bytes.length + 10 });
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        expect((await file.read(start, end)).equals(bytes.subarray(start, end))).toBe(true);
      }),
      { numRuns: 60 },
    );
    await file.close();
  });

  it('holds no word of what was put in, and looks different each time', async () => {
    const text = Buffer.from('a word that nobody should find '.repeat(50));
    const [one, two] = [await readFile(await sealed(text)), await readFile(await sealed(text))];
    expect(one.includes('nobody')).toBe(false);
    expect(one.subarray(HEADER).equals(two.subarray(HEADER))).toBe(false);
  });

  it('does not appear under its name, nor leave anything, when its source breaks', async () => {
    const breaking = (async function* () {
      yield Buffer.alloc(CHUNK * 2);
      throw new Error('the connection broke');
    })();
    await expect(sealFile(join(directory, 'deep', 'broken'), key, AS, breaking)).rejects.toThrow(
      'the connection broke',
    );
    expect(await readdir(join(directory, 'deep'))).toEqual([]);
  });
});

describe('a changed file is refused', () => {
  it('for every single flipped byte', async () => {
    const path = await sealed(randomBytes(300));
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(path, changed);
      await expect(readBack(path), `byte ${at}`).rejects.toEqual(broken);
    }
  });

  it('for a flipped byte anywhere in a long one', async () => {
    const path = await sealed(randomBytes(3 * CHUNK + 5));
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (at) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await writeFile(path, changed);
        await expect(readBack(path)).rejects.toEqual(broken);
      }),
      { numRuns: 40 },
    );
  });

  it.each([3 * CHUNK, 3 * CHUNK + 777])(
    'when %i bytes are cut anywhere, chunk ends too, even if only the start is read',
    async (size) => {
      const path = await sealed(randomBytes(size));
      const whole = await readFile(path);
      const ends = [
        0,
        5,
        HEADER,
        HEADER + TAG,
        HEADER + CHUNK + TAG,
        HEADER + 2 * (CHUNK + TAG),
        whole.length - 1,
      ];
      for (const end of ends) {
        await writeFile(path, whole);
        await truncate(path, end);
        await expect(readBack(path, 0, 10), `cut at ${end}`).rejects.toEqual(broken);
      }
      await writeFile(path, Buffer.concat([whole, Buffer.from([0])]));
      await expect(readBack(path, 0, 10)).rejects.toEqual(broken);
    },
  );

  it('when its chunks are swapped or one is repeated', async () => {
    const path = await sealed(randomBytes(4 * CHUNK));
    const whole = await readFile(path);
    const chunk = (index: number): Buffer =>
      whole.subarray(HEADER + index * (CHUNK + TAG), HEADER + (index + 1) * (CHUNK + TAG));
    for (const order of [
      [1, 0, 2, 3],
      [0, 0, 2, 3],
      [0, 1, 3, 2],
      [0, 1, 2, 2, 3],
    ]) {
      await writeFile(path, Buffer.concat([whole.subarray(0, HEADER), ...order.map(chunk)]));
      await expect(readBack(path), order.join()).rejects.toEqual(broken);
    }
  });

  it('when it stands in for another file, another tenant’s, or the key is another', async () => {
    const path = await sealed(randomBytes(100));
    await expect(readBack(path, 0, 10, key, { tenant: 1, id: 'file-two' })).rejects.toEqual(broken);
    await expect(readBack(path, 0, 10, key, { tenant: 2, id: 'file-one' })).rejects.toEqual(broken);
    await expect(readBack(path, 0, 10, randomBytes(32))).rejects.toEqual(broken);
  });
});
