import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { type ByteSource, pieces } from './byte-source.ts';
import { fileRefused } from './file-problem.ts';
import { hidesAnother } from './hidden-payload.ts';
import { ACCEPTED, agrees, type FileKind, kindOf, LIMITS, type MediaType } from './media-types.ts';
import { listZipNames } from './zip-directory.ts';

export interface Claimed {
  /** The name that the person's device gave it. */
  readonly name: string;
  /** The type that the browser said; empty when it said none. */
  readonly type: string;
}

export interface Sniffed {
  readonly type: MediaType;
  readonly kind: FileKind;
}

/**
 * What a file really is, by its bytes, or the refusal that says why it is not taken. Names and declared types are
 * only ever compared with the answer.
 */
export async function sniff(source: ByteSource, claimed: Claimed): Promise<Sniffed> {
  if (source.size === 0) throw fileRefused('fileIsEmpty');
  const type = await typeOf(source, claimed);
  if (!type) throw fileRefused(claimsAccepted(claimed) ? 'fileLiesAboutItsType' : 'fileTypeNotAccepted');
  if (type === 'text/plain' && !agrees(type, claimed.name, claimed.type)) {
    throw fileRefused(claimsAccepted(claimed) ? 'fileLiesAboutItsType' : 'fileTypeNotAccepted');
  }
  if (!agrees(type, claimed.name, claimed.type)) throw fileRefused('fileLiesAboutItsType');
  const kind = kindOf(type);
  if (source.size > LIMITS[kind]) throw fileRefused('fileTooLarge');
  if (type === 'text/plain') await requirePlainText(source);
  if (await hidesAnother(source, type)) throw fileRefused('fileHidesAnother');
  return { type, kind };
}

/** A picture that is really a program is a lie; an unknown kind of file is merely not taken. */
function claimsAccepted({ name, type }: Claimed): boolean {
  const types = Object.keys(ACCEPTED) as MediaType[];
  const byName = /\.[a-z0-9]{1,8}$/i.test(name.trim()) && types.some((each) => agrees(each, name, ''));
  const byType = types.some((each) => each === type.split(';')[0]?.trim().toLowerCase());
  return byName || (byType && type !== 'text/plain');
}

const SAME: Readonly<Record<string, MediaType>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
  'image/heic': 'image/heic',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/quicktime': 'video/quicktime',
  'video/webm': 'video/webm',
  'audio/webm': 'video/webm',
  'audio/mpeg': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/mp4': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'audio/wav': 'audio/wav',
  'application/pdf': 'application/pdf',
};

async function typeOf(source: ByteSource, claimed: Claimed): Promise<MediaType | undefined> {
  const head = await source.read(0, 1 << 16);
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return documentInArchive(source);
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const type = found ? inItsBox(SAME[found.mime], head, claimed) : undefined;
  // WebM and Matroska share a shape; only WebM plays in browsers.
  if (type || found) return type;
  return isUtf8Start(head) && !hasControls(head) && !looksLikeProgram(head) ? 'text/plain' : undefined;
}

/**
 * One box holds several kinds. AVIF may announce itself as the general image box and name itself only second; and
 * telephones write recordings of sound into the box of films, which only their name tells.
 */
function inItsBox(
  type: MediaType | undefined,
  head: Buffer,
  { name, type: declared }: Claimed,
): MediaType | undefined {
  const brands = head.toString('latin1', 8, 64);
  if (type === 'image/heic' && brands.includes('avif')) return 'image/avif';
  const isSound = !agrees('video/mp4', name, declared) && agrees('audio/mp4', name, declared);
  return type === 'video/mp4' && isSound ? 'audio/mp4' : type;
}

/** DOCX and ODT are archives. Those that can carry programs (macros) are not taken. */
async function documentInArchive(source: ByteSource): Promise<MediaType | undefined> {
  const names = await listZipNames(source);
  if (!names || names.some((name) => /vbaproject\.bin$|^basic\/|\.(exe|dll|js|vbs|ps1|jar)$/i.test(name)))
    return undefined;
  if (names.includes('[Content_Types].xml') && names.includes('word/document.xml')) {
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  }
  const start = await source.read(30, 30 + 47);
  const odt = 'application/vnd.oasis.opendocument.text';
  return names[0] === 'mimetype' && start.toString('latin1') === `mimetype${odt}` ? odt : undefined;
}

/** The head may stop within a letter of up to four bytes. */
function isUtf8Start(head: Buffer): boolean {
  return [0, 1, 2, 3].some((cut) => cut < head.length && isUtf8(head.subarray(0, head.length - cut)));
}

/** Control characters that plain writing never has; form feed, tabs and line ends it may. */
function hasControls(bytes: Buffer): boolean {
  return bytes.some(
    (byte) => byte === 127 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13),
  );
}

/** Text that opens as something else: markup, pictures in markup, scripts for a shell. */
function looksLikeProgram(head: Buffer): boolean {
  const start = head
    .toString('utf8', 0, 1024)
    .replace(/^\uFEFF/, '')
    .trimStart();
  return (
    /^(#!|<\?|<!doctype|<(html|head|body|script|svg|iframe|math|xml)\b|\{\\rtf)/i.test(start) ||
    start.includes('%PDF-')
  );
}

/** Strict UTF-8 to the last byte, so that what is stored as writing is writing. */
async function requirePlainText(source: ByteSource): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of pieces(source)) {
      if (hasControls(piece)) throw new TypeError('control character');
      decoder.decode(piece, { stream: true });
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw fileRefused('textIsNotPlain');
    throw error;
  }
}
