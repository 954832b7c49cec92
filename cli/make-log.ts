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

/** PostgreSQL puts values into its messages, and whoever reads JSON quotes it; only what names the fault is kept. */
function faultWithoutWords(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  // Not called `code`: that name is kept out of the log, since receipts have codes too.
  const fault = 'code' in error ? error.code : undefined;
  const message =
    'severity' in error ? '(database)' : error instanceof SyntaxError ? '(input)' : error.message;
  // The message stands in the stack too, over several lines where it quotes what somebody sent.
  const steps = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, fault, message, stack: steps?.slice(0, 7).join('\n') };
}
