import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

test('every dependency is pinned and has its reason in docs/dependencies.md', () => {
  const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } =
    JSON.parse(read('package.json'));
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  const rows = read('docs/dependencies.md')
    .split('\n')
    .filter((line) => /^\| [@a-z]/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(all).sort());
  for (const [, name, licence, why] of rows) {
    expect(licence, name).not.toBe('?');
    expect(why?.length, name).toBeGreaterThan(3);
  }
  for (const [name, version] of Object.entries(all))
    expect(version, name).toMatch(/^(npm:[a-z]+@)?\d+\.\d+\.\d+/);
});
