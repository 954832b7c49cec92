import { createHash } from 'node:crypto';
import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { command, query } from '#domain/door';
import {
  beginUpload,
  type FileProblem,
  fileRefused,
  finishUpload,
  getUpload,
  judgeUpload,
  listUploads,
  newUploadSchema,
  ownerSchema,
  removeUpload,
  stagingOf,
  type Upload,
  type UploadId,
} from '#domain/files';
import { pacesOf } from '#domain/identity';
import { type Caller, type Id, isId, orNotFound, Refusal, type Runtime, type Use } from '#domain/kernel';
import { draftIdOf, parseDraftSecret } from '#domain/reports';

/**
 * Files on their way into a draft. Rows and bytes are two places: the row is written first and the bytes follow, so a
 * kill between the two leaves only an upload that has received nothing.
 */
const uploading = {
  purpose: 'respond',
  basis: 'public-task',
  target: (use: Use) => placeTarget(use.tenant),
} as const;

const oneSchema = z.object({ owner: ownerSchema, id: z.string().refine((id) => isId<'file'>(id), 'wrong') });
const idOf = (text: string): UploadId => orNotFound(isId<'file'>(text) ? text : undefined);

const beginRow = command({ name: 'files.begin', input: newUploadSchema, ...uploading, run: beginUpload });

const listRows = query({
  name: 'files.list',
  input: z.object({ owner: ownerSchema }),
  ...uploading,
  run: (use, { owner }) => listUploads(use, owner),
});

const getRow = query({
  name: 'files.look',
  input: oneSchema,
  ...uploading,
  run: (use, { owner, id }) => getUpload(use, owner, idOf(id)),
});

const finishRow = command({
  name: 'files.finish',
  input: oneSchema.extend({
    size: z.int().min(0),
    mediaType: z.custom<Upload['mediaType']>(),
    problem: z.custom<FileProblem | null>(),
  }),
  ...uploading,
  run: async (use, { owner, id, size, mediaType, problem }) => {
    const upload = await getUpload(use, owner, idOf(id));
    if (upload.state === 'receiving') await finishUpload(use, upload, { size, mediaType, problem });
    return getUpload(use, owner, upload.id);
  },
});

const removeRow = command({
  name: 'files.remove',
  input: oneSchema,
  ...uploading,
  run: (use, { owner, id }) => removeUpload(use, owner, idOf(id)),
});

export interface DraftUpload extends Upload {
  /** Bytes that have arrived and are safe. */
  readonly offset: number;
}

/** Make room for a file in a draft. Refuses by size, number and free disk before any byte is taken. */
export async function startUpload(
  runtime: Runtime,
  caller: Caller,
  input: z.input<typeof newUploadSchema>,
): Promise<UploadId> {
  const id = await beginRow(runtime, caller, input);
  try {
    await stagingOf(runtime, caller.tenant).begin(id, input.size);
    return id;
  } catch (error) {
    await removeRow(runtime, caller, { owner: input.owner, id });
    throw error;
  }
}

/** Add bytes where the upload stands. When the last has arrived the file is looked at, and taken or refused. */
export async function receiveUpload(
  runtime: Runtime,
  caller: Caller,
  input: { owner: string; id: string; offset: number },
  bytes: AsyncIterable<Uint8Array>,
): Promise<DraftUpload> {
  const upload = await getRow(runtime, caller, input);
  if (upload.state !== 'receiving') throw new Refusal('not-in-this-state');
  const offset = await stagingOf(runtime, caller.tenant).append(upload.id, input.offset, bytes);
  return settle(runtime, caller, input.owner, upload, offset);
}

/**
 * Take a file whose size is not known until its end, as forms without scripts send it. `most` is what it can have at
 * most. What breaks off is not kept: such a form cannot go on where it stood.
 */
export async function receiveWhole(
  runtime: Runtime,
  caller: Caller,
  input: Omit<z.input<typeof newUploadSchema>, 'size'> & { most: number },
  bytes: AsyncIterable<Uint8Array>,
): Promise<DraftUpload> {
  const { most, owner, ...rest } = input;
  const id = await startUpload(runtime, caller, { ...rest, owner, size: most });
  try {
    await stagingOf(runtime, caller.tenant).append(id, 0, bytes);
    return await judge(runtime, caller, owner, await getRow(runtime, caller, { owner, id }));
  } catch (error) {
    await removeDraftUpload(runtime, caller, { owner, id });
    throw error;
  }
}

