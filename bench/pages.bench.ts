/** [pages] What the most visited pages cost with 10,000 and with 100,000 reports. */
import { listInbox } from '#domain/journeys';
import { type Caller, type Id, newId } from '#domain/kernel';
import { type City, type Cost, costOf, costOfOne, openCityWith } from './support/city.ts';
import { print, tell } from './support/figures.ts';
import { type Officer, signInAs } from './support/officer.ts';
import { sequentialScans } from './support/scans.ts';
import { crowd } from './support/visitor.ts';

const WARM_UP = 300;
const VISITS = 400;
const TURNS = 8;
const TOGETHER = 4;
const AREA = 'old-harbour';

interface Page {
  readonly name: string;
  readonly path: string;
  readonly cookie?: string;
  /** Stands in the answer when it is the whole page. */
  readonly shows: RegExp;
}

/** A report that has letters: the first that waits for an outcome. */
async function reportToOpen({ runtime, tenant }: City, officer: Officer): Promise<Id<'report'>> {
  const { id, unit } = officer;
  const caller: Caller = {
    tenant,
    actor: { kind: 'staff', id, session: newId(), hat: 'cpo', unit, strong: true },
  };
  const { lines } = await listInbox(runtime, caller, { group: 'all', scope: 'unit' });
  const found = lines.find(({ report }) => report.repliedAt !== null);
  if (!found) throw new Error('No report of the unit was answered yet.');
  return found.report.id;
}

async function pagesOf(city: City): Promise<Page[]> {
  const officer = await signInAs(city, 'ines-vidal', 'cpo');
  const { cookie } = officer;
  const report = await reportToOpen(city, officer);
  return [
    { name: 'inbox', path: '/desk', cookie, shows: /\/desk\/reports\/[0-9a-f-]{36}/ },
    { name: 'report', path: `/desk/reports/${report}`, cookie, shows: /<form/ },
    { name: 'area', path: `/areas/${AREA}`, shows: /<h1/ },
    { name: 'list', path: `/areas/${AREA}/reports`, shows: /id="item-/ },
    { name: 'map', path: `/areas/${AREA}/map.json?language=es`, shows: /"published":/ },
  ];
}

async function visit({ visitor }: City, { path, cookie, shows }: Page): Promise<void> {
  const answer = await visitor.get(path, cookie ? { cookie } : {});
  if (answer.status !== 200 || !shows.test(answer.body.toString()))
    throw new Error(`${path} was answered with ${answer.status} and not with the whole page.`);
}

interface Measured {
  readonly cpu: number;
  readonly app: number;
  readonly statements: number;
  readonly transactions: number;
}

/** Each page in both cities in turns, so that whatever else the machine does falls on both alike. */
async function visitInTurns(pairs: readonly (readonly [City, Page])[]): Promise<Measured[]> {
  const alone: Cost[] = [];
  for (const [city, page] of pairs) {
    alone.push(await costOfOne(city, () => visit(city, page)));
    await crowd(WARM_UP, TOGETHER, () => visit(city, page));
  }
  const sums = pairs.map(() => ({ app: 0, database: 0 }));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [at, [city, page]] of pairs.entries()) {
      const cost = await costOf(city, () => crowd(VISITS / TURNS, TOGETHER, () => visit(city, page)));
      const sum = sums[at];
      if (sum) Object.assign(sum, { app: sum.app + cost.app, database: sum.database + cost.database });
    }
  }
  return sums.map(({ app, database }, at) => ({
    cpu: (app + database) / VISITS,
    app: app / VISITS,
    statements: alone[at]?.statements ?? Number.NaN,
    transactions: alone[at]?.transactions ?? Number.NaN,
  }));
}

function printPage(name: string, few: Measured | undefined, many: Measured | undefined): void {
  if (!few || !many) throw new Error('A page was not measured.');
  const { cpu, app, statements, transactions } = many;
  print({ name: `pages.${name}.cpu`, value: cpu, unit: 'ms', goal: '<= 15' });
  print({ name: `pages.${name}.growth`, value: cpu, unit: 'ms', baseline: few.cpu, goal: '<= 1.3x' });
  print({ name: `pages.${name}.statements`, value: statements, unit: 'SQL statements', goal: '<= 8' });
  print({ name: `pages.${name}.transactions`, value: transactions, unit: 'transactions' });
  tell(`${name}: app ${app.toFixed(2)} ms, database ${(cpu - app).toFixed(2)} ms of processor time`);
}

async function measureAll(few: City, many: City): Promise<string[]> {
  const ofFew = await pagesOf(few);
  const ofMany = await pagesOf(many);
  // Once round before anything counts: the program is then as warm for the first page as for the last.
  for (const page of ofFew) await crowd(100, TOGETHER, () => visit(few, page));
  for (const page of ofMany) await crowd(100, TOGETHER, () => visit(many, page));
  const before = await sequentialScans(many.ownerUrl);
  for (const [at, page] of ofMany.entries()) {
    const same = ofFew[at];
    if (!same) throw new Error('The cities have other pages.');
    const [small, large] = await visitInTurns([
      [few, same],
      [many, page],
    ]);
    printPage(page.name, small, large);
  }
  const after = await sequentialScans(many.ownerUrl);
  return [...after].filter(([table, scans]) => scans > (before.get(table) ?? 0)).map(([table]) => table);
}

// Both are made before either is opened: the larger grows from the smaller, and making takes all of the machine.
await (await openCityWith(100_000)).close();
const few = await openCityWith(10_000);
const many = await openCityWith(100_000);
const scanned = await measureAll(few, many).finally(async () => {
  await few.close();
  await many.close();
});
if (scanned.length > 0) tell(`Read from end to end: ${scanned.join(', ')}`);
print({ name: 'pages.sequential-scans', value: scanned.length, unit: 'tables', goal: '<= 0' });
