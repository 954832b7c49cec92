/** Browser files: one entry for each island and one stylesheet, named by their content, with a manifest for the server. */
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const ISLANDS = join(import.meta.dirname, 'web/islands');
const STYLES = join(import.meta.dirname, 'web/ui/css/index.css');

function listEntries(): Record<string, string> {
  const islands = existsSync(ISLANDS) ? readdirSync(ISLANDS) : [];
  const entries = islands
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .map((name) => [name.slice(0, -3), join(ISLANDS, name)]);
  return Object.fromEntries(existsSync(STYLES) ? [...entries, ['styles', STYLES]] : entries);
}

const squeezeBrotli = promisify(brotliCompress);
const squeezeGzip = promisify(gzip);

/** Compressed once here at the highest level, so that no request pays for it. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    async writeBundle(options, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg|json)$/.test(file))) {
        const path = join(options.dir ?? '', name);
        const content = await readFile(path);
        if (content.length < 512) continue;
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        };
        await writeFile(`${path}.br`, await squeezeBrotli(content, { params }));
        await writeFile(`${path}.gz`, await squeezeGzip(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  publicDir: false,
  plugins: [precompress()],
  build: {
    outDir: 'build',
    assetsDir: 'assets',
    manifest: 'manifest.json',
    target: 'es2022',
    // Nothing inline: the content security policy lets no page carry code or data of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: listEntries() },
  },
});
