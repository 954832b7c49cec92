/** Builds the browser files into memory, so that the gallery shows what is written now. */
import { build } from 'vite';
import type { BuiltFiles } from './gallery-server.tsx';

export async function buildFiles(): Promise<BuiltFiles> {
  const built = await build({ logLevel: 'silent', build: { write: false } });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((part) =>
    'output' in part ? part.output : [],
  );
  const files = new Map<string, { type: string; content: Uint8Array }>();
  for (const file of outputs) {
    const type = file.fileName.endsWith('.css') ? 'text/css' : 'text/javascript';
    const content = file.type === 'chunk' ? file.code : file.source;
    files.set(`/${file.fileName}`, { type, content: Buffer.from(content) });
  }
  const named = (start: string): string =>
    [...files.keys()].find((path) => path.startsWith(`/assets/${start}`)) ?? '';
  return {
    stylesheet: named('styles'),
    enhance: named('enhance'),
    quickExit: named('quick-exit'),
    read: (path) => files.get(path),
  };
}
