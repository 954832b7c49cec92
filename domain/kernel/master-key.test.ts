import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyPath, readOrMakeMasterKeys, writeMasterKeys } from './master-key.ts';

let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'concord-key-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('the first start makes a key that only this account reads, and the second reads the same', () => {
  const made = readOrMakeMasterKeys(data, [], false);
  expect(made[0]).toHaveLength(32);
  expect(statSync(masterKeyPath(data)).mode & 0o777).toBe(0o600);
  expect(readOrMakeMasterKeys(data, [], true)).toEqual(made);
});

test('a key that is gone while data exists is asked for, and none is made', () => {
  expect(() => readOrMakeMasterKeys(data, [], true)).toThrow(/master key is missing/);
  expect(() => readFileSync(masterKeyPath(data))).toThrow(/ENOENT/);
});

test('a damaged file is refused, not replaced', () => {
  readOrMakeMasterKeys(data, [], false);
  writeFileSync(masterKeyPath(data), 'half a key');
  expect(() => readOrMakeMasterKeys(data, [], false)).toThrow(/no usable key/);
  expect(readFileSync(masterKeyPath(data), 'utf8')).toBe('half a key');
});

test('the configuration wins over the file', () => {
  const given = Buffer.alloc(32, 1);
  expect(readOrMakeMasterKeys(data, [given], true)).toEqual([given]);
});

test('several keys are kept in their order, for a rotation', () => {
  const keys = [Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
  writeMasterKeys(data, keys);
  expect(readOrMakeMasterKeys(data, [], true)).toEqual(keys);
});
