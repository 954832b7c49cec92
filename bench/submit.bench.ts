/** [submit] The last press of the report form, with 100,000 reports stored. */
import { randomInt } from 'node:crypto';
import pg from 'pg';
import type { ReportDraft } from '#domain/journeys';
import { type Place, placeOf } from '#domain/jurisdiction';
import { DAY, transact } from '#domain/kernel';
import { formatDraftSecret, keepDraft, newDraftSecret, reportIdOf } from '#domain/reports';
import { type City, costOf, openCityWith, statementsOf } from './support/city.ts';
import { print } from './support/figures.ts';
import { useOf } from './support/store-reports.ts';
import { crowd } from './support/visitor.ts';

const REPORTS = 3_000;
const WARM_UP = 400;
const TOGETHER = 12;

interface Prepared {
  readonly cookie: string;
  readonly report: string;
}

/** Everything the pages before the last one would have kept, with nothing left out. */
function draftFor(place: Place, number: number): ReportDraft {
  const category = place.categories.find(({ code }) => code === 'theft');
  const area = place.areas[number % place.areas.length];
  if (!category || !area) throw new Error('The city has no areas or no category "theft".');
  return {
    isAsked: true,
    kind: category.kind,
    category: category.id,
    words: `Somebody took my bicycle number ${number} from the rack beside the library between noon and two. It is green and has a basket.`,
    place: { ...area.centre, words: 'Beside the library', how: 'map' },
    when: { type: 'about', date: '2026-11-19', time: '13:00' },
    answers: { taken: 'A green bicycle' },
    behaviour: 'Two people stood beside the rack for some time and then rode off.',
    tier: 'identified',
    contact: { name: `Resident ${number}`, email: `resident.${number}@example.org` },
  };
}

/** As many distinct drafts, kept as the form keeps them. */
async function prepare({ runtime, tenant }: City, count: number): Promise<Prepared[]> {
  const place = await placeOf(runtime, tenant);
  const now = runtime.clock();
  return transact(runtime.pool, tenant, async (db) => {
    const use = useOf(runtime, tenant, db);
    const all: Prepared[] = [];
    for (let at = 0; at < count; at += 1) {
      const secret = newDraftSecret(now);
      await keepDraft(use, secret, draftFor(place, randomInt(1_000_000)), new Date(now.getTime() + DAY));
      all.push({ cookie: `draft=${formatDraftSecret(secret)}`, report: reportIdOf(secret) });
    }
    return all;
  });
}

async function send({ visitor }: City, prepared: Prepared | undefined): Promise<void> {
  const answer = await visitor.post('/report/check', {}, { cookie: prepared?.cookie ?? '' });
  if (answer.status !== 303 || answer.headers.location !== '/report/sent')
    throw new Error(`The form was answered with ${answer.status} ${answer.headers.location ?? ''}`);
}

async function countStored({ ownerUrl, tenant }: City, prepared: readonly Prepared[]): Promise<number> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`set concord.tenant = '${tenant}'`);
  const { rows } = await owner.query<{ stored: number }>(
    'select count(*) as stored from reports.report where id = any($1::uuid[])',
    [prepared.map(({ report }) => report)],
  );
  await owner.end();
  return rows[0]?.stored ?? 0;
}

/** Statements of the one request, over as many drafts as it takes to leave the timers out. */
async function countStatements(city: City): Promise<number> {
  const drafts = await prepare(city, 12);
  // The first ones bring secrets and the place into the program's memory.
  for (const draft of drafts.splice(0, 5)) await send(city, draft);
  return statementsOf(city, () => send(city, drafts.pop()), 7);
}

const few = await openCityWith(10_000);
const statementsFew = await countStatements(few).finally(() => few.close());

const city = await openCityWith(100_000);
try {
  const warm = await prepare(city, WARM_UP);
  await crowd(WARM_UP, TOGETHER, (at) => send(city, warm[at]));
  const statements = await countStatements(city);
  const prepared = await prepare(city, REPORTS);
  const began = performance.now();
  const cost = await costOf(city, () => crowd(REPORTS, TOGETHER, (at) => send(city, prepared[at])));
  const seconds = (performance.now() - began) / 1000;
  const lost = REPORTS - (await countStored(city, prepared));
  print({ name: 'submit.rate', value: REPORTS / seconds, unit: 'reports/s', goal: '>= 110' });
  print({
    name: 'submit.cpu',
    value: (cost.app + cost.database) / REPORTS,
    unit: 'ms a report',
    goal: '<= 9',
  });
  print({ name: 'submit.cpu.app', value: cost.app / REPORTS, unit: 'ms a report' });
  print({ name: 'submit.cpu.database', value: cost.database / REPORTS, unit: 'ms a report' });
  print({
    name: 'submit.statements',
    value: statements,
    unit: 'SQL statements',
    baseline: statementsFew,
    goal: '<= 1x',
  });
  print({ name: 'submit.lost', value: lost, unit: 'reports', goal: '<= 0' });
} finally {
  await city.close();
}
