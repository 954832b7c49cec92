/** [pages] What the most visited pages cost with 10,000 and with 100,000 reports. */
import { listInbox } from '#domain/journeys';
import { type Caller, type Id, newId } from '#domain/kernel';
import { type City, openCityWith } from './support/city.ts';
import { print, tell } from './support/figures.ts';
import { type Officer, signInAs } from './support/officer.ts';
import { type Measured, type Page, printCost, visitInTurns, warmUp } from './support/page-costs.ts';
import { readWhole, sequentialScans } from './support/scans.ts';

const AREA = 'old-harbour';

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

function printPage(name: string, few: Measured | undefined, many: Measured | undefined): void {
  if (!few || !many) throw new Error('A page was not measured.');
  printCost(`pages.${name}`, many);
  print({ name: `pages.${name}.growth`, value: many.cpu, unit: 'ms', baseline: few.cpu, goal: '<= 1.3x' });
}

async function measureAll(few: City, many: City): Promise<string[]> {
  const ofFew = await pagesOf(few);
  const ofMany = await pagesOf(many);
  // Once round before anything counts: the program is then as warm for the first page as for the last.
  for (const page of ofFew) await warmUp(few, page);
  for (const page of ofMany) await warmUp(many, page);
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
  return readWhole(before, after);
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