/** One upload of the draft, with how far it has come. */
export async function findUpload(
  runtime: Runtime,
  caller: Caller,
  input: { owner: string; id: string },
): Promise<DraftUpload> {
  const upload = await getRow(runtime, caller, input);
  const isThere = upload.state !== 'receiving' || (await stagingOf(runtime, caller.tenant).has(upload.id));
  // Killed between the row and the bytes: the sender is told that it is not there, and begins anew.
  if (!isThere) throw new Refusal('not-found');
  return standing(runtime, caller, input.owner, upload);
}

/** What the draft has. A file that had arrived when the program was killed is looked at now. */
export async function listDraftUploads(
  runtime: Runtime,
  caller: Caller,
  owner: string,
): Promise<DraftUpload[]> {
  const uploads = await listRows(runtime, caller, { owner });
  return Promise.all(uploads.map((upload) => standing(runtime, caller, owner, upload)));
}

/** Take a file out of the draft, wherever it stands. Asked twice, the second time finds nothing and says so. */
export async function removeDraftUpload(
  runtime: Runtime,
  caller: Caller,
  input: { owner: string; id: string },
): Promise<void> {
  const removed = await removeRow(runtime, caller, input);
  if (!removed) throw new Refusal('not-found');
  await stagingOf(runtime, caller.tenant).remove(input.id);
}

async function standing(
  runtime: Runtime,
  caller: Caller,
  owner: string,
  upload: Upload,
): Promise<DraftUpload> {
  if (upload.state !== 'receiving') return { ...upload, offset: upload.size };
  const staged = await stagingOf(runtime, caller.tenant).find(upload.id);
  return settle(runtime, caller, owner, upload, staged?.offset ?? 0);
}

/** Judge an upload that is all there. Bytes of a refused one are not kept. */
async function settle(
  runtime: Runtime,
  caller: Caller,
  owner: string,
  upload: Upload,
  offset: number,
): Promise<DraftUpload> {
  if (offset < upload.size) return { ...upload, offset };
  return judge(runtime, caller, owner, upload);
}

async function judge(runtime: Runtime, caller: Caller, owner: string, upload: Upload): Promise<DraftUpload> {
  const staging = stagingOf(runtime, caller.tenant);
  // Somebody else looks at the same moment and has already removed what was refused: their verdict stands.
  if (!(await staging.has(upload.id))) {
    const settled = await getRow(runtime, caller, { owner, id: upload.id });
    return { ...settled, offset: settled.state === 'receiving' ? 0 : settled.size };
  }
  const source = await staging.open(upload.id);
  const verdict = await judgeUpload(upload, source).finally(() => source.close());
  const settled = await finishRow(runtime, caller, { owner, id: upload.id, ...verdict });
  if (settled.state === 'refused') await staging.remove(upload.id);
  return { ...settled, offset: settled.size };
}

/** The owner of the uploads of a report that is being written, from what its writer's cookie holds. */
export function draftOwner(cookie: string | undefined): string | undefined {
  const secret = parseDraftSecret(cookie);
  return secret && draftIdOf(secret).toString('hex');
}

/**
 * The owner of the uploads of a letter that is being written in a report's conversation: one for the holder of the
 * receipt, one for each member of staff. Nothing for who cannot write there.
 */
export function letterOwner(
  { tenant, actor }: Pick<Caller, 'tenant' | 'actor'>,
  report: Id<'report'>,
): string | undefined {
  if (actor.kind === 'system') return undefined;
  if (actor.kind === 'resident' && !actor.reports.includes(report)) return undefined;
  const writer = actor.kind === 'staff' ? actor.id : 'resident';
  return createHash('sha256').update(`letter|${tenant}|${report}|${writer}`).digest('hex');
}

export { ACCEPT_ATTRIBUTE, LARGEST, MOST_FILES } from '#domain/files';

/**
 * Count a file that begins to arrive from a network, in memory.
 * @throws Refusal `too-many-tries`
 */
export async function paceUpload(runtime: Runtime, network: string): Promise<void> {
  const wait = await pacesOf(runtime.keyring).upload.begin(network);
  if (wait > 0) throw fileRefused('uploadsTooFast');
}
