/** What `concord doctor` looks at. Each answers in one line, and says what to do if it is not well. */
import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createTransport } from 'nodemailer';
import { type Configuration, listPendingMigrations, masterKeyPath, type Pool } from '#domain/kernel';

export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'attention';
  readonly line: string;
}

export interface Patient {
  readonly configuration: Configuration;
  readonly pool: Pool;
}

type Check = (patient: Patient) => Promise<Omit<Finding, 'what'>>;

const ok = (line: string) => ({ state: 'ok', line }) as const;
const attention = (line: string) => ({ state: 'attention', line }) as const;

async function one<Row extends object>(pool: Pool, statement: string): Promise<Row> {
  const { rows } = await pool.query<Row>(statement);
  if (!rows[0]) throw new Error('The database gave no answer.');
  return rows[0];
}

const disk: Check = async ({ configuration }) => {
  const { bavail, blocks, bsize } = await statfs(configuration.dataDirectory);
  const free = Math.round((bavail * bsize) / 1e9);
  const share = Math.round((100 * bavail) / blocks);
  const line = `${free} GB free (${share} %) for ${configuration.dataDirectory}`;
  return free < 2 || share < 5
    ? attention(`${line}. Free some space: uploads stop below 1 GB or 5 %.`)
    : ok(line);
};

const privacy: Check = async ({ configuration }) => {
  const mode = statSync(configuration.dataDirectory).mode & 0o077;
  return mode === 0
    ? ok(`${configuration.dataDirectory} is closed to other accounts`)
    : attention(
        `Other accounts may look into the data directory. Run: chmod 700 ${configuration.dataDirectory}`,
      );
};

/** Deadlines and one-time codes depend on the clock; the database's is the one that counts. */
const clock: Check = async ({ pool }) => {
  const before = Date.now();
  const { now } = await one<{ now: number }>(
    pool,
    'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
  );
  const apart = Math.round(Math.abs(now - (before + Date.now()) / 2));
  return apart > 2000
    ? attention(
        `The clocks of this machine and of the database are ${Math.round(apart / 1000)} s apart. Turn on time synchronisation (NTP) on both.`,
      )
    : ok(`within ${Math.max(1, apart)} ms of the database's`);
};

const version: Check = async ({ pool }) => {
  const { text, number } = await one<{ text: string; number: number }>(
    pool,
    "select current_setting('server_version') as text, current_setting('server_version_num')::int as number",
  );
  return number >= 150_000
    ? ok(`PostgreSQL ${text}`)
    : attention(`PostgreSQL ${text} is too old. Move to 15 or newer.`);
};

const durability: Check = async ({ pool }) => {
  const { fsync, commit, checksums } = await one<{ fsync: string; commit: string; checksums: string }>(
    pool,
    "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums",
  );
  if (fsync === 'off' || commit === 'off')
    return attention(
      'The database may lose what it has acknowledged. Set fsync and synchronous_commit to on.',
    );
  return checksums === 'on'
    ? ok('commits reach the disk, pages carry checksums')
    : attention(
        'Commits reach the disk, but pages carry no checksums. Turn them on with pg_checksums at the next stop.',
      );
};

const migrations: Check = async ({ pool }) => {
  const pending = await listPendingMigrations(pool);
  return pending.length === 0
    ? ok('all done')
    : attention(`${pending.length} to run: ${pending.join(', ')}. Run: npx concord migrate`);
};

/** The second lock: the role that answers pages may neither change tables nor see past row-level security. */
const role: Check = async ({ pool }) => {
  const { powerful, owns } = await one<{ powerful: boolean; owns: number }>(
    pool,
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as powerful,
       (select count(*) from pg_class where relowner = pg_roles.oid and relkind in ('r', 'p', 'v', 'S')) as owns
     from pg_roles where rolname = current_user`,
  );
  if (powerful || owns > 0)
    return attention(
      'The running role has rights of its own. Give DATABASE_URL a role that owns nothing; see docs/operating.md.',
    );
  return ok('the running role owns nothing and cannot alter tables');
};

const rowSecurity: Check = async ({ pool }) => {
  const { rows } = await pool.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
       join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|graphile)' and not (c.relrowsecurity and c.relforcerowsecurity)`,
  );
  return rows.length === 0
    ? ok('every table of tenants is guarded')
    : attention(`Not guarded by row-level security: ${rows.map((row) => row.name).join(', ')}`);
};

const queue: Check = async ({ pool }) => {
  const { late, stuck } = await one<{ late: number; stuck: number }>(
    pool,
    `select count(*) filter (where run_at < now() - interval '5 minutes' and attempts < max_attempts and locked_at is null) as late,
       count(*) filter (where attempts >= max_attempts) as stuck from graphile_worker._private_jobs`,
  );
  if (late > 0)
    return attention(
      `${late} jobs wait for more than five minutes. Is a worker running? (npx concord worker)`,
    );
  return stuck > 0
    ? attention(`${stuck} jobs failed for good. Look for "job" in the log.`)
    : ok('nothing waits');
};

const mail: Check = async ({ configuration }) => {
  const { mail: way } = configuration;
  if (way.kind === 'off')
    return attention('Mail is off: nobody is told of an answer. Set CONCORD_SMTP_URL and CONCORD_MAIL_FROM.');
  if (way.kind === 'catcher') return ok('caught and shown on a page (demo); nothing is sent');
  const transport = createTransport({ url: way.url, connectionTimeout: 8000, greetingTimeout: 8000 });
  try {
    await transport.verify();
    return ok(`the mail server lets us in; letters come from ${way.from}`);
  } catch (error) {
    return attention(
      `The mail server refuses us: ${error instanceof Error ? error.message : error}. Look at CONCORD_SMTP_URL.`,
    );
  } finally {
    transport.close();
  }
};

const keys: Check = async ({ configuration }) => {
  if (configuration.masterKeys.length > 0) return ok('the master key is in the configuration');
  const path = masterKeyPath(configuration.dataDirectory);
  if (!existsSync(path)) return attention(`No master key at ${path}. Put it back from your backup.`);
  return (statSync(path).mode & 0o077) === 0
    ? ok(`${path}; is a copy in a safe place, apart from the backups?`)
    : attention(`Other accounts may read the master key. Run: chmod 600 ${path}`);
};

const CHECKS: Readonly<Record<string, Check>> = {
  disk,
  privacy,
  clock,
  database: version,
  durability,
  migrations,
  role,
  'row security': rowSecurity,
  queue,
  mail,
  keys,
};

/** A check that cannot be made is itself a finding. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [what, check] of Object.entries(CHECKS)) {
    try {
      findings.push({ what, ...(await check(patient)) });
    } catch (error) {
      findings.push({
        what,
        ...attention(`could not be looked at: ${error instanceof Error ? error.message : error}`),
      });
    }
  }
  return findings;
}
