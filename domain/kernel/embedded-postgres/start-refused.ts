/** A start that cannot go on, told in one line that says what to do. Exit code 69: a needed service is unavailable. */
export class StartRefused extends Error {
  readonly exitCode: number;
  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StartRefused';
    this.exitCode = options.exitCode ?? 69;
  }
}

/** Turns what the disk says into a line for people; anything unknown is thrown as it came. */
export function refuseDiskProblem(error: unknown, path: string): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    throw new StartRefused(
      `The disk that holds ${path} is full. Free some space and start again. Nothing was lost.`,
      { cause: error },
    );
  }
  if (
    typeof code === 'string' &&
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST'].includes(code)
  ) {
    throw new StartRefused(
      `Concord cannot write to ${path} (${code}). Give this account write access to it, or set CONCORD_DATA to another directory.`,
      { cause: error },
    );
  }
  throw error;
}
