import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, makeKeyring, newId } from '#domain/kernel';
import { readAll } from './byte-source.ts';
import { makeStaging, type Staging } from './staging.ts';

const directory = mkdtempSync(join(tmpdir(), 'staging-'));
afterAll(() => rmSync(directory, { recursive: true }));
const master = randomBytes(32);
const keyring = makeKeyring([master]);
let now = Date.parse('2026-03-01T12:00:00Z');
const clock = (): Date => new Date(now);
const place = { directory, keyring, clock, room: async () => ({ free: 1e12, total: 2e12 }) };
const staging = makeStaging(place);

async function* pieces(...parts: Buffer[]): AsyncGenerator<Buffer> {
  yield* parts;
}

async function content(id: string, from: Staging = staging): Promise<Buffer> {
  const source = await from.open(id);
  return readAll(source).finally(() => source.close());
}

describe('an upload while it arrives', () => {
  it('comes back as it was sent, in pieces of any length at any offset', async () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lengths, async (sizes) => {
        const parts = sizes.map((size) => randomBytes(size));
        const whole = Buffer.concat(parts);
        const id = newId();
        await staging.begin(id, whole.length);
        let offset = 0;
        for (const part of parts) offset = await staging.append(id, offset, pieces(part));
        expect(offset).toBe(whole.length);
        expect((await content(id)).equals(whole)).toBe(true);
        const source = await staging.open(id);
        const middle = Math.floor(whole.length / 3);
        expect((await source.read(middle, middle + 100)).equals(whole.subarray(middle, middle + 100))).toBe(
          true,
        );
        await source.close();
      }),
      { numRuns: 25 },
    );
  });

  it('keeps what came before the connection broke, and goes on from there', async () => {
    const id = newId();
    const [first, second] = [randomBytes(100_000), randomBytes(50_000)];
    await staging.begin(id, 150_000);
    const breaking = (async function* () {
      yield first;
      throw new Error('gone');
    })();
    await expect(staging.append(id, 0, breaking)).rejects.toThrow('gone');
    expect((await staging.find(id))?.offset).toBe(100_000);
    await staging.append(id, 100_000, pieces(second));
    expect((await content(id)).equals(Buffer.concat([first, second]))).toBe(true);
  });

  it('puts no readable word on the disk', async () => {
    const id = newId();
    const text = Buffer.from('what she saw from her window '.repeat(200));
    await staging.begin(id, text.length);
    await staging.append(id, 0, pieces(text));
    expect((await readFile(join(directory, id))).includes('window')).toBe(false);
  });

  it('cannot be opened with another master key', async () => {
    const id = newId();
    await staging.begin(id, 10);
    const other = makeStaging({ ...place, keyring: makeKeyring([randomBytes(32)]) });
    await expect(other.find(id)).rejects.toThrow('missing');
  });

  it('goes on after the master key was changed, once its key was wrapped anew', async () => {
    const id = newId();
    await staging.begin(id, 20);
    await staging.append(id, 0, pieces(Buffer.from('before ')));
    const newMaster = randomBytes(32);
    const both = makeStaging({ ...place, keyring: makeKeyring([newMaster, master]) });
    expect(await both.rewrap()).toBeGreaterThan(0);
    expect(await both.rewrap()).toBe(0);
    const onlyNew = makeStaging({ ...place, keyring: makeKeyring([newMaster]) });
    await onlyNew.append(id, 7, pieces(Buffer.from('and after')));
    expect((await content(id, onlyNew)).toString()).toBe('before and after');
    // The other tests hold the first key.
    const back = makeStaging({ ...place, keyring: makeKeyring([master, newMaster]) });
    await back.rewrap();
  });

  it('takes no byte more than it said, and nothing at another offset', async () => {
    const id = newId();
    await staging.begin(id, 10);
    await expect(staging.append(id, 0, pieces(Buffer.alloc(11)))).rejects.toMatchObject({
      detail: 'fileTooLarge',
    });
    await expect(staging.append(id, 5, pieces(Buffer.alloc(1)))).rejects.toThrow('another offset');
  });

  it('is forgotten a day later, and so is one that a kill left half begun', async () => {
    const id = newId();
    const half = newId();
    await staging.begin(id, 10);
    const needed = newId();
    await staging.begin(needed, 10);
    await writeFile(join(directory, half), Buffer.alloc(7));
    now += DAY + HOUR + 1;
    const young = newId();
    await staging.begin(young, 10);
    expect(await staging.find(id)).toBeUndefined();
    expect(await staging.expire(new Set([needed]))).toBeGreaterThanOrEqual(2);
    expect((await readdir(directory)).sort()).toEqual([needed, young].sort());
  });

  it('never leaves its directory, whatever the id', async () => {
    expect(await staging.find('../../etc/passwd')).toBeUndefined();
    await expect(staging.begin('../escape', 1)).rejects.toMatchObject({ name: 'Refusal' });
  });

  it.each([
    { free: 900_000_000, total: 2e9 },
    { free: 4e9, total: 100e9 },
  ])('is refused when the disk is nearly full ($free of $total)', async (room) => {
    const full = makeStaging({ ...place, room: async () => room });
    await expect(full.begin(newId(), 10)).rejects.toMatchObject({
      code: 'storage-full',
      detail: 'noSpaceLeft',
    });
  });

  it('is refused when it would itself fill the disk', async () => {
    const small = makeStaging({ ...place, room: async () => ({ free: 3e9, total: 10e9 }) });
    await expect(small.begin(newId(), 2_000_000_000)).rejects.toMatchObject({ detail: 'noSpaceLeft' });
  });
});

/** Another process that uploads without end and says each offset that it was promised. */
function startUploader(id: string): ChildProcess {
  const script = fileURLToPath(new URL('../../tests/fixtures/media/upload-until-killed.ts', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', script, directory, master.toString('hex'), id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('an upload cut by kill -9', () => {
  it('stands at least at every promised offset, and all of it is right', async () => {
    const id = newId();
    const uploader = startUploader(id);
    let promised = 0;
    await new Promise<void>((resolve) => {
      uploader.stdout?.on('data', (data: Buffer) => {
        promised = Number(data.toString().trim().split('\n').at(-1));
        if (promised >= 600_000) uploader.kill('SIGKILL');
      });
      uploader.on('exit', () => resolve());
    });
    const found = await staging.find(id);
    expect(promised).toBeGreaterThanOrEqual(600_000);
    expect(found?.offset).toBeGreaterThanOrEqual(promised);
    const bytes = await content(id);
    expect(bytes.every((byte, index) => byte === (index * 7) % 251)).toBe(true);
  }, 30_000);
});
