import { expect, test } from 'vitest';
import { entryFor, findMissing } from './check-lock.ts';

test('a platform is read off the name', () => {
  expect(entryFor('@oxc-parser/binding-linux-arm-musleabihf', '^1.2.3', { dev: true })).toEqual({
    version: '1.2.3',
    dev: true,
    cpu: ['arm'],
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  });
  expect(entryFor('@biomejs/cli-win32-x64', '2.0.0', { license: 'MIT' })).toEqual({
    version: '2.0.0',
    cpu: ['x64'],
    license: 'MIT',
    optional: true,
    os: ['win32'],
  });
  expect(entryFor('bufferutil', '1.0.0', {})).toBeUndefined();
});

test('only what is left out is named', () => {
  const optionalDependencies = { 'a-darwin-x64': '1.0.0', 'a-linux-x64': '1.0.0', 'a-win32-x64': '1.0.0' };
  const packages = {
    '': {},
    'node_modules/a': { version: '1.0.0', optionalDependencies },
    'node_modules/a-linux-x64': { version: '1.0.0' },
    'node_modules/a/node_modules/a-darwin-x64': { version: '1.0.0' },
  };
  expect(Object.keys(findMissing(packages))).toEqual(['node_modules/a-win32-x64']);
});
