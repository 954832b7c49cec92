interface ResultFile {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts what a test run's JSON report says, and never better than the run's exit code: a file that could not even be
 * loaded, an error outside any test, or a report that is not there count as failed.
 */
export function countResults(report: string, exitCode: number): Counts {
  let files: ResultFile[];
  try {
    files = JSON.parse(report).testResults;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const tests = files.flatMap((file) => file.assertionResults);
  const count = (...states: string[]) => tests.filter(({ status }) => states.includes(status)).length;
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = count('failed') + brokenFiles.length;
  const skipped = count('skipped', 'pending', 'todo', 'disabled');
  return { passed: count('passed'), failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}
