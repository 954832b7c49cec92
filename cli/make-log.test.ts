import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

function logged(program: string): string {
  const source = `import { makeLog } from ${JSON.stringify(join(import.meta.dirname, 'make-log.ts'))};
    const log = makeLog('info'); ${program}`;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    encoding: 'utf8',
  });
  expect(run.stdout).toBe('');
  return run.stderr;
}

test('a line holds what happened and nothing that a person wrote', () => {
  const said = logged(`
    log.info({ report: 'r1', email: 'ana@example.org', sender: { name: 'Ana', phone: '600' } }, 'sent');
    log.error({ err: Object.assign(new Error('value too long: my neighbour shouts'), { severity: 'ERROR', code: '22001', detail: 'my neighbour' }) }, 'fault');
  `);
  expect(said).toContain('"report":"r1"');
  expect(said).toContain('"fault":"22001"');
  expect(said).not.toMatch(/ana@|Ana|600|neighbour/);
});

test('a fault tells where it happened, and quotes nobody', () => {
  const said = logged(`
    const quoting = (text) => { try { return JSON.parse(text); } catch (error) { return error; } };
    log.error({ err: quoting('neighbour {') }, 'one');
    log.error({ err: Object.assign(new Error('first line'), { stack: 'Error: first line\\nmy neighbour\\n    at here (file.ts:1:2)' }) }, 'three');
  `);
  expect(said).toContain('"type":"SyntaxError"');
  expect(said).toContain('at here (file.ts:1:2)');
  expect(said).not.toContain('neighbour');
});
