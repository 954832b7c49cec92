import { type ByteSource, readAll } from './byte-source.ts';
import { kindOf, type MediaType } from './media-types.ts';
import { findZipEnd } from './zip-directory.ts';

/**
 * Files that are two things at once. Photos lose every stranger byte when they are written anew; this looks all the
 * same, because an original may be kept, and because such a file was made to deceive.
 */
export async function hidesAnother(source: ByteSource, type: MediaType): Promise<boolean> {
  const kind = kindOf(type);
  if (type === 'text/plain') return false;
  const head = await source.read(0, 1024);
  if (type === 'application/pdf') return hasMarkupStart(head) || endsInArchiveAfterPdf(source);
  if (kind === 'document') return (await source.read(0, 4)).readUInt32LE(0) !== 0x04034b50;
  // Readers of PDF look for its mark in the first kibibyte, not at the first byte.
  if (head.includes('%PDF-') || hasMarkupStart(head) || opensAsScript(head)) return true;
  if (await findZipEnd(source)) return true;
  if (kind !== 'photo') return false;
  const bytes = await readAll(source);
  return isForeign(bytes.subarray(endOfPicture(bytes, type)));
}

const MARKUP = /<(?:!doctype\s+html|html|head|body|script|iframe|svg)[\s>/]|<\?php/i;

function hasMarkupStart(head: Buffer): boolean {
  return MARKUP.test(head.toString('latin1'));
}

/** JPEG whose first segment length reads as the start of a comment in JavaScript, or RIFF whose size does. */
function opensAsScript(head: Buffer): boolean {
  const jpeg = head.length > 6 && head.readUInt16BE(0) === 0xffd8 && head.toString('latin1', 4, 6) === '/*';
  const riff = head.toString('latin1', 0, 4) === 'RIFF' && /^(\/\*|=)/.test(head.toString('latin1', 4, 8));
  return jpeg || riff;
}

async function endsInArchiveAfterPdf(source: ByteSource): Promise<boolean> {
  const end = await findZipEnd(source);
  if (!end) return false;
  const tail = await source.read(Math.max(0, source.size - (1 << 17)), source.size);
  const pdfEnd = tail.lastIndexOf('%%EOF');
  return pdfEnd < 0 || end.at > source.size - tail.length + pdfEnd;
}

const SIGNATURES = [
  'PK\x03\x04',
  '%PDF-',
  'Rar!\x1a',
  '7z\xbc\xaf\x27',
  '\x7fELF',
  '\x1f\x8b\x08',
  'MZ\x90\x00',
  '#!/',
];

/**
 * Is what follows the picture something that opens by itself? Phones add pictures, short films and notes of their own
 * (motion photos, depth maps, trailers of the maker); those are honest, and cleaning drops them.
 */
function isForeign(rest: Buffer): boolean {
  if (rest.length === 0) return false;
  const start = rest.subarray(0, 64);
  if (SIGNATURES.some((mark) => start.includes(Buffer.from(mark, 'latin1')))) return true;
  // Descriptions of the picture are XML of their own and may stand here; pages and scripts may not.
  return MARKUP.test(rest.subarray(0, 1 << 20).toString('latin1'));
}

function endOfPicture(bytes: Buffer, type: MediaType): number {
  if (type === 'image/jpeg') return endOfJpeg(bytes);
  if (type === 'image/png') return endOfPng(bytes);
  if (type === 'image/webp') return Math.min(bytes.length, bytes.readUInt32LE(4) + 8);
  return endOfBoxes(bytes);
}

function endOfJpeg(bytes: Buffer): number {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xda) break;
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  // Inside the picture's own data a 0xFF is always followed by 0 or a restart mark; the end mark is unmistakable.
  const end = bytes.indexOf(Buffer.from([0xff, 0xd9]), at);
  return end < 0 ? bytes.length : end + 2;
}

function endOfPng(bytes: Buffer): number {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const isEnd = bytes.toString('latin1', at + 4, at + 8) === 'IEND';
    at += 12 + bytes.readUInt32BE(at);
    if (isEnd) break;
  }
  return Math.min(at, bytes.length);
}

/** HEIC and AVIF are boxes of a length and a four-letter name; the first that is neither ends the picture. */
function endOfBoxes(bytes: Buffer): number {
  let at = 0;
  while (at + 8 <= bytes.length && /^[a-z0-9 ]{4}$/i.test(bytes.toString('latin1', at + 4, at + 8))) {
    const length = bytes.readUInt32BE(at);
    const whole = length === 1 && at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : length;
    if (whole === 0) return bytes.length;
    if (whole < 8 || at + whole > bytes.length) break;
    at += whole;
  }
  return at;
}
