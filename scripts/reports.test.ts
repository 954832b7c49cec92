import { expect, test } from 'vitest';
import { isAllowed } from './check-licences.ts';
import { countResults } from './count-results.ts';
import { judgeAudit } from './judge-audit.ts';

const file = (status: string, ...states: string[]) => ({
  status,
  assertionResults: states.map((state) => ({ status: state })),
});
const report = (...testResults: object[]) => JSON.stringify({ testResults });

test('tests are summed over all files', () => {
  expect(
    countResults(report(file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')), 1),
  ).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
  });
});

test('a file that could not be loaded counts as failed', () => {
  expect(countResults(report(file('passed', 'passed'), file('failed')), 1)).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test('the count is never better than the exit code, and no report is no success', () => {
  expect(countResults(report(file('passed', 'passed')), 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(countResults('', 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('tests that were not run are counted apart', () => {
  expect(countResults(report(file('passed', 'passed', 'skipped', 'todo')), 0)).toEqual({
    passed: 1,
    failed: 0,
    skipped: 2,
  });
});

test('a known grave fault fails, a silent registry is said', () => {
  const finding = (severity: string) =>
    JSON.stringify({
      vulnerabilities: { left: { name: 'left', severity } },
      metadata: { vulnerabilities: { total: 1 } },
    });
  expect(judgeAudit(finding('high'))).toMatchObject({ ok: false, note: expect.stringContaining('left') });
  expect(judgeAudit(finding('low'))).toMatchObject({ ok: true, note: '1 of low or moderate severity' });
  expect(judgeAudit('')).toMatchObject({ ok: true, note: expect.stringContaining('not looked up') });
  expect(judgeAudit('{"message":"request failed"}')).toEqual({
    ok: true,
    note: 'not looked up: request failed',
  });
});

test('licences are read as expressions', () => {
  expect(
    ['MIT', '(MIT OR GPL-3.0)', 'Apache-2.0 AND LGPL-3.0-or-later', 'BSD-3-Clause'].map(isAllowed),
  ).toEqual([true, true, true, true]);
  expect(
    ['GPL-3.0', 'AGPL-3.0-or-later', 'MIT AND GPL-2.0', 'unknown', 'SEE LICENSE'].map(isAllowed),
  ).toEqual([false, false, false, false, false]);
});
