import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigurationError, readConfiguration, SETTINGS } from './configuration.ts';

test('nothing set gives the demo on this machine', () => {
  expect(readConfiguration({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    baseUrl: 'http://localhost:8080',
    database: { kind: 'embedded' },
    demo: true,
    mail: { kind: 'catcher', from: 'Concord <no-reply@localhost>' },
    masterKeys: [],
    role: 'all',
    trustedProxies: 0,
  });
});

test('opened to a network, the demo is off unless somebody asks for it', () => {
  const opened = { CONCORD_BASE_URL: 'https://concord.example' };
  expect(readConfiguration(opened)).toMatchObject({ demo: false, mail: { kind: 'off' } });
  expect(readConfiguration({ ...opened, CONCORD_DEMO: 'on' })).toMatchObject({ demo: true });
});

test('an empty value counts as not set', () => {
  expect(readConfiguration({ CONCORD_PORT: '', DATABASE_URL: ' ' })).toMatchObject({
    port: 8080,
    database: { kind: 'embedded' },
  });
});

const refused: [string, Record<string, string>, RegExp][] = [
  ['a port that is none', { CONCORD_PORT: '80800' }, /CONCORD_PORT .*1 to 65535/],
  ['a port with letters', { CONCORD_PORT: '80a' }, /CONCORD_PORT/],
  ['a misspelt name', { CONCORD_PROT: '8080' }, /CONCORD_PROT is not a setting/],
  ['plain http over a network', { CONCORD_BASE_URL: 'http://concord.example' }, /https/],
  ['a base address with a path', { CONCORD_BASE_URL: 'https://concord.example/x' }, /scheme and a host/],
  ['a script as a base address', { CONCORD_BASE_URL: 'javascript:alert(1)' }, /CONCORD_BASE_URL/],
  ['one database role without the other', { DATABASE_URL: 'postgres://a@b/c' }, /together/],
  [
    'another kind of database',
    { DATABASE_URL: 'mysql://a@b/c', DATABASE_MIGRATE_URL: 'mysql://a@b/c' },
    /PostgreSQL/,
  ],
  ['a short master key', { CONCORD_MASTER_KEY: 'abcd' }, /32 bytes/],
  ['mail without a sender', { CONCORD_SMTP_URL: 'smtps://mail.example' }, /CONCORD_MAIL_FROM/],
  [
    'a sender with a line end',
    { CONCORD_SMTP_URL: 'smtps://m.example', CONCORD_MAIL_FROM: 'a\nb: c@d.example' },
    /CONCORD_MAIL_FROM/,
  ],
  ['a demo that is neither on nor off', { CONCORD_DEMO: 'yes' }, /CONCORD_DEMO/],
  ['a lone worker on the built-in database', { CONCORD_ROLE: 'worker' }, /DATABASE_URL/],
];

test.each(refused)('%s stops the start in one line with exit code 78', (_name, env, line) => {
  let error: unknown;
  try {
    readConfiguration(env);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error).toMatchObject({ exitCode: 78, message: expect.stringMatching(line) });
  expect((error as Error).message).not.toContain('\n');
});

test('a refused secret is never repeated', () => {
  expect(() => readConfiguration({ CONCORD_MASTER_KEY: 'hush-hush' })).toThrow(/^(?!.*hush-hush)/);
});

test('keys are read in both spellings, newest first', () => {
  const newest = Buffer.alloc(32, 7);
  const older = Buffer.alloc(32, 9);
  const both = `${newest.toString('hex')}, ${older.toString('base64')}`;
  expect(readConfiguration({ CONCORD_MASTER_KEY: both }).masterKeys).toEqual([newest, older]);
});

test('without the demo and without a mail server, mail is off', () => {
  expect(readConfiguration({ CONCORD_DEMO: 'off' }).mail).toEqual({ kind: 'off' });
});

test('the table in docs/configuration.md is this one', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
  const rows = SETTINGS.map(({ name, fallback, about }) => `| ${name} | ${fallback} | ${about} |`);
  expect(page.split('\n').filter((line) => /^\| [A-Z]+_/.test(line))).toEqual(rows);
});
