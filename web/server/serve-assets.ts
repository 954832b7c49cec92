import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Assets } from './assets.ts';
import type { App } from './visit.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Built files under names made from their content: kept by browsers for ever, sent as they were compressed at build. */
export function serveAssets(app: App, assets: Assets): void {
  app.get('/assets/:name{[A-Za-z0-9._-]+}', async (c) => {
    const name = c.req.param('name');
    const type = TYPES[extname(name)];
    if (!type) return c.notFound();
    const accepts = c.req.header('accept-encoding') ?? '';
    const encodings = [
      ['br', '.br'],
      ['gzip', '.gz'],
    ].filter(([encoding]) => encoding && accepts.includes(encoding));
    for (const [encoding, ending] of [...encodings, [undefined, '']]) {
      const body = await readFile(join(assets.directory, 'assets', `${name}${ending}`)).catch(
        () => undefined,
      );
      if (!body) continue;
      if (encoding) c.header('Content-Encoding', encoding);
      c.header('Content-Type', type);
      c.header('Vary', 'Accept-Encoding');
      c.header('Cache-Control', 'public, max-age=31536000, immutable');
      return c.body(new Uint8Array(body));
    }
    return c.notFound();
  });
}
