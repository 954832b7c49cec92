import { sql } from 'kysely';
import type { Id, Use } from '#domain/kernel';
import type { FileId, NewUpload, ReportFile, Upload, UploadId, Variants } from './file.ts';
import type { FileProblem } from './file-problem.ts';
import type { MediaType } from './media-types.ts';

const nameContext = (use: Use, id: string): string => `files.upload-name|${use.tenant}|${id}`;

interface UploadRow extends Omit<Upload, 'name'> {
  readonly name: Buffer;
}

const UPLOAD = sql`id, name, declared_type as "declaredType", size, keep_original as "keepOriginal", state,
  media_type as "mediaType", problem, begun_at as "begunAt"`;

function withName(use: Use, row: UploadRow): Upload {
  return { ...row, name: use.keyring.unwrap(row.name, nameContext(use, row.id)).toString() };
}

/** One transaction at a time may change what an owner has, so that limits hold when several files begin at once. */
export async function lockOwner(use: Use, owner: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`files.owner|${use.tenant}|${owner}`}, 0))`.execute(
    use.db,
  );
}

export async function insertUpload(use: Use, id: UploadId, upload: NewUpload): Promise<void> {
  const name = use.keyring.wrap(Buffer.from(upload.name), nameContext(use, id));
  await sql`insert into files.upload (tenant, id, owner, name, declared_type, size, keep_original, state, begun_at)
    values (${use.tenant}, ${id}, ${Buffer.from(upload.owner, 'hex')}, ${name}, ${upload.type}, ${upload.size},
      ${upload.keepOriginal}, 'receiving', ${use.now})`.execute(use.db);
}

/** What an owner has that is no older than `since`, oldest first. Refused ones are listed too: the person should see them. */
export async function selectUploads(use: Use, owner: string, since: Date): Promise<Upload[]> {
  const { rows } = await sql<UploadRow>`select ${UPLOAD} from files.upload
    where tenant = ${use.tenant} and owner = ${Buffer.from(owner, 'hex')} and begun_at > ${since} order by id`.execute(
    use.db,
  );
  return rows.map((row) => withName(use, row));
}

export async function selectUpload(
  use: Use,
  owner: string,
  id: UploadId,
  since: Date,
): Promise<Upload | undefined> {
  const { rows } = await sql<UploadRow>`select ${UPLOAD} from files.upload
    where tenant = ${use.tenant} and id = ${id} and owner = ${Buffer.from(owner, 'hex')} and begun_at > ${since}`.execute(
    use.db,
  );
  return rows[0] ? withName(use, rows[0]) : undefined;
}

/** Returns false when it was not receiving any more: somebody else finished it meanwhile. */
export async function settleUpload(
  use: Use,
  id: UploadId,
  end: { size: number; mediaType: MediaType | null; problem: FileProblem | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update files.upload
    set state = ${end.problem ? 'refused' : 'received'}, media_type = ${end.mediaType}, problem = ${end.problem},
      size = ${end.size}
    where tenant = ${use.tenant} and id = ${id} and state = 'receiving'`.execute(use.db);
  return numAffectedRows === 1n;
}

export async function deleteUpload(use: Use, owner: string, id: UploadId): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from files.upload
    where tenant = ${use.tenant} and id = ${id} and owner = ${Buffer.from(owner, 'hex')}`.execute(use.db);
  return numAffectedRows === 1n;
}

/** Take the received uploads out of the draft. Two sendings at once: each upload goes to one of them. */
export async function takeReceived(use: Use, owner: string, since: Date): Promise<Upload[]> {
  const { rows } = await sql<UploadRow>`delete from files.upload
    where tenant = ${use.tenant} and owner = ${Buffer.from(owner, 'hex')} and state = 'received' and begun_at > ${since}
    returning ${UPLOAD}`.execute(use.db);
  return rows.map((row) => withName(use, row)).sort((a, b) => a.id.localeCompare(b.id));
}

/** All that an owner has, whatever became of it. */
export async function deleteUploadsOf(use: Use, owner: string): Promise<UploadId[]> {
  const { rows } = await sql<{ id: UploadId }>`delete from files.upload
    where tenant = ${use.tenant} and owner = ${Buffer.from(owner, 'hex')} returning id`.execute(use.db);
  return rows.map((row) => row.id);
}

export async function deleteUploadsBefore(use: Use, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from files.upload
    where tenant = ${use.tenant} and begun_at < ${before}`.execute(use.db);
  return Number(numAffectedRows ?? 0);
}

