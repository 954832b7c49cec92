/** Residents who send photos, reports and letters over HTTP, and remember what they were told had arrived. */
import { createHash, randomInt, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { City } from './city.ts';
import type { Draft } from './drafts.ts';
import { cookieOf, type Visitor } from './visitor.ts';

/** What one resident was promised. */
export interface Told {
  readonly draft: Draft;
  /** SHA-256 of the photo that was acknowledged. */
  photo: string | undefined;
  reported: boolean;
  readonly letters: string[];
}

const LETTERS = 2;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A small photo that no one else sends. */
async function photo(): Promise<Buffer> {
  const size = 24;
  const pixels = Buffer.from(Array.from({ length: size * size * 3 }, () => randomInt(256)));
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer();
}

async function sendPhoto(visitor: Visitor, told: Told): Promise<void> {
  const bytes = await photo();
  const answer = await visitor.ask('/uploads/draft', {
    method: 'POST',
    headers: {
      cookie: told.draft.cookie,
      'tus-resumable': '1.0.0',
      'upload-length': bytes.length,
      // The original is kept, so that its bytes can be compared in the end.
      'upload-metadata': `filename ${base64('bicycle.png')},filetype ${base64('image/png')},keep ${base64('1')}`,
      'content-type': 'application/offset+octet-stream',
    },
    body: bytes,
  });
  if (answer.status !== 201 || Number(answer.headers['upload-offset']) !== bytes.length)
    throw new Error(`A photo was answered with ${answer.status}: ${answer.body}`);
  told.photo = createHash('sha256').update(bytes).digest('hex');
}

async function sendReport(visitor: Visitor, told: Told): Promise<string> {
  const answer = await visitor.post('/report/check', {}, { cookie: told.draft.cookie });
  const receipt = cookieOf(answer, 'receipt');
  if (answer.status !== 303 || answer.headers.location !== '/report/sent' || !receipt)
    throw new Error(`A report was answered with ${answer.status} ${answer.headers.location ?? ''}`);
  told.reported = true;
  return receipt;
}

async function sendLetter(visitor: Visitor, told: Told, cookie: string): Promise<void> {
  const words = `I found the basket again, ${randomUUID()}`;
  const path = `/follow/report/${told.draft.report}/write`;
  const answer = await visitor.post(path, { words, requestKey: randomUUID() }, { cookie });
  if (answer.status !== 303 || !answer.headers.location?.includes('said=sent'))
    throw new Error(`A letter was answered with ${answer.status} ${answer.headers.location ?? ''}`);
  told.letters.push(words);
}

/** Not an answer but its absence: the city was killed meanwhile. */
const isCut = (error: unknown): boolean =>
  error instanceof Error && ('code' in error || /socket hang up|aborted|No answer/.test(error.message));

async function live(visitor: Visitor, told: Told): Promise<void> {
  await sendPhoto(visitor, told);
  const cookie = await sendReport(visitor, told);
  for (let letter = 0; letter < LETTERS; letter += 1) await sendLetter(visitor, told, cookie);
}

/**
 * So many residents at the same time, one after the other while there are drafts, until the city is cut off.
 * @throws when an answer came and was not the promised one.
 */
export async function liveUntilCut(
  { visitor }: City,
  drafts: Draft[],
  together: number,
): Promise<readonly Told[]> {
  const all: Told[] = [];
  const one = async () => {
    for (let draft = drafts.pop(); draft; draft = drafts.pop()) {
      const told: Told = { draft, photo: undefined, reported: false, letters: [] };
      all.push(told);
      await live(visitor, told);
    }
  };
  const cutOrDone = async () => {
    await one().catch((error: unknown) => {
      if (!isCut(error)) throw error;
    });
  };
  await Promise.all(Array.from({ length: together }, cutOrDone));
  return all;
}
