import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { type DraftUpload, LARGEST, paceUpload, receiveWhole } from '#domain/journeys';
import { BadInput, Refusal } from '#domain/kernel';
import { networkOf } from './session.ts';
import type { Basket } from './upload-baskets.ts';
import type { PageContext, Web } from './visit.ts';

export interface FormWithFiles {
  /** The plain fields, as `FormData` would give them. */
  readonly fields: URLSearchParams;
  /** Files that arrived; a refused one says why in `problem`. */
  readonly uploads: readonly DraftUpload[];
  /** Files that were turned away before or while they arrived: the name and the code of the refusal. */
  readonly turnedAway: readonly { name: string; problem: string }[];
}

const MOST_FIELDS = 100;
const LONGEST_FIELD = 64 * 1024;

/**
 * Read a form with files as browsers without scripts send it. Each file goes into the basket as it comes, encrypted
 * before it touches the disk; the whole is never in memory. A field `keepOriginal` counts for the files after it.
 */
export async function readFormWithFiles(c: PageContext, web: Web, basket: Basket): Promise<FormWithFiles> {
  const body = c.req.raw.body;
  const headers = { 'content-type': c.req.header('content-type') ?? '' } satisfies BusboyHeaders;
  if (!body || !headers['content-type'].startsWith('multipart/form-data')) throw badForm();
  const sent = Number(c.req.header('content-length') ?? LARGEST);
  const most = Math.max(1, Math.min(sent, LARGEST));
  const fields = new URLSearchParams();
  const uploads: DraftUpload[] = [];
  const turnedAway: { name: string; problem: string }[] = [];
  let storing: Promise<void> = Promise.resolve();
  let arriving: Readable | undefined;

  const store = async (file: Readable, name: string, type: string): Promise<void> => {
    arriving = file;
    try {
      await paceUpload(web.runtime, networkOf(c, web));
      const keepOriginal = fields.has('keepOriginal');
      uploads.push(
        await receiveWhole(
          web.runtime,
          basket.caller,
          { owner: basket.owner, name, type, most, keepOriginal },
          file,
        ),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      turnedAway.push({ name, problem: error.detail ?? error.code });
    } finally {
      file.resume();
    }
  };

  const parser = makeParser(headers);
  parser.on('field', (name, value) => fields.append(name, value));
  parser.on('file', (_field, file, name, _encoding, type) => {
    // A file field that was left empty is sent as a nameless file.
    if (!name) file.resume();
    else storing = storing.then(() => store(file, name, type));
    storing.catch(() => file.resume());
  });
  await pipeline(Readable.fromWeb(body), parser).catch(async (error: Error) => {
    // Whoever went away leaves a file that would never end.
    arriving?.destroy(error);
    await storing.catch(() => undefined);
    throw badForm();
  });
  await storing;
  return { fields, uploads, turnedAway };
}

function makeParser(headers: BusboyHeaders) {
  try {
    return new Busboy({
      headers,
      limits: { fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, files: 40, headerPairs: 20 },
    });
  } catch {
    throw badForm();
  }
}

const badForm = (): BadInput => new BadInput([{ field: 'form', code: 'wrong' }]);