/** Wrap the names of all uploads under the newest master key. They live a day, so they are few. */
export async function rewrapUploadNames(use: Use): Promise<number> {
  const { rows } = await sql<Pick<UploadRow, 'id' | 'name'>>`select id, name from files.upload
    where tenant = ${use.tenant} for update`.execute(use.db);
  const old = rows.filter(({ name }) => !use.keyring.isCurrent(name));
  if (old.length === 0) return 0;
  const wrapped = old.map(({ id, name }) => {
    const context = nameContext(use, id);
    return use.keyring.wrap(use.keyring.unwrap(name, context), context);
  });
  await sql`update files.upload u set name = n.name
    from unnest(${old.map(({ id }) => id)}::uuid[], ${wrapped}::bytea[]) as n (id, name)
    where u.tenant = ${use.tenant} and u.id = n.id`.execute(use.db);
  return old.length;
}

const FILE = sql`id, report, message, subject, name, kind, media_type as "mediaType", size, keep_original as "keepOriginal",
  state, problem, variants, sent_at as "sentAt"`;

export async function insertFiles(use: Use, files: readonly ReportFile[]): Promise<void> {
  if (files.length === 0) return;
  const column = <K extends keyof ReportFile>(key: K) => files.map((file) => file[key]);
  await sql`insert into files.file (tenant, id, report, message, subject, name, kind, media_type, size, keep_original, state, sent_at)
    select ${use.tenant}, n.*, 'cleaning', ${use.now}::timestamptz from unnest(${column('id')}::uuid[], ${column('report')}::uuid[],
      ${column('message')}::uuid[], ${column('subject')}::uuid[], ${column('name')}::bytea[], ${column('kind')}::text[],
      ${column('mediaType')}::text[], ${column('size')}::bigint[], ${column('keepOriginal')}::boolean[]) as n`.execute(
    use.db,
  );
}

/** The files of these reports and their messages, in the order they were sent. */
export async function selectFiles(use: Use, reports: readonly Id<'report'>[]): Promise<ReportFile[]> {
  const { rows } = await sql<ReportFile>`select ${FILE} from files.file
    where tenant = ${use.tenant} and report = any(${[...reports]}::uuid[]) order by sent_at, id`.execute(
    use.db,
  );
  return rows;
}

export async function selectFile(use: Use, id: FileId): Promise<ReportFile | undefined> {
  const { rows } =
    await sql<ReportFile>`select ${FILE} from files.file where tenant = ${use.tenant} and id = ${id}`.execute(
      use.db,
    );
  return rows[0];
}

/** Ids of files that the worker has yet to clean; their staged bytes must stay. */
export async function selectCleaning(use: Use): Promise<FileId[]> {
  const { rows } = await sql<{ id: FileId }>`select id from files.file
    where tenant = ${use.tenant} and state = 'cleaning'`.execute(use.db);
  return rows.map((row) => row.id);
}

export async function settleFile(
  use: Use,
  id: FileId,
  end: { variants: Variants; problem: FileProblem | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update files.file
    set state = ${end.problem ? 'refused' : 'ready'}, problem = ${end.problem}, variants = ${JSON.stringify(end.variants)}::jsonb
    where tenant = ${use.tenant} and id = ${id} and state = 'cleaning'`.execute(use.db);
  return numAffectedRows === 1n;
}

export async function deleteFiles(use: Use, report: Id<'report'>): Promise<FileId[]> {
  const { rows } = await sql<{ id: FileId }>`delete from files.file
    where tenant = ${use.tenant} and report = ${report} returning id`.execute(use.db);
  return rows.map((row) => row.id);
}
