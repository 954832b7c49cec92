/**
 * The lock file names every platform's packages. npm leaves out those that a registry did not have at that moment, and
 * then refuses its own file in a clean install. `--write` completes it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCK = join(import.meta.dirname, '../package-lock.json');

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, Entry>>;

const PLATFORM =
  /(?:^|[-/])(android|darwin|freebsd|linux|openharmony|win32|windows)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(gnu|musl)?\w*)?$/;

/** The entry of a platform's package, read off its name; nothing if the name says no platform. */
export function entryFor(name: string, version: string, parent: Entry): Entry | undefined {
  const found = PLATFORM.exec(name);
  if (!found) return undefined;
  const [, os = '', cpu = '', libc] = found;
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(parent.dev ? { dev: true } : {}),
    cpu: [cpu],
    ...(os === 'linux' && libc ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    os: [os === 'windows' ? 'win32' : os],
  };
}

export function findMissing(packages: Packages): Record<string, Entry> {
  const missing: Record<string, Entry> = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (packages[`node_modules/${name}`] || packages[`${path}/node_modules/${name}`]) continue;
      const made = entryFor(name, version, entry);
      if (made) missing[`node_modules/${name}`] = made;
    }
  }
  return missing;
}

function main(): void {
  const lock: { packages: Packages } = JSON.parse(readFileSync(LOCK, 'utf8'));
  const missing = findMissing(lock.packages);
  const names = Object.keys(missing);
  if (names.length === 0) return;
  if (process.argv.includes('--write')) {
    const sorted = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(LOCK, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
    return;
  }
  process.stdout.write(
    `package-lock.json lacks ${names.length} packages of other platforms, so "npm ci" refuses it.\n`,
  );
  process.stdout.write('Run: node --import tsx scripts/check-lock.ts --write\n');
  process.exitCode = 1;
}

if (import.meta.main) main();
