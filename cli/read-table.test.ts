import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { openTable } from './read-table.ts';

const directory = mkdtempSync(join(tmpdir(), 'concord-table-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function read(text: string | Buffer, name = 'table.csv') {
  const path = join(directory, name);
  writeFileSync(path, text);
  const table = await openTable(path);
  const rows = [];
  for await (const { line, cells } of table.rows) rows.push([line, cells?.join('|') ?? 'unreadable']);
  return { header: table.header, rows };
}

test('commas, quotes and lines inside quotes are read as they are meant', async () => {
  const { header, rows } = await read('\uFEFFa,b\r\n1,"one, ""two"""\r\n\r\n2,"first\r\nsecond"\r\n3,x');
  expect(header).toEqual(['a', 'b']);
  expect(rows).toEqual([
    [2, '1|one, "two"'],
    [4, '2|first\nsecond'],
    [6, '3|x'],
  ]);
});

test('a broken quote costs its own row and no other', async () => {
  const { rows } = await read('a,b\n1,"never "closed\n2,x\n3,"open\n4,y\n5,z\n');
  expect(rows).toEqual([
    [2, 'unreadable'],
    [3, '2|x'],
    [4, 'unreadable'],
    [5, '4|y'],
    [6, '5|z'],
  ]);
});

test('a quote that stays open for thousands of lines does not swallow them', async () => {
  const many = Array.from({ length: 3000 }, (_, at) => `${at},x`);
  const { rows } = await read(`a,b\n0,"open\n${many.join('\n')}\n`);
  expect(rows).toHaveLength(3001);
  expect(rows[0]).toEqual([2, 'unreadable']);
  expect(rows.at(-1)).toEqual([3002, '2999|x']);
});

test('a packed file is read as the plain one', async () => {
  expect((await read(gzipSync('a\n1\n'), 'table.csv.gz')).rows).toEqual([[2, '1']]);
});

test('a file that is cut, empty or not there is told', async () => {
  const packed = gzipSync(Array.from({ length: 5000 }, () => Math.random()).join('\n'));
  await expect(read(packed.subarray(0, 9000), 'cut.csv.gz')).rejects.toThrow();
  await expect(read('')).rejects.toThrow(/no row with the names/);
  await expect(openTable(join(directory, 'nowhere.csv'))).rejects.toThrow(/There is no file/);
});
