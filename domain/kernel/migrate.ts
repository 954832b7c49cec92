import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

/** The floors in the order in which their tables are made. A slice's own number orders its files. */
const FLOORS = ['kernel', 'jurisdiction', 'identity', 'access'];
const DOMAIN = join(import.meta.dirname, '..');

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

async function listMigrations(): Promise<Migration[]> {
  const folders = (await readdir(DOMAIN, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const rank = (name: string) => (FLOORS.includes(name) ? FLOORS.indexOf(name) : FLOORS.length);
  const ordered = folders.map((entry) => entry.name).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const all: Migration[] = [];
  for (const folder of ordered) {
    const files = await readdir(join(DOMAIN, folder, 'migrations')).catch(() => []);
    for (const file of files.filter((name) => name.endsWith('.sql')).sort()) {
      const sql = await readFile(join(DOMAIN, folder, 'migrations', file), 'utf8');
      all.push({ name: `${folder}/${file}`, sql, hash: createHash('sha256').update(sql).digest('hex') });
    }
  }
  return all;
}

/** The role that serves pages: it may do what the migrations grant, and cannot alter a table. */
async function roleOf(appUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  const { rows } = await client.query<{ role: string; powerful: boolean }>(
    `select current_user as role, (rolsuper or rolbypassrls or pg_has_role(current_user, datdba, 'member')) as powerful
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  );
  await client.end();
  const row = rows[0];
  if (!row || row.powerful) {
    throw new Error(
      `The running database role "${row?.role}" owns the database or may pass row-level security. Give DATABASE_URL a role without rights of its own and DATABASE_MIGRATE_URL the owner.`,
    );
  }
  return row.role;
}

async function runOne(client: pg.Client, migration: Migration, app: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql.replaceAll('{{app}}', app));
    await client.query('insert into public.concord_migration (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** graphile-worker guards its tables against every role but its owner; the running role is let in here. */
async function openJobsTo(client: pg.Client, app: string): Promise<void> {
  await client.query(`
    grant usage on schema graphile_worker to ${app};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${app};
    grant usage on all sequences in schema graphile_worker to ${app};
    grant execute on all functions in schema graphile_worker to ${app};
    do $$ declare t record; begin
      for t in select c.oid::regclass as name from pg_class c where relnamespace = 'graphile_worker'::regnamespace
        and relkind = 'r' and not exists (select from pg_policy where polrelid = c.oid and polname = 'running_role')
      loop execute format('create policy running_role on %s to ${app} using (true) with check (true)', t.name); end loop;
    end $$;`);
}

/**
 * Bring the database to the newest form. Safe to run from several processes at once: one works, the others wait.
 * A migration that was changed after it ran is refused, since two databases would no longer be equal.
 *
 * @returns the names of the migrations that ran now.
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<string[]> {
  const role = await roleOf(appUrl);
  const app = pg.escapeIdentifier(role);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('concord.migrate'))");
    await client.query(
      'create table if not exists public.concord_migration (name text primary key, hash text not null, at timestamptz not null default now())',
    );
    await client.query(`grant select on public.concord_migration to ${app}`);
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.concord_migration',
    );
    const done = new Map(rows.map((row) => [row.name, row.hash]));
    const ran: string[] = [];
    for (const migration of await listMigrations()) {
      const known = done.get(migration.name);
      if (known === migration.hash) continue;
      if (known)
        throw new Error(`Migration ${migration.name} was changed after it ran. Add a new file instead.`);
      await runOne(client, migration, app);
      ran.push(migration.name);
    }
    await runMigrations({ connectionString: ownerUrl });
    await openJobsTo(client, app);
    return ran;
  } finally {
    await client.end();
  }
}

/** The migrations that this program has and the database has not; empty when they agree. */
export async function listPendingMigrations(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('select name from public.concord_migration');
  const done = new Set(rows.map((row) => row.name));
  return (await listMigrations()).map((migration) => migration.name).filter((name) => !done.has(name));
}
