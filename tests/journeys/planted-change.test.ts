/** Somebody with the database in hand changes who looked: the real command finds it, on a real data directory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  followReport,
  houseKeeper,
  keepDraft,
  newSecretText,
  sealAccessLog,
  setUpPlace,
  submitReport,
} from '#domain/journeys';
import { placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import { readConfiguration, STRANGER } from '#domain/kernel';
import { type Installation, openInstallation } from '../../cli/open-installation.ts';

const ROOT = join(import.meta.dirname, '../..');
const data = mkdtempSync(join(tmpdir(), 'planted-change-'));
let installation: Installation;

beforeAll(async () => {
  const settings = { CONCORD_DATA: data, CONCORD_LOG: 'warn' };
  installation = await openInstallation(readConfiguration(settings), { whenRunning: 'refuse' });
  const { runtime } = installation;
  const { tenant } = await setUpPlace(runtime, await readPlaceDirectory(join(ROOT, 'content/haven')));
  const category = (await placeOf(runtime, tenant)).categoryByCode('vandalism');
  const stranger = { tenant, actor: STRANGER };
  const secret = newSecretText(runtime.clock());
  const draft = {
    isAsked: true,
    kind: 'incident',
    category: category?.id,
    words: 'A bench was painted.',
  } as const;
  const rest = { place: { how: 'none' }, when: { type: 'unknown' }, tier: 'pseudonymous' } as const;
  await keepDraft(runtime, stranger, { secret, draft: { ...draft, ...rest } });
  const report = await submitReport(runtime, stranger, { secret, language: 'en' });
  const holder = { tenant, actor: { kind: 'resident', reports: [report] } } as const;
  for (const _ of [1, 2, 3]) {
    await followReport(runtime, holder, { report });
    await sealAccessLog(runtime, houseKeeper(tenant), {});
  }
});

afterAll(async () => {
  await installation?.close();
  rmSync(data, { recursive: true, force: true });
});

interface Verified {
  readonly code: number | null;
  readonly verdicts: readonly {
    readonly seals: number;
    readonly head: string;
    readonly faults: readonly string[];
  }[];
}

/** The command as an auditor runs it, beside the running database. */
function verify(): Promise<Verified> {
  const child = spawn(process.execPath, [join(ROOT, 'cli/concord.mjs'), '--json', 'access-log', 'verify'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: data, CONCORD_DATA: data, CONCORD_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      if (said === '') failed(new Error(`The command ended with ${code} and said nothing.`));
      else done({ code, verdicts: JSON.parse(said) });
    });
  });
}

const TABLES = ['access.entry', 'access.entry_subject', 'access.seal'];

/** What only the owner of the database can do. @returns what puts it back as it was. */
async function plant(change: string): Promise<() => Promise<void>> {
  const asOwner = async (statements: readonly string[]) => {
    const owner = new pg.Client({ connectionString: installation.ownerUrl });
    await owner.connect();
    const guard = (force: string) =>
      TABLES.map((table) => `alter table ${table} ${force} row level security`);
    for (const one of [...guard('no force'), ...statements, ...guard('force')]) await owner.query(one);
    await owner.end();
  };
  const keep = TABLES.map((table) => `create table public.kept_${table.split('.')[1]} as table ${table}`);
  await asOwner([...keep, change]);
  return () =>
    asOwner(
      TABLES.flatMap((table) => {
        const kept = `public.kept_${table.split('.')[1]}`;
        return [`delete from ${table}`, `insert into ${table} select * from ${kept}`, `drop table ${kept}`];
      }),
    );
}

test('the command finds the log whole where nobody touched it', async () => {
  const { code, verdicts } = await verify();
  expect(code).toBe(0);
  expect(verdicts).toMatchObject([{ seals: 3, faults: [] }]);
});

const LAST = "(select id from access.entry where action = 'reports.follow' order by xid desc limit 1)";

test.each([
  [
    'another action',
    `update access.entry set action = 'reports.triage' where id = ${LAST}`,
    /entry .+ was changed/,
  ],
  [
    'another time',
    `update access.entry set at = at - interval '1 day' where id = ${LAST}`,
    /entry .+ was changed/,
  ],
  [
    'another reason',
    `update access.entry set reason = 'all in order' where id = ${LAST}`,
    /entry .+ was changed/,
  ],
  [
    'another actor',
    `update access.entry set actor_kind = 'staff' where id = ${LAST}`,
    /entry .+ was changed/,
  ],
  ['an entry removed', `delete from access.entry where id = ${LAST}`, /entry .+ was removed/],
  [
    'an entry slipped in',
    `insert into access.entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).*
     from access.entry e where id = (select id from access.entry order by xid limit 1)`,
    /no seal names them/,
  ],
  ['a seal removed', 'delete from access.seal where number = 2', /seal 2 was removed/],
  ['a seal rewritten', `update access.seal set hash = sha256(hash) where number = 2`, /does not follow/],
  [
    'a look hidden from the person',
    `delete from access.entry_subject where entry = ${LAST}`,
    /hidden from the persons/,
  ],
])('and finds what was planted: %s', async (_, change, fault) => {
  const restore = await plant(change);
  const { code, verdicts } = await verify();
  expect(code).toBe(1);
  expect(verdicts[0]?.faults.join('\n')).toMatch(fault);
  await restore();
});

test('put back as it was, the log is whole again', async () => {
  expect(await verify()).toMatchObject({ code: 0, verdicts: [{ faults: [] }] });
});
