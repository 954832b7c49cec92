/** The one place that reads the environment. The table in docs/configuration.md is held equal to SETTINGS by a test. */
import { resolve } from 'node:path';
import { z } from 'zod';

/** One line that says which setting is wrong and what to write instead. Exit code 78 (EX_CONFIG). */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly exitCode = 78;
}

export type Role = 'all' | 'web' | 'worker';
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export type DatabaseConfiguration =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'server'; readonly appUrl: string; readonly ownerUrl: string };

/** `catcher` keeps mail in memory and shows it on a page, for development; `off` sends nothing and says so. */
export type MailConfiguration =
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string }
  | { readonly kind: 'catcher'; readonly from: string }
  | { readonly kind: 'off' };

export interface Configuration {
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly database: DatabaseConfiguration;
  /** Demo city, its sign-ins and the mail catcher. */
  readonly demo: boolean;
  /** 32 bytes each, newest first; none: then the file `secrets/master-key` in the data directory holds them. */
  readonly masterKeys: readonly Buffer[];
  readonly mail: MailConfiguration;
  readonly logLevel: LogLevel;
  /** How many proxies stand before us and may name the caller's address. */
  readonly trustedProxies: number;
  /** Where quick exit leads. */
  readonly exitUrl: string;
  readonly role: Role;
  readonly workers: number;
}

export interface Setting {
  readonly name: string;
  readonly fallback: string;
  readonly about: string;
}

export const SETTINGS: readonly Setting[] = [
  { name: 'CONCORD_PORT', fallback: '8080', about: 'Port to listen on, 1 to 65535.' },
  {
    name: 'CONCORD_HOST',
    fallback: '127.0.0.1',
    about: 'Address to listen on. `0.0.0.0` opens it to other machines; put a proxy with https before it.',
  },
  {
    name: 'CONCORD_BASE_URL',
    fallback: 'http://localhost:PORT',
    about: 'The address people type. Must begin with https:// unless it is on this machine.',
  },
  {
    name: 'CONCORD_DATA',
    fallback: './data',
    about: 'Directory for the built-in database, files and secrets. Keep it private and in your backups.',
  },
  {
    name: 'DATABASE_URL',
    fallback: 'built-in database',
    about:
      'PostgreSQL 15 or newer, with the running role, which owns nothing. Set together with DATABASE_MIGRATE_URL.',
  },
  {
    name: 'DATABASE_MIGRATE_URL',
    fallback: '',
    about: 'The same database with the role that owns it. Used by migrations alone.',
  },
  {
    name: 'CONCORD_DEMO',
    fallback: '`on` on this machine, else `off`',
    about:
      '`on` loads the demo city once and shows its sign-ins and, without a mail server, a page with all mail to whoever asks. `off` for real work.',
  },
  {
    name: 'CONCORD_MASTER_KEY',
    fallback: '`secrets/master-key` in CONCORD_DATA',
    about:
      'Key that wraps all other keys: 64 hexadecimal digits or 44 characters of base64 (32 bytes). Several, newest first, with commas between them while keys are rotated. Made at the first start if absent.',
  },
  {
    name: 'CONCORD_SMTP_URL',
    fallback: '',
    about:
      'Mail server, such as smtps://name:password@mail.example:465. Without it the demo catches mail on a page, and real work sends none.',
  },
  {
    name: 'CONCORD_MAIL_FROM',
    fallback: 'Concord <no-reply@HOST>',
    about: 'The sender of mail. Required with CONCORD_SMTP_URL.',
  },
  { name: 'CONCORD_LOG', fallback: 'info', about: 'One of debug, info, warn, error, silent.' },
  {
    name: 'CONCORD_TRUST_PROXY',
    fallback: '0',
    about:
      'Number of proxies before Concord, 0 to 5. Needed for limits by address; addresses are never stored.',
  },
  {
    name: 'CONCORD_EXIT_URL',
    fallback: 'https://www.yr.no/',
    about: 'Where the quick exit button leads: an ordinary page that says nothing about its visitor.',
  },
  {
    name: 'CONCORD_ROLE',
    fallback: 'all',
    about: 'What this process does: all, web or worker. More than one process needs DATABASE_URL.',
  },
  { name: 'CONCORD_WORKERS', fallback: '2', about: 'Jobs done at the same time by one process, 1 to 32.' },
];

const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//);

/** Each setting's form; what it should be is said in `SETTINGS`. */
const SHAPES = {
  CONCORD_PORT: whole(1, 65_535),
  CONCORD_HOST: z.string().regex(/^[\w.:-]+$/),
  CONCORD_BASE_URL: z.url({ protocol: /^https?$/ }),
  CONCORD_DATA: z.string(),
  DATABASE_URL: postgresUrl,
  DATABASE_MIGRATE_URL: postgresUrl,
  CONCORD_DEMO: z.enum(['on', 'off']),
  CONCORD_MASTER_KEY: z.string(),
  CONCORD_SMTP_URL: z.url({ protocol: /^smtps?$/, hostname: /./ }),
  CONCORD_MAIL_FROM: z.string().regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/),
  CONCORD_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  CONCORD_TRUST_PROXY: whole(0, 5),
  CONCORD_EXIT_URL: z.url({ protocol: /^https?$/ }),
  CONCORD_ROLE: z.enum(['all', 'web', 'worker']),
  CONCORD_WORKERS: whole(1, 32),
} as const;

