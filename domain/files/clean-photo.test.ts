import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { preparePhoto } from './clean-photo.ts';
import type { MediaType } from './media-types.ts';

const photo = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../tests/fixtures/media/${name}`, import.meta.url));

const CAMERA: readonly [string, MediaType, MediaType][] = [
  ['camera-orientation-1.jpg', 'image/jpeg', 'image/jpeg'],
  ['camera-orientation-3.jpg', 'image/jpeg', 'image/jpeg'],
  ['camera-orientation-6.jpg', 'image/jpeg', 'image/jpeg'],
  ['camera-orientation-8.jpg', 'image/jpeg', 'image/jpeg'],
  ['camera.png', 'image/png', 'image/png'],
  ['camera.webp', 'image/webp', 'image/webp'],
  ['camera.avif', 'image/avif', 'image/avif'],
  ['camera.heic', 'image/heic', 'image/jpeg'],
];

/** The colour in the middle of each quarter: top left, top right, bottom left, bottom right. */
async function corners(bytes: Buffer): Promise<string[]> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const nameAt = (x: number, y: number): string => {
    const at = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels;
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    if (r > 190 && g > 190 && b > 190) return 'white';
    return r > g && r > b ? 'red' : g > b ? 'green' : 'blue';
  };
  return [nameAt(0.25, 0.25), nameAt(0.75, 0.25), nameAt(0.25, 0.75), nameAt(0.75, 0.75)];
}

const PLANTED = [
  /planted/i,
  /Exif\0/,
  /xmpmeta/i,
  /<\?xpacket/,
  /Photoshop 3\.0/,
  /GPS/,
  /ICC_PROFILE/,
  /iCCP|eXIf|tEXt|iTXt|zTXt/,
];

async function expectNothingLeft(bytes: Buffer): Promise<void> {
  const text = bytes.toString('latin1');
  for (const mark of PLANTED) expect(text).not.toMatch(mark);
  const left = await sharp(bytes).metadata();
  expect([left.exif, left.xmp, left.iptc, left.icc, left.orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
}

/** Every note that the independent reader finds, without what any picture must say of itself. */
function notesOf(bytes: Buffer): string[] {
  const listed = execFileSync('exiftool', ['-j', '-G1', '-a', '-'], { input: bytes }).toString();
  const [all] = JSON.parse(listed) as Record<string, unknown>[];
  return Object.keys(all ?? {}).filter(
    (key) =>
      !/^(SourceFile|(ExifTool|File|System|Composite|RIFF|PNG|JFIF|Meta|Track\d*|QuickTime|ICC-header):?.*)$/.test(
        key,
      ),
  );
}

const hasExiftool = ((): boolean => {
  try {
    execFileSync('exiftool', ['-ver'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a photo as a camera writes it', () => {
  it.each(CAMERA)(
    '%s: notes are there before, nothing is left after, and it stands upright',
    async (name, type, becomes) => {
      const original = await photo(name);
      expect(original.toString('latin1')).toMatch(/Planted/);
      const { cleaned, previews } = await preparePhoto(original, type, false);
      expect(cleaned).toMatchObject({ type: becomes, width: 240, height: 160 });
      for (const picture of [cleaned, previews.small, previews.large]) {
        const bytes = picture?.bytes ?? Buffer.alloc(0);
        await expectNothingLeft(bytes);
        expect(await corners(bytes)).toEqual(['red', 'green', 'blue', 'white']);
        if (hasExiftool) expect(notesOf(bytes)).toEqual([]);
      }
    },
  );

  it('of a real telephone loses its place, device, time, thumbnail and maker notes, and keeps its size', async () => {
    const original = await photo('phone-lumia-820.jpg');
    expect((await sharp(original).metadata()).exif?.includes('Lumia 820')).toBe(true);
    const { cleaned, previews } = await preparePhoto(original, 'image/jpeg', false);
    expect(cleaned).toMatchObject({ width: 1278, height: 720 });
    expect(previews.small).toMatchObject({ width: 320, height: 180, type: 'image/webp' });
    await expectNothingLeft(cleaned?.bytes ?? Buffer.alloc(0));
    expect(cleaned?.bytes.includes('Lumia') || cleaned?.bytes.includes('Nokia')).toBe(false);
    expect(cleaned?.bytes.includes('2013:05:10')).toBe(false);
  });

  it('is not written anew when the person chose to keep it, and its previews carry nothing', async () => {
    const { cleaned, previews } = await preparePhoto(
      await photo('camera-orientation-6.jpg'),
      'image/jpeg',
      true,
    );
    expect(cleaned).toBeUndefined();
    await expectNothingLeft(previews.large.bytes);
  });

  it('loses a motion film that a phone put behind the picture', async () => {
    const withFilm = Buffer.concat([
      await photo('camera-orientation-1.jpg'),
      Buffer.from('\0\0\0\x18ftypmp42-secret-film'),
    ]);
    const { cleaned } = await preparePhoto(withFilm, 'image/jpeg', false);
    expect(cleaned?.bytes.includes('secret-film')).toBe(false);
  });
});

/** A PNG whose header claims a size; its pixels are a few bytes. */
function claimedPng(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a photo made to harm', () => {
  it.each([
    [1_000_000, 1_000_000],
    [10_001, 10_000],
  ])('of %i by %i pixels is refused by its header alone', async (width, height) => {
    const before = process.memoryUsage().rss;
    await expect(preparePhoto(claimedPng(width, height), 'image/png', false)).rejects.toMatchObject({
      detail: 'photoTooManyPixels',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('cut in the middle is refused, not shown in half', async () => {
    const whole = await photo('phone-lumia-820.jpg');
    await expect(
      preparePhoto(whole.subarray(0, whole.length / 2), 'image/jpeg', false),
    ).rejects.toMatchObject({ detail: 'photoIsDamaged' });
  });

  it.each([['image/jpeg'], ['image/heic'], ['image/avif']] as const)(
    'of noise called %s is refused',
    async (type) => {
      await expect(
        preparePhoto(Buffer.from('no picture at all, only words'), type, false),
      ).rejects.toMatchObject({ detail: 'photoIsDamaged' });
    },
  );

  it('that is another format than was found is refused', async () => {
    await expect(preparePhoto(await photo('camera.png'), 'image/jpeg', false)).rejects.toMatchObject({
      detail: 'photoIsDamaged',
    });
  });
});
