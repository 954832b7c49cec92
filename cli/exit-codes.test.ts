import { expect, test } from 'vitest';
import { BadInput, ConfigurationError, Refusal, StartRefused } from '#domain/kernel';
import { CommandFailure, EXIT, explain } from './exit-codes.ts';

const coded = (code: string) => Object.assign(new Error('secret detail'), { code });

test.each([
  ['a wrong setting', new ConfigurationError('CONCORD_PORT …'), EXIT.configuration],
  ['a start that cannot go on', new StartRefused('Port 8080 is in use'), EXIT.unavailable],
  ['a command that failed', new CommandFailure('No such tenant'), EXIT.failed],
  ['bad input', new BadInput([{ field: 'name', code: 'missing' }]), EXIT.failed],
  ['a refusal', new Refusal('not-found'), EXIT.failed],
  ['a database that does not answer', coded('ECONNREFUSED'), EXIT.unavailable],
  ['a database that lets nobody in', coded('28P01'), EXIT.configuration],
  ['a full disk', coded('ENOSPC'), EXIT.unavailable],
  ['a full disk under the database', coded('53100'), EXIT.unavailable],
])('%s has its exit code and one line', (_name, error, exitCode) => {
  const told = explain(error);
  expect(told.exitCode).toBe(exitCode);
  expect(told.line).not.toContain('\n');
  expect(told.line.length).toBeGreaterThan(5);
});

test('a fault of ours keeps its stack, so that it can be mended', () => {
  expect(explain(new TypeError('x is not a function'))).toMatchObject({
    exitCode: 1,
    line: expect.stringContaining('exit-codes.test.ts'),
  });
});
