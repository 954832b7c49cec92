import { z } from 'zod';
import type { Target } from '#domain/access';
import { type ActPlan, query } from '#domain/door';
import { type FileId, type FileTicket, findFile, issueTicket, openVariant, VARIANTS } from '#domain/files';
import { type Caller, isId, type Runtime, type Use } from '#domain/kernel';
import { findTarget } from '#domain/reports';

const input = z.object({
  id: z.string().refine((id): id is FileId => isId<'file'>(id), 'wrong'),
  variant: z.enum(VARIANTS),
  /** The report in which it is looked at, where the address says so: a reason given for one report opens no other's. */
  report: z.string().optional(),
});
type Input = z.output<typeof input>;

/** Who may open the report may open its files: the question is asked about the report. */
async function reportOf(use: Use, { id, report }: Input): Promise<Target | undefined> {
  const file = await findFile(use, id);
  if (!file || (report !== undefined && report !== file.report)) return undefined;
  return findTarget(use, file.report);
}

async function run(use: Use, { id, variant }: Input): Promise<FileTicket | undefined> {
  const file = await findFile(use, id);
  return file && issueTicket(use, file, variant);
}

const plan = { input, purpose: 'respond', target: reportOf, run } as const satisfies Partial<
  ActPlan<typeof input, unknown>
>;
const openForStaff = query({
  ...plan,
  name: 'files.open',
  basis: 'public-task',
  standingReason: 'handles-this-report',
});
const openForHolder = query({ ...plan, name: 'files.openOwn', basis: 'own-data' });

export interface OpenedFile {
  readonly ticket: FileTicket;
  /** Plain bytes from `start` up to `end`, and no more than those opened. */
  read(start: number, end: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Open one variant of a file of a report. Logged; the resident sees by which role and when. */
export async function openFile(
  runtime: Runtime,
  caller: Caller,
  wanted: z.input<typeof input>,
): Promise<OpenedFile | undefined> {
  const open = caller.actor.kind === 'staff' ? openForStaff : openForHolder;
  const ticket = await open(runtime, caller, wanted);
  if (!ticket) return undefined;
  const bytes = await openVariant(runtime, ticket);
  return { ticket, read: bytes.read, close: bytes.close };
}
