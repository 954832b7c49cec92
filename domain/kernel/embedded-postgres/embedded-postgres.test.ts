import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';

const home = mkdtempSync(join(tmpdir(), 'concord-embedded-'));
const directory = join(home, 'data');
const running = new Set<ChildProcess>();
let server: EmbeddedPostgres | undefined;

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function postmaster(): number {
  return Number(readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(20);
  }
  throw new Error(`Process ${pid} is still there.`);
}

/** Another process that holds the database, as `npm start` does; says its owner's address and waits. */
async function startElsewhere(): Promise<{ child: ChildProcess; ownerUrl: string }> {
  const program = `import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    const server = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)} });
    console.log(server.ownerUrl); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const [line] = await once(child.stdout ?? child, 'data');
  return { child, ownerUrl: String(line).trim() };
}

test('the first start makes a private database of our own', async () => {
  server = await startEmbeddedPostgres({ directory });
  const [row] = await ask(
    server.appUrl,
    `select current_user as role, current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
     current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync, inet_server_addr() as address,
     (select bool_or(rolsuper or rolbypassrls or rolcreatedb or rolcreaterole) from pg_roles where rolname like 'concord_app') as rights`,
  );
  expect(row).toEqual({
    role: 'concord_app',
    encoding: 'UTF8',
    checksums: 'on',
    addresses: '',
    fsync: 'on',
    address: null,
    rights: false,
  });
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'secrets', 'database.json')).mode & 0o777).toBe(0o600);
});

test('the running role makes no table, and a wrong password opens nothing', async () => {
  const { appUrl } = server as EmbeddedPostgres;
  await expect(ask(appUrl, 'create table public.mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(ask(appUrl, 'create schema mine')).rejects.toThrow(/permission denied/);
  await expect(ask(appUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
});

test('a second Concord on the same data is refused with the number of the first', async () => {
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
    `Concord is already running on this data (process ${process.pid}).`,
  );
});

test('a command beside a running Concord joins its database and does not stop it', async () => {
  const joined = await startEmbeddedPostgres({ directory, whenRunning: 'join' });
  expect(await ask(joined.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await joined.stop();
  expect(await ask((server as EmbeddedPostgres).appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a later start is quick, and keeps what was there', async () => {
  const first = server as EmbeddedPostgres;
  await ask(first.ownerUrl, 'create table public.kept as select 1 as id');
  await first.stop();
  const began = performance.now();
  server = await startEmbeddedPostgres({ directory });
  expect(performance.now() - began).toBeLessThan(3000);
  expect(await ask(server.ownerUrl, 'select id from public.kept')).toEqual([{ id: 1 }]);
});

test('a database that is killed ends the promise, and the next start recovers it', async () => {
  const first = server as EmbeddedPostgres;
  await ask(first.ownerUrl, 'insert into public.kept values (2)');
  process.kill(postmaster(), 'SIGKILL');
  await first.ended;
  await first.stop();
  server = await startEmbeddedPostgres({ directory });
  expect(await ask(server.ownerUrl, 'select id from public.kept order by id')).toEqual([
    { id: 1 },
    { id: 2 },
  ]);
  await server.stop();
  server = undefined;
});

test('after the parent is killed the next start copes and nothing acknowledged is lost', async () => {
  const { child, ownerUrl } = await startElsewhere();
  await ask(ownerUrl, 'insert into public.kept values (3)');
  child.kill('SIGKILL');
  await once(child, 'exit');
  server = await startEmbeddedPostgres({ directory });
  expect(await ask(server.ownerUrl, 'select id from public.kept order by id')).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 3 },
  ]);
  await server.stop();
  server = undefined;
});

test('parent and database killed together leave files that are taken over', async () => {
  const { child, ownerUrl } = await startElsewhere();
  await ask(ownerUrl, 'insert into public.kept values (4)');
  const pid = postmaster();
  process.kill(pid, 'SIGKILL');
  child.kill('SIGKILL');
  await untilGone(pid);
  expect(existsSync(join(directory, 'concord.lock'))).toBe(true);
  server = await startEmbeddedPostgres({ directory });
  expect(await ask(server.ownerUrl, 'select count(*)::int as many from public.kept')).toEqual([{ many: 4 }]);
  await server.stop();
  server = undefined;
});

test('passwords that are gone are asked for, not made anew', async () => {
  const path = join(directory, 'secrets', 'database.json');
  const kept = readFileSync(path);
  rmSync(path);
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/database\.json is missing/);
  writeFileSync(path, kept, { mode: 0o600 });
});

test.runIf(process.platform === 'linux')('a place that cannot be written says so', async () => {
  await expect(startEmbeddedPostgres({ directory: '/sys/kernel/concord' })).rejects.toThrow(
    /Concord cannot write to \/sys\/kernel\/concord/,
  );
  const file = join(home, 'file');
  writeFileSync(file, '');
  await expect(startEmbeddedPostgres({ directory: join(file, 'data') })).rejects.toThrow(/cannot write/);
});

test('a copy of a stopped directory is a backup that starts elsewhere', async () => {
  const copy = join(home, 'restored');
  cpSync(directory, copy, { recursive: true });
  const restored = await startEmbeddedPostgres({ directory: copy });
  expect(await ask(restored.ownerUrl, 'select count(*)::int as many from public.kept')).toEqual([
    { many: 4 },
  ]);
  await restored.stop();
});

test('a very long path works too', async () => {
  const long = join(home, 'a'.repeat(90), 'b'.repeat(40));
  mkdirSync(long, { recursive: true });
  const far = await startEmbeddedPostgres({ directory: long });
  expect(await ask(far.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await far.stop();
});
