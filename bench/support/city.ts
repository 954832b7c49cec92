/** The demo city as its own process, started the way a person starts it, and a way to look behind its pages. */
import { randomInt } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listTenants } from '#domain/jurisdiction';
import { type Runtime, readConfiguration, type TenantId } from '#domain/kernel';
import { openInstallation } from '../../cli/open-installation.ts';
import { type StartedServer, startServer } from '../../scripts/start-server.ts';
import { tell } from './figures.ts';
import { databaseTime } from './processes.ts';
import { storeReports } from './store-reports.ts';
import { openVisitor, type Visitor } from './visitor.ts';

export interface City {
  readonly server: StartedServer;
  readonly dataDirectory: string;
  readonly visitor: Visitor;
  /** This process, over the same database. */
  readonly runtime: Runtime;
  readonly ownerUrl: string;
  readonly tenant: TenantId;
  close(): Promise<void>;
}

const SETTINGS = { CONCORD_LOG: 'error', CONCORD_TRUST_PROXY: '1' } as const;

/** @param slug another place than the demo city, in a directory of its own */
export async function openCity(dataDirectory: string, slug = 'haven'): Promise<City> {
  const settings = slug === 'haven' ? SETTINGS : { ...SETTINGS, CONCORD_DEMO: 'off' };
  const server = await startServer(dataDirectory, settings);
  const configuration = readConfiguration({ ...settings, CONCORD_DATA: dataDirectory });
  const { runtime, ownerUrl, close } = await openInstallation(configuration, { whenRunning: 'join' });
  const tenant = (await listTenants(runtime)).find((one) => one.slug === slug);
  if (!tenant) throw new Error(`There is no place ${slug}.`);
  const visitor = openVisitor(server.baseUrl);
  return {
    ...{ server, dataDirectory, visitor, runtime, ownerUrl },
    tenant: tenant.id,
    async close() {
      visitor.close();
      await close();
      await server.stop();
    },
  };
}

/** A directory of this bench alone, gone with it. */
export function ownDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'concord-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Where cities with many reports wait for the next bench of the same run (`BENCH_KEEP`, set by `npm run bench`). */
export const kept = process.env.BENCH_KEEP ?? ownDirectory();

/** Sizes that are made one from the other. */
const SIZES = [0, 10_000, 100_000] as const;
type Size = (typeof SIZES)[number];

/** The data of a city with so many reports besides its own few: made once a run, grown from the next smaller one. */
async function directoryWith(size: Size): Promise<string> {
  const directory = join(kept, `city-${size}`);
  if (existsSync(directory)) return directory;
  const making = `${directory}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const smaller = SIZES[SIZES.indexOf(size) - 1] ?? 0;
  if (size > 0) cpSync(await directoryWith(smaller), making, { recursive: true });
  const city = await openCity(making);
  const began = performance.now();
  const { runtime, ownerUrl, tenant } = city;
  await storeReports({ runtime, ownerUrl, tenant, count: size - smaller, seed: size + 1 });
  await city.close();
  tell(`${size} reports stored in ${Math.round((performance.now() - began) / 1000)} s`);
  renameSync(making, directory);
  return directory;
}

export async function openCityWith(size: Size): Promise<City> {
  return openCity(await directoryWith(size));
}

/** Statements of a transaction itself. */
const FRAME = 3;

export interface Cost {
  /** Milliseconds of processor time. */
  readonly app: number;
  readonly database: number;
  /** Those that look for rows or change them. */
  readonly statements: number;
  /** Each adds its begin, its set and its commit. */
  readonly transactions: number;
}

const metric = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);

/** What the city has cost since it was started. */
export async function costSoFar({ server, dataDirectory }: City): Promise<Cost> {
  // Not through the visitor, who stands behind a proxy: the counts are for callers on this machine alone.
  const answer = await fetch(`${server.baseUrl}/metrics`);
  if (!answer.ok) throw new Error(`/metrics answered ${answer.status}.`);
  const text = await answer.text();
  const transactions = metric(text, 'concord_sql_transactions');
  return {
    transactions,
    app: metric(text, 'process_cpu_seconds_total') * 1000,
    database: databaseTime(dataDirectory),
    statements: metric(text, 'concord_sql_statements') - FRAME * transactions,
  };
}

/** What `work` cost, with whatever the program did besides in the meantime. */
export async function costOf(city: City, work: () => Promise<unknown>): Promise<Cost> {
  const before = await costSoFar(city);
  await work();
  const after = await costSoFar(city);
  return {
    app: after.app - before.app,
    database: after.database - before.database,
    statements: after.statements - before.statements,
    transactions: after.transactions - before.transactions,
  };
}

/** Waits until the worker has done what it was asked to do, such as sending mails. */
export async function untilQuiet({ runtime }: City): Promise<void> {
  const left = async () =>
    (await runtime.pool.query<{ left: number }>('select count(*) as left from graphile_worker.jobs')).rows[0]
      ?.left;
  while ((await left()) !== 0) await pause(200);
}

/** What one request cost: the least of several, since timers of the program send statements now and then. */
export async function costOfOne(city: City, request: () => Promise<unknown>, tries = 7): Promise<Cost> {
  await untilQuiet(city);
  let least: Cost | undefined;
  for (let at = 0; at < tries; at += 1) {
    const cost = await costOf(city, request);
    if (!least || cost.statements < least.statements) least = cost;
    await pause(randomInt(100, 300));
  }
  if (!least) throw new Error('Nothing was tried.');
  return least;
}
