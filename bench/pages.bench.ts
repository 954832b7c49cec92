/** [pages] What the most visited pages cost with 10,000 and with 100,000 reports. */
import { listInbox } from '#domain/journeys';
import { type Caller, type Id, newId } from '#domain/kernel';
import { type City, costOf, costOfOne, openCityWith, type Size } from './support/city.ts';
import { print, tell } from './support/figures.ts';
import { type Officer, signInAs } from './support/officer.ts';
import { sequentialScans } from './support/scans.ts';
import { crowd } from './support/visitor.ts';

const WARM_UP = 300;
const VISITS = 400;
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

async function measure(city: City, page: Page): Promise<Measured> {
  const { statements, transactions } = await costOfOne(city, () => visit(city, page));
  await crowd(WARM_UP, TOGETHER, () => visit(city, page));
  const cost = await costOf(city, () => crowd(VISITS, TOGETHER, () => visit(city, page)));
  return { cpu: (cost.app + cost.database) / VISITS, app: cost.app / VISITS, statements, transactions };
}

async function measureAll(size: Size): Promise<{ found: Map<string, Measured>; scanned: readonly string[] }> {
  const city = await openCityWith(size);
  try {
    const pages = await pagesOf(city);
    // Once round before anything counts: the program is then as warm for the first page as for the last.
    for (const page of pages) await crowd(100, TOGETHER, () => visit(city, page));
    const before = await sequentialScans(city.ownerUrl);
    const found = new Map<string, Measured>();
    for (const page of pages) found.set(page.name, await measure(city, page));
    const after = await sequentialScans(city.ownerUrl);
    const scanned = [...after].filter(([table, scans]) => scans > (before.get(table) ?? 0));
    return { found, scanned: scanned.map(([table]) => table) };
  } finally {
    await city.close();
  }
}

const few = await measureAll(10_000);
const many = await measureAll(100_000);
for (const [name, { cpu, app, statements, transactions }] of many.found) {
  const before = few.found.get(name);
  const baseline = before?.cpu ?? null;
  print({ name: `pages.${name}.cpu`, value: cpu, unit: 'ms', goal: '<= 15' });
  print({ name: `pages.${name}.growth`, value: cpu, unit: 'ms', baseline, goal: '<= 1.3x' });
  print({ name: `pages.${name}.statements`, value: statements, unit: 'SQL statements', goal: '<= 8' });
  print({ name: `pages.${name}.transactions`, value: transactions, unit: 'transactions' });
  tell(`${name}: app ${app.toFixed(2)} ms, database ${(cpu - app).toFixed(2)} ms of processor time`);
}
const scanned = [...new Set([...few.scanned, ...many.scanned])];
if (scanned.length > 0) tell(`Read from end to end: ${scanned.join(', ')}`);
print({ name: 'pages.sequential-scans', value: scanned.length, unit: 'tables', goal: '<= 0' });
