/** What may be sent, by what the bytes are. A type that is not in this table is not taken. */
export const FILE_KINDS = ['photo', 'audio', 'video', 'document'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const MB = 1_000_000;
/** Largest size by kind, in bytes. */
export const LIMITS: Readonly<Record<FileKind, number>> = {
  photo: 50 * MB,
  audio: 200 * MB,
  document: 50 * MB,
  video: 2_000 * MB,
};
export const LARGEST = Math.max(...Object.values(LIMITS));
/** Files in one report or message. */
export const MOST_FILES = 20;
/** Bytes in one report or message. */
export const MOST_BYTES = 4_000 * MB;
/** Pixels that are decoded at most, about four times the largest phone camera in everyday use. */
export const MOST_PIXELS = 100_000_000;

interface Accepted {
  readonly kind: FileKind;
  /** Endings under which this type goes; the first is the one we give it. */
  readonly endings: readonly string[];
  /** What browsers and phones call it. */
  readonly names: readonly string[];
}

const accepted = (kind: FileKind, endings: string, names = ''): Accepted => ({
  kind,
  endings: endings.split(' '),
  names: names.split(' ').filter(Boolean),
});

export const ACCEPTED = {
  'image/jpeg': accepted('photo', 'jpg jpeg jpe jfif', 'image/jpg image/pjpeg'),
  'image/png': accepted('photo', 'png'),
  'image/webp': accepted('photo', 'webp'),
  'image/avif': accepted('photo', 'avif'),
  'image/heic': accepted('photo', 'heic heif hif', 'image/heif image/heic-sequence image/heif-sequence'),
  'video/mp4': accepted('video', 'mp4 m4v mov', 'video/x-m4v video/quicktime'),
  'video/quicktime': accepted('video', 'mov qt mp4', 'video/mp4'),
  'video/webm': accepted('video', 'webm weba', 'audio/webm'),
  'audio/mpeg': accepted('audio', 'mp3', 'audio/mp3'),
  'audio/mp4': accepted('audio', 'm4a m4b mp4 aac', 'audio/x-m4a audio/aac video/mp4 audio/m4a'),
  'audio/aac': accepted('audio', 'aac', 'audio/x-aac audio/aacp audio/x-hx-aac-adts'),
  'audio/ogg': accepted('audio', 'ogg oga opus', 'audio/opus application/ogg video/ogg'),
  'audio/wav': accepted('audio', 'wav wave', 'audio/x-wav audio/wave audio/vnd.wave'),
  'application/pdf': accepted('document', 'pdf', 'application/x-pdf'),
  'text/plain': accepted('document', 'txt text log md csv', 'text/csv text/markdown'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': accepted('document', 'docx'),
  'application/vnd.oasis.opendocument.text': accepted('document', 'odt'),
} as const satisfies Record<string, Accepted>;
export type MediaType = keyof typeof ACCEPTED;

export function kindOf(type: MediaType): FileKind {
  return ACCEPTED[type].kind;
}

/** The usual ending for a type, without the dot. */
export function endingOf(type: MediaType): string {
  return ACCEPTED[type].endings[0] ?? 'bin';
}

/** May a file of this type be called so, and declared as this? A name without an ending and no declaration say nothing. */
export function agrees(type: MediaType, name: string, declared: string): boolean {
  const { endings, names }: Accepted = ACCEPTED[type];
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase();
  const plainDeclared = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  const silent = plainDeclared === '' || plainDeclared === 'application/octet-stream';
  return (
    (ending === undefined || endings.includes(ending)) &&
    (silent || plainDeclared === type || names.includes(plainDeclared))
  );
}

/**
 * For the `accept` attribute of the file field: what a device's chooser offers. Types and endings both, since some
 * devices know HEIC or DOCX only by one of them.
 */
export const ACCEPT_ATTRIBUTE = [
  ...Object.entries(ACCEPTED).flatMap(([type, { names }]: [string, Accepted]) => [type, ...names]),
  ...Object.values(ACCEPTED).map(({ endings }) => `.${endings[0]}`),
].join(',');
