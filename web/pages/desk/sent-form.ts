/** What a form of a report sent: its fields, and for a reply the files that came with it. */
import { type DraftUpload, letterOwner, listDraftUploads, removeDraftUpload } from '#domain/journeys';
import { type Caller, type Id, Refusal } from '#domain/kernel';
import type { FieldError } from '#ui';
import { readFormWithFiles } from '../../server/form-with-files.ts';
import { letterUploads } from '../../server/upload-baskets.ts';
import type { PageContext, Web } from '../../server/visit.ts';

export interface SentForm {
  readonly fields: URLSearchParams;
  /** Files that could not be taken, in words. */
  readonly errors: readonly FieldError[];
  /** The press was on "Remove" beside a file, and nothing else was meant. */
  readonly onlyRemoved: boolean;
}

export const carriesFiles = (c: PageContext): boolean =>
  (c.req.header('content-type') ?? '').startsWith('multipart/form-data');

async function readFields(c: PageContext): Promise<URLSearchParams> {
  const body = await c.req.parseBody();
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return new URLSearchParams(texts);
}

export async function readSentForm(
  c: PageContext,
  web: Web,
  caller: Caller,
  report: Id<'report'>,
): Promise<SentForm> {
  const owner = letterOwner(caller, report);
  if (!owner || !carriesFiles(c)) return { fields: await readFields(c), errors: [], onlyRemoved: false };
  const basket = { path: letterUploads(report, true), owner, caller };
  const { fields, uploads, turnedAway } = await readFormWithFiles(c, web, basket);
  const removed = fields.get('removeUpload');
  if (removed) await remove(web, caller, owner, removed);
  const refused = [...uploads.filter(({ problem }) => problem !== null), ...turnedAway];
  const { say } = c.get('voice');
  // words: files.*
  const errors = refused.map(({ name, problem }) => ({
    name: 'files',
    message: `${name}: ${say(`files.${problem}`)}`,
  }));
  return { fields, errors, onlyRemoved: removed !== null };
}

async function remove(web: Web, caller: Caller, owner: string, id: string): Promise<void> {
  await removeDraftUpload(web.runtime, caller, { owner, id }).catch((error: unknown) => {
    // A second press: it is gone already, and that is what was wanted.
    if (!(error instanceof Refusal && error.code === 'not-found')) throw error;
  });
}

/** What waits to go with the next letter; scripts ask for it by themselves, a page shown again after a slip tells it. */
export async function listAdded(web: Web, caller: Caller, report: Id<'report'>): Promise<DraftUpload[]> {
  const owner = letterOwner(caller, report);
  const found = owner ? await listDraftUploads(web.runtime, caller, owner) : [];
  return found.filter(({ problem }) => problem === null);
}
