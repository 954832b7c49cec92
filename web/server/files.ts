import { type OpenedFile, openFile } from '#domain/journeys';
import { isId, Refusal } from '#domain/kernel';
import type { App, PageContext, Web } from './visit.ts';

/** The files of reports, for staff and for who holds the receipt. Ranges are answered, so that a film can be moved in. */
export function serveFiles(app: App, web: Web): void {
  for (const path of ['/files/:id/:variant', '/desk/files/:id/:variant'])
    app.get(path, (c) => serveFile(c, web));
}

const VARIANTS = ['whole', 'large', 'small'] as const;
const PIECE = 1 << 20;

/** One variant of the file that the address names, for whoever calls. */
export async function serveFile(c: PageContext, web: Web): Promise<Response> {
  const variant = VARIANTS.find((each) => each === c.req.param('variant'));
  const id = c.req.param('id') ?? '';
  // An address that names no file at all is not found, like one that names another's.
  if (!variant || !isId(id)) throw new Refusal('not-found');
  const report = c.req.param('report');
  const file = await openFile(web.runtime, c.get('caller'), { id, variant, ...(report && { report }) });
  if (!file) throw new Refusal('not-found');
  const { size } = file.ticket.facts;
  const range = findRange(c.req.header('range'), size);
  const headers = headersOf(file);
  if (range === 'unsatisfiable' || c.req.raw.method === 'HEAD') {
    await file.close();
    if (range !== 'unsatisfiable')
      return new Response(null, { headers: { ...headers, 'Content-Length': String(size) } });
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers['Content-Length'] = String(end - start);
  if (range) headers['Content-Range'] = `bytes ${start}-${end - 1}/${size}`;
  return new Response(streamOf(file, start, end), { status: range ? 206 : 200, headers });
}

/**
 * What comes from people never runs and never asks for anything: it is sandboxed, its type is not guessed, and what
 * was not written anew by us is only ever saved, not shown.
 */
function headersOf({ ticket }: OpenedFile): Record<string, string> {
  return {
    'Content-Type': ticket.facts.type === 'text/plain' ? 'text/plain; charset=utf-8' : ticket.facts.type,
    'Content-Disposition': `${ticket.inline ? 'inline' : 'attachment'}; ${namePart(ticket.name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
  };
}

/** Names in any writing (RFC 6266 with RFC 8187), and a plain one for programs that know only that. */
export function namePart(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9 ._-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** One range of bytes (RFC 9110, 14.2). Several at once, or what is not understood, is answered with the whole. */
export function findRange(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  return start >= size || start >= end ? 'unsatisfiable' : { start, end };
}

/** Opened piece by piece as the reader takes them; closed when they leave. */
function streamOf(file: OpenedFile, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (at < end) {
            const piece = await file.read(at, Math.min(at + PIECE, end));
            at += piece.length;
            controller.enqueue(new Uint8Array(piece));
          }
          if (at >= end) {
            await file.close();
            controller.close();
          }
        } catch (error) {
          await file.close();
          controller.error(error);
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}
