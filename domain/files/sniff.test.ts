import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ByteSource, bufferSource } from './byte-source.ts';
import { LIMITS } from './media-types.ts';
import { sniff } from './sniff.ts';

const photo = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../tests/fixtures/media/${name}`, import.meta.url));
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const look = (bytes: Buffer, name: string, type = '') => sniff(bufferSource(bytes), { name, type });
const refused = (detail: string) => expect.objectContaining({ name: 'Refusal', detail });

/** An archive of empty stored files, as any packer writes it. */
function zip(names: readonly string[], firstContent = ''): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [index, name] of names.entries()) {
    const content = latin(index === 0 ? firstContent : '');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    const whole = Buffer.concat([local, latin(name), content]);
    locals.push(whole);
    entries.push(entry, latin(name));
    at += whole.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const boxes = (brand: string): Buffer =>
  latin(`\0\0\0\x18ftyp${brand}\0\0\0\0${brand}isom\0\0\0\x10mdat12345678`);
const DOCX = zip(['[Content_Types].xml', 'word/document.xml']);
const ODT = zip(['mimetype', 'content.xml'], 'application/vnd.oasis.opendocument.text');
const PDF = latin('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n');

describe('a file that is what it says', () => {
  it.each([
    ['camera-orientation-6.jpg', 'image/jpeg'],
    ['phone-lumia-820.jpg', 'image/jpeg'],
    ['camera.png', 'image/png'],
    ['camera.webp', 'image/webp'],
    ['camera.avif', 'image/avif'],
    ['camera.heic', 'image/heic'],
    ['tone.wav', 'audio/wav'],
    ['film.webm', 'video/webm'],
  ])('%s is %s', async (name, type) => {
    expect(await look(await photo(name), name, type)).toMatchObject({ type });
  });

  it.each([
    ['IMG_1.MOV', 'video/quicktime', boxes('qt  '), 'video/quicktime'],
    ['film.mp4', 'video/mp4', boxes('mp42'), 'video/mp4'],
    ['memo.m4a', 'audio/x-m4a', boxes('M4A '), 'audio/mp4'],
    ['Recording.m4a', 'audio/mp4', boxes('mp42'), 'audio/mp4'],
    ['picture.avif', 'image/avif', boxes('mif1').fill('avif', 16, 20, 'latin1'), 'image/avif'],
    ['song.mp3', 'audio/mpeg', latin('ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64' + '\0'.repeat(500)), 'audio/mpeg'],
    [
      'voice.ogg',
      'audio/ogg',
      latin('OggS\0\x02' + '\0'.repeat(20) + '\x01\x13OpusHead' + '\0'.repeat(20)),
      'audio/ogg',
    ],
    ['letter.pdf', 'application/pdf', PDF, 'application/pdf'],
    ['letter.docx', '', DOCX, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['letter.odt', '', ODT, 'application/vnd.oasis.opendocument.text'],
    ['diary.txt', 'text/plain', Buffer.from('Anoche oí cristales. Γειά. مرحبا\r\n'), 'text/plain'],
    ['no ending', 'application/octet-stream', PDF, 'application/pdf'],
  ])('%s (%s)', async (name, declared, bytes, type) => {
    expect(await look(bytes, name, declared)).toMatchObject({ type });
  });

  it('may carry what phones put behind a photo: a second picture, a film, the maker’s trailer', async () => {
    const jpeg = await photo('camera-orientation-1.jpg');
    for (const extra of [jpeg, boxes('mp42'), latin('\0\0SEFHk\0\0\0SEFT')]) {
      expect(await look(Buffer.concat([jpeg, extra]), 'IMG.jpg')).toMatchObject({ type: 'image/jpeg' });
    }
  });
});

describe('a file that lies about its type', () => {
  it.each([
    ['photo.jpg', 'image/jpeg', latin('MZ\x90\0\x03\0\0\0' + '\0'.repeat(100))],
    ['photo.jpg', 'image/jpeg', latin('\x7fELF\x02\x01\x01' + '\0'.repeat(100))],
    ['photo.png', 'image/png', latin('<html><script>alert(1)</script></html>')],
    ['photo.jpg', 'image/jpeg', PDF],
    ['letter.pdf', 'application/pdf', boxes('mp42')],
    ['letter.docx', '', zip(['evil.exe'])],
    ['diary.txt', 'text/plain', latin('<script>alert(1)</script>')],
    ['diary.txt', 'text/plain', latin('#!/bin/sh\nrm -rf /\n')],
    ['film.mp4', 'video/mp4', latin('just words')],
  ])('%s (%s) is refused', async (name, type, bytes) => {
    await expect(look(bytes, name, type)).rejects.toEqual(refused('fileLiesAboutItsType'));
  });

  it('is refused when only the declared type differs', async () => {
    await expect(look(await photo('camera.png'), 'camera.png', 'image/jpeg')).rejects.toEqual(
      refused('fileLiesAboutItsType'),
    );
  });
});

describe('a file that is not taken', () => {
  it.each([
    ['page.html', 'text/html', latin('<!doctype html><p>hello')],
    ['drawing.svg', 'image/svg+xml', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['setup.exe', '', latin('MZ\x90\0' + '\0'.repeat(200))],
    ['archive.zip', 'application/zip', zip(['a.txt'])],
    ['picture.gif', 'image/gif', latin('GIF89a\x01\0\x01\0\0\0\0;')],
    ['script.js', 'text/javascript', latin('alert(1)')],
  ])('%s', async (name, type, bytes) => {
    await expect(look(bytes, name, type)).rejects.toEqual(refused('fileTypeNotAccepted'));
  });

  it('because it is empty', async () => {
    await expect(look(Buffer.alloc(0), 'photo.jpg')).rejects.toEqual(refused('fileIsEmpty'));
  });

  it('because a document carries programs', async () => {
    const withMacro = zip(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']);
    await expect(look(withMacro, 'letter.docx')).rejects.toEqual(refused('fileLiesAboutItsType'));
  });

  it.each([
    ['photo', 'camera.png'],
    ['audio', 'tone.wav'],
  ] as const)('because a %s is larger than its kind may be', async (kind, name) => {
    const bytes = await photo(name);
    const large: ByteSource = { ...bufferSource(bytes), size: LIMITS[kind] + 1 };
    await expect(sniff(large, { name, type: '' })).rejects.toEqual(refused('fileTooLarge'));
  });

  it('because writing is not writing to its last byte', async () => {
    const text = Buffer.concat([Buffer.from('a'.repeat(70_000)), Buffer.from([0xc3, 0x28])]);
    await expect(look(text, 'diary.txt')).rejects.toEqual(refused('textIsNotPlain'));
  });
});

describe('a file with another inside', () => {
  it.each([
    'camera-orientation-1.jpg',
    'camera.png',
    'camera.webp',
    'camera.avif',
    'camera.heic',
    'tone.wav',
  ])('%s is refused', async (name) => {
    const honest = await photo(name);
    const hidden = [
      zip(['evil.exe']),
      zip(['a', 'b']),
      Buffer.concat([zip(['evil.jar']), latin('a comment of an archive')]),
    ];
    for (const extra of hidden) {
      await expect(look(Buffer.concat([honest, extra]), name)).rejects.toEqual(refused('fileHidesAnother'));
    }
  });

  it.each([
    latin('<html><script>alert(1)</script>'),
    PDF,
    latin('\x7fELF\x02\x01'),
    latin('<?php system($_GET[0]); ?>'),
  ])('behind a picture is refused', async (extra) => {
    for (const name of ['camera-orientation-1.jpg', 'camera.png', 'camera.webp']) {
      await expect(look(Buffer.concat([await photo(name), extra]), name)).rejects.toEqual(
        refused('fileHidesAnother'),
      );
    }
  });

  it('in the first notes of a picture is refused: PDF, page, script', async () => {
    const jpeg = await photo('camera-orientation-1.jpg');
    const comment = (text: string): Buffer => {
      const head = Buffer.from([0xff, 0xfe, 0, 0]);
      head.writeUInt16BE(text.length + 2, 2);
      return Buffer.concat([jpeg.subarray(0, 2), head, latin(text), jpeg.subarray(2)]);
    };
    for (const text of ['%PDF-1.4', '<script>alert(1)</script>', '<!DOCTYPE html><html>']) {
      await expect(look(comment(text), 'photo.jpg')).rejects.toEqual(refused('fileHidesAnother'));
    }
    const script = Buffer.concat([
      latin('\xff\xd8\xff\xe0/*JFIF'),
      Buffer.alloc(0x2f2a),
      latin('*/=alert(1)//'),
      jpeg.subarray(2),
    ]);
    await expect(look(script, 'photo.jpg')).rejects.toEqual(refused('fileHidesAnother'));
  });

  it('a PDF that is an archive from its end is refused', async () => {
    await expect(look(Buffer.concat([PDF, zip(['evil.jar'])]), 'letter.pdf')).rejects.toEqual(
      refused('fileHidesAnother'),
    );
  });
});

it('any bytes under any name are either one of the accepted types or refused; nothing else happens', async () => {
  const starts = [
    '',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
    'RIFF....WEBP',
    'PK\x03\x04',
    '%PDF-',
    '\0\0\0\x18ftypheic',
    'OggS',
    'ID3',
  ];
  const property = fc.asyncProperty(
    fc.constantFrom(...starts),
    fc.uint8Array({ maxLength: 400 }),
    fc.constantFrom('a.jpg', 'a.pdf', 'a.docx', 'a', 'a.heic'),
    async (start, rest, name) => {
      const outcome = await look(Buffer.concat([latin(start), rest]), name).catch((error: Error) => error);
      expect('kind' in outcome || outcome.name === 'Refusal').toBe(true);
    },
  );
  await fc.assert(property, { numRuns: 500 });
});
