import { z } from 'zod';
import type { Id, SubjectId } from '#domain/kernel';
import type { FileProblem } from './file-problem.ts';
import type { FileState } from './lifecycle.ts';
import type { FileKind, MediaType } from './media-types.ts';

export type UploadId = Id<'file'>;
export type FileId = Id<'file'>;

/**
 * The forms in which a file can be opened. `whole` is all of it, cleaned where it is a photo and the person did not
 * choose to keep the original; the two smaller ones are of photos only.
 */
export const VARIANTS = ['whole', 'large', 'small'] as const;
export type Variant = (typeof VARIANTS)[number];

export interface VariantFacts {
  readonly type: MediaType;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
}
export type Variants = Readonly<Partial<Record<Variant, VariantFacts>>>;

/** The digest of the secret that the writer's browser holds, in hexadecimal digits. Knowing it is owning the uploads. */
export const ownerSchema = z.string().regex(/^[0-9a-f]{32,64}$/, 'wrong');

export const newUploadSchema = z.object({
  owner: ownerSchema,
  /** As the device calls it; control characters and folders are dropped. */
  name: z
    .string()
    .max(1000, 'too-long')
    .transform((name) => plainName(name)),
  type: z
    .string()
    .max(200)
    .transform((type) => (/^[\w.+-]+\/[\w.+-]+/.exec(type)?.[0] ?? '').toLowerCase()),
  size: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  keepOriginal: z.boolean().default(false),
});
export type NewUpload = z.output<typeof newUploadSchema>;

/** The last part of a path, without signs that print as nothing, at most 120 characters with its ending kept. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const shown = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  return shown.length <= 120 ? shown : `${shown.slice(0, 100)}…${shown.slice(-15)}`;
}

/** A file that belongs to a draft. */
export interface Upload {
  readonly id: UploadId;
  readonly name: string;
  readonly declaredType: string;
  readonly size: number;
  readonly keepOriginal: boolean;
  readonly state: Extract<FileState, 'receiving' | 'received' | 'refused'>;
  readonly mediaType: MediaType | null;
  readonly problem: FileProblem | null;
  readonly begunAt: Date;
}

/** A file of a report, or of a message in its conversation. */
export interface ReportFile {
  readonly id: FileId;
  readonly report: Id<'report'>;
  readonly message: Id<'message'> | null;
  readonly subject: SubjectId;
  /** Sealed; open it with `fileNames`. */
  readonly name: Buffer;
  readonly kind: FileKind;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly keepOriginal: boolean;
  readonly state: Extract<FileState, 'cleaning' | 'ready' | 'refused'>;
  readonly problem: FileProblem | null;
  readonly variants: Variants;
  readonly sentAt: Date;
}

export function fileNameContext(id: FileId): string {
  return `files.name|${id}`;
}