type Environment = Readonly<Record<string, string | undefined>>;
type Name = keyof typeof SHAPES;

/** The value is never repeated in the line: it may be a secret. */
function read<N extends Name>(env: Environment, name: N): z.output<(typeof SHAPES)[N]> | undefined {
  const given = env[name]?.trim();
  if (given === undefined || given === '') return undefined;
  const result = SHAPES[name].safeParse(given);
  if (!result.success) throw new ConfigurationError(`${name} has a value we cannot use. ${aboutOf(name)}`);
  return result.data as z.output<(typeof SHAPES)[N]>;
}

function aboutOf(name: Name): string {
  return SETTINGS.find((setting) => setting.name === name)?.about ?? '';
}

export function readConfiguration(env: Environment): Configuration {
  refuseUnknown(env);
  const port = read(env, 'CONCORD_PORT') ?? 8080;
  const host = read(env, 'CONCORD_HOST') ?? '127.0.0.1';
  const baseUrl = readBaseUrl(env, port);
  // Whoever opens it to a network and forgets this line must not have opened sign-ins that are told and mail that is shown.
  const isOpened = !isThisMachine(new URL(baseUrl).hostname);
  const demo = (read(env, 'CONCORD_DEMO') ?? (isOpened ? 'off' : 'on')) === 'on';
  const role = read(env, 'CONCORD_ROLE') ?? 'all';
  const database = readDatabase(env);
  if (role !== 'all' && database.kind === 'embedded') {
    throw new ConfigurationError(
      'CONCORD_ROLE needs DATABASE_URL: the built-in database serves one process alone.',
    );
  }
  return {
    host,
    port,
    baseUrl,
    dataDirectory: resolve(read(env, 'CONCORD_DATA') ?? './data'),
    database,
    demo,
    masterKeys: readMasterKeys(env),
    mail: readMail(env, demo, new URL(baseUrl).hostname),
    logLevel: read(env, 'CONCORD_LOG') ?? 'info',
    trustedProxies: read(env, 'CONCORD_TRUST_PROXY') ?? 0,
    exitUrl: read(env, 'CONCORD_EXIT_URL') ?? 'https://www.yr.no/',
    role,
    workers: read(env, 'CONCORD_WORKERS') ?? 2,
  };
}

/** A misspelt setting would silently do nothing; it stops the start instead. */
function refuseUnknown(env: Environment): void {
  const known = new Set(SETTINGS.map((setting) => setting.name));
  const unknown = Object.keys(env).find((name) => name.startsWith('CONCORD_') && !known.has(name));
  if (unknown)
    throw new ConfigurationError(`${unknown} is not a setting of Concord. See docs/configuration.md.`);
}

function isThisMachine(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '127.0.0.1' ||
    hostname === '[::1]'
  );
}

function readBaseUrl(env: Environment, port: number): string {
  const url = new URL(read(env, 'CONCORD_BASE_URL') ?? `http://localhost:${port}`);
  if (url.protocol !== 'https:' && !isThisMachine(url.hostname)) {
    throw new ConfigurationError(
      'CONCORD_BASE_URL must begin with https:// when people reach it over a network.',
    );
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new ConfigurationError(
      'CONCORD_BASE_URL is a scheme and a host alone, such as https://concord.example.',
    );
  }
  return url.origin;
}

function readDatabase(env: Environment): DatabaseConfiguration {
  const appUrl = read(env, 'DATABASE_URL');
  const ownerUrl = read(env, 'DATABASE_MIGRATE_URL');
  if (appUrl === undefined && ownerUrl === undefined) return { kind: 'embedded' };
  if (appUrl === undefined || ownerUrl === undefined) {
    throw new ConfigurationError(
      'Set DATABASE_URL (running role) and DATABASE_MIGRATE_URL (owner) together.',
    );
  }
  return { kind: 'server', appUrl, ownerUrl };
}

function readMasterKeys(env: Environment): Buffer[] {
  const text = read(env, 'CONCORD_MASTER_KEY');
  if (text === undefined) return [];
  const keys = parseMasterKeys(text);
  if (keys === undefined) {
    throw new ConfigurationError(
      `CONCORD_MASTER_KEY has a value we cannot use. ${aboutOf('CONCORD_MASTER_KEY')}`,
    );
  }
  return keys;
}

/** Keys separated by commas or line ends, newest first; nothing if one of them is no key. */
export function parseMasterKeys(text: string): Buffer[] | undefined {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const keys = words.map((word) => Buffer.from(word, /^[0-9a-f]{64}$/i.test(word) ? 'hex' : 'base64'));
  return keys.length > 0 && keys.every((key) => key.length === 32) ? keys : undefined;
}

function readMail(env: Environment, demo: boolean, hostname: string): MailConfiguration {
  const url = read(env, 'CONCORD_SMTP_URL');
  const from = read(env, 'CONCORD_MAIL_FROM');
  if (url === undefined)
    return demo ? { kind: 'catcher', from: from ?? `Concord <no-reply@${hostname}>` } : { kind: 'off' };
  if (from === undefined) {
    throw new ConfigurationError(
      'CONCORD_SMTP_URL needs CONCORD_MAIL_FROM, such as "Concord <no-reply@concord.example>".',
    );
  }
  return { kind: 'smtp', url, from };
}
