import pino from 'pino';
import type { Log, LogLevel } from '#domain/kernel';

/** Names under which a person's words could slip into a log line; removed wherever they stand. */
const PRIVATE = [
  'email',
  'name',
  'text',
  'words',
  'body',
  'phone',
  'password',
  'code',
  'cookie',
  'authorization',
  'ip',
];

/** Lines of JSON on standard error, so that standard output stays for people. */
export function makeLog(level: LogLevel): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: PRIVATE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
      serializers: { err: faultWithoutWords, error: faultWithoutWords },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** PostgreSQL puts values into `detail` and `where`; only what names the fault is kept. */
function faultWithoutWords(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  // Not called `code`: that name is kept out of the log, since receipts have codes too.
  const fault = 'code' in error ? error.code : undefined;
  const message = 'severity' in error ? '(database)' : error.message;
  return { type: error.name, fault, message, stack: error.stack?.split('\n').slice(1, 8).join('\n') };
}
