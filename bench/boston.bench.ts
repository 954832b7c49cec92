/** [boston] Real requests, brought in whole by the command, and the same pages with them. */
import { join } from 'node:path';
import { listInbox } from '#domain/journeys';
import { type Caller, newId } from '#domain/kernel';
import {
  addStaff,
  bringIn,
  type ComparedArea,
  countMisplaced,
  findBostonFile,
  verify,
} from './support/boston.ts';
import { type City, kept, openCity } from './support/city.ts';
import { print, tell } from './support/figures.ts';
import { type Officer, signInAs } from './support/officer.ts';
import { type Page, printCost, visitInTurns, warmUp } from './support/page-costs.ts';
import { readWhole, sequentialScans } from './support/scans.ts';
import { learnTables } from './support/store-reports.ts';

/** As many as the whole file has. */
const ALL = 93_963;
/** Of the public list: that many pages behind the first. */
const DEEP = 200;

async function someReport({ runtime, tenant }: City, { id, unit }: Officer): Promise<string> {
  const caller: Caller = {
    tenant,
    actor: { kind: 'staff', id, session: newId(), hat: 'cpo', unit, strong: true },
  };
  const [first] = (await listInbox(runtime, caller, { group: 'all', scope: 'unit' })).lines;
  if (!first) throw new Error('The unit has no report.');
  return first.report.id;
}

/** As people come to it: by the link to older ones, again and again, or until there is none. */
async function deepPage({ visitor }: City, list: string): Promise<string> {
  let path = list;
  for (let at = 0; at < DEEP; at += 1) {
    const body = (await visitor.get(path)).body.toString();
    const next = /\/reports\?before=([\w-]+)/.exec(body)?.[1];
    if (!next) break;
    path = `${list}?before=${next}`;
  }
  return path;
}

async function pagesOf(city: City, area: string): Promise<Page[]> {
  const officer = await signInAs(city, 'unit-officer', 'cpo');
  const supervisor = await signInAs(city, 'supervisor', 'supervisor');
  const report = await someReport(city, officer);
  const list = `/areas/${area}/reports`;
  const inList = /\/desk\/reports\/[0-9a-f-]{36}/;
  return [
    { name: 'inbox', path: '/desk?scope=unit', cookie: officer.cookie, shows: inList },
    { name: 'inbox-all', path: '/desk?scope=all', cookie: supervisor.cookie, shows: inList },
    { name: 'report', path: `/desk/reports/${report}`, cookie: officer.cookie, shows: /<form/ },
    { name: 'area', path: `/areas/${area}`, shows: /<h1/ },
    { name: 'list', path: list, shows: /id="item-/ },
    { name: 'list-deep', path: await deepPage(city, list), shows: /id="item-/ },
    { name: 'map', path: `/areas/${area}/map.json?language=es`, shows: /"published":/ },
  ];
}

/** The district with most reports. */
function largest(areas: readonly ComparedArea[]): string {
  const size = ({ openHere, closedHere }: ComparedArea) => openHere + closedHere;
  const [first] = areas.filter(({ area }) => area !== null).sort((a, b) => size(b) - size(a));
  if (!first?.area) throw new Error('No district has a report.');
  return first.area;
}

async function measure(city: City, name: string, area: string): Promise<void> {
  const pages = await pagesOf(city, area);
  for (const page of pages) await warmUp(city, page);
  const before = await sequentialScans(city.ownerUrl);
  for (const page of pages) {
    const [cost] = await visitInTurns([[city, page]]);
    if (cost) printCost(`${name}.${page.name}`, cost);
  }
  const after = await sequentialScans(city.ownerUrl);
  const scanned = readWhole(before, after);
  if (scanned.length > 0) tell(`Read from end to end: ${scanned.join(', ')}`);
  // In a table that fits into a few pages that is the best way to read it, so a sample says nothing.
  if (name !== 'boston') return;
  tell(`Watched ${before.size} long tables: ${[...before.keys()].join(', ')}`);
  if (before.size === 0) throw new Error('No table is as long as there are reports.');
  print({ name: 'boston.sequential-scans', value: scanned.length, unit: 'tables', goal: '<= 0' });
}

const file = findBostonFile();
const { name } = file;
const directory = join(kept, name);
const { rows, taken, refused, seconds } = await bringIn(directory, file);
print({ name: `${name}.import`, value: taken / seconds, unit: 'rows/s' });
if (name === 'boston')
  print({ name: 'boston.unread', value: Math.abs(ALL - rows), unit: 'rows', goal: '<= 0' });
print({ name: `${name}.not-taken`, value: rows - taken, unit: 'rows', goal: '<= 0' });
tell(`${taken} of ${rows} rows taken in ${seconds} s, ${refused} refused`);
const areas = await verify(directory, file);
print({ name: `${name}.misplaced`, value: await countMisplaced(file, areas), unit: 'reports', goal: '<= 0' });
const area = largest(areas);
await addStaff(directory, 'unit-officer', ['--hat', 'cpo', '--unit', area]);
await addStaff(directory, 'supervisor', ['--hat', 'supervisor']);
const city = await openCity(directory, 'boston');
await learnTables(city.ownerUrl)
  .then(() => measure(city, name, area))
  .finally(() => city.close());
