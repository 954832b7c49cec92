import { fileKey, reveal } from '#domain/access';
import { type Id, later, orNotFound, Refusal, type TenantId, type Use } from '#domain/kernel';
import { oldestUpload } from './commands/begin-upload.ts';
import {
  type FileId,
  fileNameContext,
  type ReportFile,
  type Upload,
  type UploadId,
  type Variant,
  type VariantFacts,
} from './file.ts';
import { type FileHouse, sealedAs, sealedPath } from './file-places.ts';
import { endingOf, kindOf } from './media-types.ts';
import { type OpenSealedFile, openSealedFile } from './sealed-file.ts';
import {
  deleteFiles,
  deleteUpload,
  deleteUploadsOf,
  selectFile,
  selectFiles,
  selectUpload,
  selectUploads,
} from './store.ts';

/** What a draft has, in the order it was chosen. */
export function listUploads(use: Use, owner: string): Promise<Upload[]> {
  return selectUploads(use, owner, oldestUpload(use));
}

/** One upload of this owner. Another's is not found. */
export async function getUpload(use: Use, owner: string, id: UploadId): Promise<Upload> {
  return orNotFound(await selectUpload(use, owner, id, oldestUpload(use)));
}

export function removeUpload(use: Use, owner: string, id: UploadId): Promise<boolean> {
  return deleteUpload(use, owner, id);
}

/** The files of these reports and of the messages in them, also those still being prepared. */
export function listFiles(use: Use, reports: readonly Id<'report'>[]): Promise<ReportFile[]> {
  return selectFiles(use, reports);
}

export function findFile(use: Use, id: FileId): Promise<ReportFile | undefined> {
  return selectFile(use, id);
}

/** The names that people gave their files; the door logs that they were read. Without one where the person was erased. */
export async function fileNames(
  use: Use,
  files: readonly ReportFile[],
): Promise<ReadonlyMap<FileId, string>> {
  const sealed = files.map(({ id, subject, name }) => ({
    subject,
    context: fileNameContext(id),
    bytes: name,
  }));
  const names = await reveal<string>(use, sealed);
  return new Map(
    files.flatMap((file, index) => (names[index] === undefined ? [] : [[file.id, names[index]] as const])),
  );
}

/** What is needed to open a variant, once the door has let the caller in. */
export interface FileTicket {
  readonly id: FileId;
  readonly tenant: TenantId;
  readonly variant: Variant;
  readonly facts: VariantFacts;
  /** With the ending that fits what the bytes are now. */
  readonly name: string;
  /** May it be shown in the page? Only what was written anew, and films and sound. */
  readonly inline: boolean;
  readonly key: Buffer;
}

/** Take the key of one variant out of the vault; the door logs it as opening the person's words. */
export async function issueTicket(use: Use, file: ReportFile, variant: Variant): Promise<FileTicket> {
  if (file.state !== 'ready')
    throw new Refusal('not-in-this-state', file.state === 'cleaning' ? 'filePreparing' : 'fileRefused');
  const facts = orNotFound(file.variants[variant]);
  const key = await fileKey(use, file.subject, file.id, 'read');
  const given = (await fileNames(use, [file])).get(file.id) ?? '';
  const bare = given.replace(/\.[a-z0-9]{1,8}$/i, '') || file.kind;
  const name = facts.type === file.mediaType && given ? given : `${bare}.${endingOf(facts.type)}`;
  const cleaned = variant !== 'whole' || !file.keepOriginal;
  const inline = kindOf(facts.type) === 'photo' ? cleaned : file.kind !== 'document';
  return { id: file.id, tenant: use.tenant, variant, facts, name, inline, key };
}

/** Open the bytes of a ticket; close them after use. */
export function openVariant(
  house: FileHouse,
  { tenant, id, variant, key }: FileTicket,
): Promise<OpenSealedFile> {
  return openSealedFile(sealedPath(house, tenant, id, variant), key, sealedAs(tenant, id, variant));
}

/** The key under which the worker seals a file. Refuses as not found where the person has been erased. */
export function sealingKey(use: Use, file: ReportFile): Promise<Buffer> {
  return fileKey(use, file.subject, file.id, 'write');
}

/**
 * Forget the files of an erased report, whose key is gone with the person's, and those that wait in a letter never sent,
 * which stand under no person's key yet. The worker removes the bytes of both.
 * @param letter the owner of what waits, where there is one.
 */
export async function forgetFiles(use: Use, report: Id<'report'>, letter?: string): Promise<void> {
  const waiting = letter === undefined ? [] : await deleteUploadsOf(use, letter);
  const ids = [...(await deleteFiles(use, report)), ...waiting];
  if (ids.length > 0) await later(use, 'remove-files', { ids });
}
