/** The page of the files: sent as a form, each file goes straight to its sealed place. */
import { type DraftUpload, draftOwner, listDraftUploads, removeDraftUpload } from '#domain/journeys';
import { Refusal } from '#domain/kernel';
import { type FormWithFiles, readFormWithFiles } from '../../server/form-with-files.ts';
import { type Basket, DRAFT_UPLOADS } from '../../server/upload-baskets.ts';
import type { PageContext, Web } from '../../server/visit.ts';
import { Files, files } from './files.tsx';
import { showStep } from './show-step.tsx';
import type { Writing } from './writing.ts';

function basketOf(c: PageContext, secret: string): Basket {
  return { path: DRAFT_UPLOADS, owner: draftOwner(secret) ?? '', caller: c.get('caller') };
}

export async function uploadsOf(c: PageContext, web: Web, secret: string): Promise<DraftUpload[]> {
  const { caller, owner } = basketOf(c, secret);
  return listDraftUploads(web.runtime, caller, owner);
}

type Refused = readonly { name: string; problem: string }[];

export async function showFiles(
  c: PageContext,
  web: Web,
  { secret, draft }: Writing,
  back: string | undefined,
  turnedAway: Refused = [],
): Promise<Response> {
  const { say } = c.get('voice');
  const uploads = await uploadsOf(c, web, secret);
  // words: files.*
  const refused = turnedAway.map(({ name, problem }) => ({ name, why: say(`files.${problem}`) }));
  return showStep(c, web, files, { draft, back, body: () => <Files uploads={uploads} refused={refused} /> });
}

async function readBasket(c: PageContext, web: Web, basket: Basket): Promise<FormWithFiles> {
  if ((c.req.header('content-type') ?? '').startsWith('multipart/form-data'))
    return readFormWithFiles(c, web, basket);
  throw new Refusal('type-not-accepted');
}

export async function takeFiles(
  c: PageContext,
  web: Web,
  writing: Writing,
): Promise<{ back?: string } | Response> {
  const basket = basketOf(c, writing.secret);
  const form = await readBasket(c, web, basket);
  const back = form.fields.get('back') ?? undefined;
  const remove = form.fields.get('remove');
  if (remove) {
    await removeDraftUpload(web.runtime, basket.caller, { owner: basket.owner, id: remove }).catch(
      (error) => {
        // A second press: it is gone already, and that is what was wanted.
        if (!(error instanceof Refusal && error.code === 'not-found')) throw error;
      },
    );
    return showFiles(c, web, writing, back);
  }
  const judged = form.uploads.flatMap(({ name, problem }) => (problem ? [{ name, problem }] : []));
  const refused = [...form.turnedAway, ...judged];
  if (refused.length > 0) return showFiles(c, web, writing, back, refused);
  return back === undefined ? {} : { back };
}
