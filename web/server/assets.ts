import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ManifestEntry {
  readonly file: string;
  readonly name?: string;
  readonly isEntry?: boolean;
}

/** Addresses of the built browser files. A name that was not built stops the start, not the page. */
export interface Assets {
  readonly stylesheet: string;
  script(island: string): string;
  readonly directory: string;
}

export function loadAssets(directory: string): Assets {
  const path = join(directory, 'manifest.json');
  if (!existsSync(path))
    throw new Error('The browser files are not built. Run npm start, which builds them.');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, ManifestEntry>;
  const entries = Object.values(manifest).filter((entry) => entry.isEntry);
  const addressOf = (wanted: (entry: ManifestEntry) => boolean, name: string): string => {
    const found = entries.find(wanted);
    if (!found) throw new Error(`There is no built file for "${name}".`);
    return `/${found.file}`;
  };
  return {
    directory,
    stylesheet: addressOf((entry) => entry.file.endsWith('.css'), 'styles'),
    script: (island) => addressOf((entry) => entry.name === island && entry.file.endsWith('.js'), island),
  };
}
