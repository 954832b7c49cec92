import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findHolder, takeInstanceLock } from './instance-lock.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'concord-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('one holder at a time, and free again after release', () => {
  const lock = takeInstanceLock(directory);
  expect(findHolder(directory)).toBe(process.pid);
  expect(() => takeInstanceLock(directory)).toThrow(`(process ${process.pid})`);
  lock.release();
  expect(findHolder(directory)).toBeUndefined();
  takeInstanceLock(directory).release();
  expect(readdirSync(directory)).toEqual([]);
});

test('a lock of a dead process is taken over', () => {
  writeFileSync(join(directory, 'concord.lock'), '4194399\nsome-boot 1\n');
  takeInstanceLock(directory).release();
});

test('a number that now belongs to another process does not hold the lock', () => {
  writeFileSync(join(directory, 'concord.lock'), `${process.pid}\nan-earlier-boot 12\n`);
  const lock = takeInstanceLock(directory);
  expect(findHolder(directory)).toBe(process.pid);
  lock.release();
});

test('an unreadable lock holds nothing', () => {
  writeFileSync(join(directory, 'concord.lock'), 'nonsense');
  takeInstanceLock(directory).release();
});
