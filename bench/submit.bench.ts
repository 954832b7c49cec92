/** [submit] The last press of the report form, with 100,000 reports stored. */
import pg from 'pg';
import { type City, type Cost, costOf, costOfOne, openCityWith } from './support/city.ts';
import { type Draft, prepareDrafts } from './support/drafts.ts';
import { print } from './support/figures.ts';
import { crowd } from './support/visitor.ts';

const REPORTS = 3_000;
const WARM_UP = 400;
const TOGETHER = 12;

async function send({ visitor }: City, prepared: Draft | undefined): Promise<void> {
  const answer = await visitor.post('/report/check', {}, { cookie: prepared?.cookie ?? '' });
  if (answer.status !== 303 || answer.headers.location !== '/report/sent')
    throw new Error(`The form was answered with ${answer.status} ${answer.headers.location ?? ''}`);
}

async function countStored({ ownerUrl, tenant }: City, prepared: readonly Draft[]): Promise<number> {
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
async function costOfLast(city: City): Promise<Cost> {
  const drafts = await prepareDrafts(city, 12);
  // The first ones bring secrets and the place into the program's memory.
  for (const draft of drafts.splice(0, 5)) await send(city, draft);
  return costOfOne(city, () => send(city, drafts.pop()), 7);
}

const few = await openCityWith(10_000);
const before = await costOfLast(few).finally(() => few.close());

const city = await openCityWith(100_000);
try {
  const warm = await prepareDrafts(city, WARM_UP);
  await crowd(WARM_UP, TOGETHER, (at) => send(city, warm[at]));
  const last = await costOfLast(city);
  const prepared = await prepareDrafts(city, REPORTS);
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
    value: last.statements,
    unit: 'SQL statements',
    baseline: before.statements,
    goal: '<= 1x',
  });
  print({ name: 'submit.transactions', value: last.transactions, unit: 'transactions' });
  print({ name: 'submit.lost', value: lost, unit: 'reports', goal: '<= 0' });
} finally {
  await city.close();
}
