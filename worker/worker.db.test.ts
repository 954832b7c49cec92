import { expect, test, vi } from 'vitest';
import { verifyLog, writeEntry } from '#domain/access';
import { listCaughtMails, setUpPlace } from '#domain/journeys';
import { readPlaceDirectory } from '#domain/jurisdiction';
import { type Id, later, newId } from '#domain/kernel';
import { submit } from '#domain/reports';
import { testDatabase, testRuntime, withUse } from '#testing';
import { openLifeSign } from './free-dead-locks.ts';
import { startWorker } from './index.ts';

const { pool } = await testDatabase();
const runtime = testRuntime(pool);
const { tenant } = await setUpPlace(runtime, await readPlaceDirectory('content/haven'));
const configuration = {
  mail: { kind: 'catcher', from: 'Concord <no-reply@concord.example>' },
  baseUrl: 'https://concord.example',
  workers: 2,
} as const;

async function aReport(email: string | undefined): Promise<Id<'report'>> {
  const { report } = await withUse(pool, tenant, (use) =>
    submit(use, {
      id: newId<'report'>(),
      kind: 'hate',
      category: newId<'category'>(),
      sensitive: true,
      tier: 'identified',
      language: 'es',
      area: null,
      cell: null,
      unit: null,
      firstReplyHours: 48,
      outcomeDays: 14,
      content: {
        words: 'Pintadas en la mezquita',
        place: { words: 'Calle Mar', how: 'words' },
        when: { type: 'unknown' },
        answers: {},
        onBehalf: false,
      },
      contact: { name: 'Ana', ...(email && { email }) },
    }),
  );
  return report;
}

const jobsLeft = async (): Promise<number> =>
  (await pool.query<{ left: number }>('select count(*) as left from graphile_worker.jobs')).rows[0]?.left ??
  -1;

test('the running role does jobs, seals the log and stops', async () => {
  const report = await aReport('ana@example.org');
  const without = await aReport(undefined);
  await withUse(pool, tenant, async (use) => {
    await later(use, 'write-to-resident', { report, about: 'answer' });
    await later(use, 'write-to-resident', { report: without, about: 'answer' });
    await writeEntry(use, { action: 'test', target: null, subjects: [], outcome: 'done' });
  });
  const worker = await startWorker({ runtime, configuration });
  try {
    await vi.waitFor(async () => expect(await jobsLeft()).toBe(0), 10_000);
    await vi.waitFor(async () => {
      const verdict = await withUse(pool, tenant, (use) => verifyLog(use));
      expect(verdict).toMatchObject({ unsealed: 0, faults: [] });
      expect(verdict.seals).toBeGreaterThan(0);
    }, 10_000);
  } finally {
    await worker.stop();
  }
  const mails = listCaughtMails(runtime);
  expect(mails.map(({ to }) => to)).toEqual(['ana@example.org']);
  const [mail] = mails;
  expect(mail?.subject).toBe('Hay novedades para usted');
  // Without the sealed letters of the link, which are chance and may spell anything.
  for (const part of [mail?.subject, mail?.text, mail?.html])
    expect(part?.replace(/no-mail\/[\w-]+/g, '')).not.toMatch(/Pintadas|mezquita|Calle Mar|Ana|odio|polic/i);
});

test('the same job twice is one mail with the same name', async () => {
  const report = await aReport('bea@example.org');
  const { mailTasks } = await import('./mail-tasks.ts');
  const { tasks } = mailTasks(runtime, configuration);
  const run = (id: string) =>
    tasks['write-to-resident']({ tenant, report, about: 'answer' }, { job: { id } } as Parameters<
      (typeof tasks)['write-to-resident']
    >[1]);
  await run('7001');
  await run('7001');
  const sent = () => listCaughtMails(runtime).filter(({ to }) => to === 'bea@example.org');
  expect(sent()).toHaveLength(1);
  expect(sent()[0]?.messageId).toMatch(/^<[0-9a-f]{32}@concord\.example>$/);
  await run('7002');
  expect(new Set(sent().map(({ messageId }) => messageId)).size).toBe(2);
});

test('a mail about an erased report goes nowhere and is not tried again', async () => {
  const { mailTasks } = await import('./mail-tasks.ts');
  const { tasks } = mailTasks(runtime, configuration);
  const job = { job: { id: '7003' } } as Parameters<(typeof tasks)['write-to-resident']>[1];
  const before = listCaughtMails(runtime).length;
  await tasks['write-to-resident']({ tenant, report: newId(), about: 'closed' }, job);
  expect(listCaughtMails(runtime)).toHaveLength(before);
});

test('jobs of a worker that was killed are taken up again, those of a living one are not', async () => {
  const lock = async (name: string) => {
    await pool.query("select graphile_worker.add_job('sleeping')");
    await pool.query(
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '1 minute'
       where id = (select max(id) from graphile_worker._private_jobs)`,
      [name],
    );
  };
  await pool.query('delete from graphile_worker._private_jobs');
  await lock('dead-worker');
  await lock('living-worker');
  const living = openLifeSign(runtime);
  await living.name('living-worker');
  const looking = openLifeSign(runtime);
  expect(await looking.freeDead()).toBe(1);
  const { rows } = await pool.query<{ name: string | null }>(
    'select locked_by as name from graphile_worker.jobs order by id',
  );
  expect(rows.map(({ name }) => name)).toEqual([null, 'living-worker']);
  living.close();
  await vi.waitFor(async () => expect(await looking.freeDead()).toBe(1), 5_000);
  looking.close();
});
