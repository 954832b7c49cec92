import { expect, test } from 'vitest';
import { checkFace, checkFile, checkFloorPlan, tablesNamedIn } from './check-house.ts';

const file = (path: string, text: string) => ({ path, text });

test('a plain small file is left in peace', () => {
  expect(checkFile(file('domain/reports/commands/submit.ts', 'export const a = 1;\n'))).toEqual([]);
});

test.each([
  ['a long file', file('a.ts', '\n'.repeat(401)), /401 lines/],
  ['a name that is not kebab-case', file('web/ui/PageShell.tsx', ''), /kebab-case/],
  ['a name that says nothing', file('domain/kernel/string-utils.ts', ''), /say it/],
  ['a way around the types', file('a.ts', `// ${'@ts'}-ignore`), /goes around/],
  ['a skipped test', file('a.test.ts', `test.${'skip'}('x')`), /goes around/],
  ['a path of one machine', file('docs/a.md', `see /${'home'}/ana/x`), /one machine/],
])('%s is found', (_name, source, fault) => {
  expect(checkFile(source)).toEqual([expect.stringMatching(fault)]);
});

test('tables are seen in SQL and not in prose', () => {
  expect(tablesNamedIn('select 1 from reports.report r join files.file f')).toEqual([
    { schema: 'reports', table: 'report' },
    { schema: 'files', table: 'file' },
  ]);
  expect(tablesNamedIn('a letter from Ana. Reports are kept')).toEqual([]);
});

test('a slice that keeps the plan passes', () => {
  const entries = [
    'index.ts',
    'README.md',
    'commands',
    'migrations',
    'permissions.cedar',
    'permissions.cedarschema',
    'store.ts',
  ];
  const files = [file('domain/areas-and-officers/store.ts', 'select 1 from areas_and_officers.walk')];
  expect(checkFloorPlan('areas-and-officers', entries, files)).toEqual([]);
});

test('a folder without a face, or without its ten lines, is found', () => {
  expect(checkFace('kernel', ['index.ts', 'README.md', 'ids.ts'])).toEqual([]);
  expect(checkFace('kernel', ['ids.ts'])).toEqual([
    expect.stringContaining('domain/kernel: index.ts is missing'),
    expect.stringContaining('domain/kernel: README.md is missing'),
  ]);
});

test('extra rooms and foreign tables are found', () => {
  const files = [
    file('domain/feedback/store.ts', 'select 1 from reports.report; insert into feedback.answer'),
    file('domain/feedback/queries.ts', 'select 1 from feedback.answer'),
  ];
  const faults = checkFloorPlan('feedback', ['index.ts', 'commands', 'services', 'store.ts'], files);
  expect(faults).toEqual([
    expect.stringContaining('domain/feedback/services'),
    expect.stringContaining('names reports.report, which belongs to another'),
    expect.stringContaining('tables are known by the store'),
  ]);
});
