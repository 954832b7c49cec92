/** What a script may rely on; 64 and above are from sysexits.h. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Done, but something wants a look: a check that is not well, rows that were not taken. */
  attention: 2,
  usage: 64,
  unavailable: 69,
  configuration: 78,
} as const;

/** A command's failure, told in one line. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The exit code and the line for whatever a command threw. An unknown fault keeps its stack: it is ours to mend. */
export function explain(error: unknown): { readonly line: string; readonly exitCode: number } {
  if (!(error instanceof Error)) return { line: String(error), exitCode: EXIT.failed };
  const code = 'code' in error ? String(error.code) : '';
  if ('exitCode' in error && typeof error.exitCode === 'number' && !code.startsWith('commander.')) {
    return { line: error.message, exitCode: error.exitCode };
  }
  if (['BadInput', 'Refusal'].includes(error.name)) return { line: error.message, exitCode: EXIT.failed };
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ECONNRESET', 'EHOSTUNREACH'].includes(code)) {
    return {
      line: `The database does not answer (${code}). Is it running, and is DATABASE_URL right?`,
      exitCode: EXIT.unavailable,
    };
  }
  if (['28P01', '28000', '3D000'].includes(code)) {
    return {
      line: `The database does not let us in: ${error.message}. Look at DATABASE_URL and DATABASE_MIGRATE_URL.`,
      exitCode: EXIT.configuration,
    };
  }
  if (['ENOSPC', 'EDQUOT', '53100'].includes(code)) {
    return {
      line: 'The disk is full. Free some space and try again. What was acknowledged is kept.',
      exitCode: EXIT.unavailable,
    };
  }
  return { line: error.stack ?? error.message, exitCode: EXIT.failed };
}
