import { MemoryLocker, Server } from '@tus/server';
import { listDraftUploads } from '#domain/journeys';
import { BadInput, REFUSALS, Refusal } from '#domain/kernel';
import { serveFiles } from './files.ts';
import { ResumableStore, refusedFile, type TusAnswer } from './resumable-store.ts';
import { networkOf } from './session.ts';
import { findBasket } from './upload-baskets.ts';
import type { App, PageContext, Web } from './visit.ts';

/** Resumable uploads (tus 1.0.0) into the report or letter being written, and the files that came of them. */
export function uploads(app: App, web: Web): void {
  // Two requests for one upload at once: the second waits for the first, which is asked to stop.
  const locker = new MemoryLocker();
  for (const path of ['/uploads/draft', '/uploads/letters/:report', '/desk/uploads/letters/:report']) {
    app.get(path, (c) => listBasket(c, web));
    for (const each of [path, `${path}/:id`]) app.all(each, (c) => speakTus(c, web, locker));
  }
  serveFiles(app, web);
}

/** What this browser's draft has, for the page's list. */
async function listBasket(c: PageContext, web: Web): Promise<Response> {
  const basket = findBasket(c, web);
  if (!basket) return c.notFound();
  const found = await listDraftUploads(web.runtime, basket.caller, basket.owner);
  const shown = found.map(({ id, name, size, offset, state, problem }) => ({
    id,
    name,
    size,
    offset,
    state,
    problem,
  }));
  return c.json({ uploads: shown });
}

async function speakTus(c: PageContext, web: Web, locker: MemoryLocker): Promise<Response> {
  const basket = findBasket(c, web);
  if (!basket) return c.notFound();
  const store = new ResumableStore(web, basket, networkOf(c, web));
  const server = new Server({
    path: basket.path,
    datastore: store,
    locker,
    relativeLocation: true,
    allowedOrigins: [new URL(web.configuration.baseUrl).origin],
    onUploadFinish: async (_request, upload) => tellVerdict(store, upload.id),
    onResponseError: (_request, error) => answerFor(web, error),
  });
  return server.handleWeb(c.req.raw);
}

/** Whether the file is taken is known when its last byte is here, and the person should hear it at once. */
async function tellVerdict(store: ResumableStore, id: string): Promise<Record<string, never>> {
  const { problem } = await store.find(id);
  if (problem) throw refusedFile(problem);
  return {};
}

/** A refusal of ours in the protocol's terms; a fault is logged, and its words stay here. */
function answerFor(web: Web, error: Error | TusAnswer): TusAnswer | undefined {
  if (error instanceof Refusal) {
    return {
      status_code: REFUSALS[error.code],
      body: JSON.stringify({ problem: error.detail ?? error.code }),
    };
  }
  if (error instanceof BadInput) return { status_code: 400, body: JSON.stringify({ problem: 'bad-input' }) };
  if (!(error instanceof Error)) return undefined;
  web.runtime.log.error({ err: error }, 'An upload failed.');
  return { status_code: 500, body: JSON.stringify({ problem: 'fault' }) };
}
