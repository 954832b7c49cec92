/** [kill] Concord and its database are killed 50 times under load; what residents were told had arrived is there. */
import { createHash, randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { draftOwner, followReport, listDraftUploads, openFile } from '#domain/journeys';
import type { Caller } from '#domain/kernel';
import { type City, openCity, ownDirectory } from './support/city.ts';
import { prepareDrafts } from './support/drafts.ts';
import { print, tell } from './support/figures.ts';
import { killAll } from './support/killing.ts';
import { liveUntilCut, type Told } from './support/residents.ts';

const KILLS = Number(process.env.BENCH_KILLS ?? 50);
const RESIDENTS = 8;
/** More than so many are not sent in one life of the program. */
const DRAFTS = 300;

interface Lost {
  reports: number;
  letters: number;
  doubled: number;
  files: number;
}

async function photoArrived({ runtime }: City, caller: Caller, told: Told, ids: readonly string[]) {
  for (const id of ids) {
    const opened = await openFile(runtime, caller, { id, variant: 'whole' });
    if (!opened) continue;
    const bytes = await opened.read(0, opened.ticket.facts.size).finally(() => opened.close());
    if (createHash('sha256').update(bytes).digest('hex') === told.photo) return true;
  }
  return false;
}

/** The photo of somebody whose report was not stored still waits in the draft. */
async function photoWaits({ runtime, tenant }: City, told: Told): Promise<boolean> {
  const caller: Caller = { tenant, actor: { kind: 'resident', reports: [] } };
  const waiting = await listDraftUploads(runtime, caller, draftOwner(told.draft.secret) ?? '');
  return waiting.some(({ state, offset, size }) => state === 'received' && offset === size);
}

async function judge(city: City, told: Told, lost: Lost): Promise<void> {
  const { report: id, words } = told.draft;
  const caller: Caller = { tenant: city.tenant, actor: { kind: 'resident', reports: [id] } };
  const found = await followReport(city.runtime, caller, { report: id }).catch(() => undefined);
  if (told.reported && found?.content.words !== words) lost.reports += 1;
  for (const letter of told.letters) {
    const times = found?.messages.filter((message) => message.words === letter).length ?? 0;
    if (times === 0) lost.letters += 1;
    if (times > 1) lost.doubled += 1;
  }
  if (!told.photo) return;
  const ids = found?.files.map((file) => file.id) ?? [];
  const isHere = found ? await photoArrived(city, caller, told, ids) : await photoWaits(city, told);
  if (!isHere) lost.files += 1;
}

/** The worker finishes the photos that were being cleaned when it was killed. */
async function untilCleaned({ runtime, tenant }: City, all: readonly Told[]): Promise<void> {
  const until = Date.now() + 120_000;
  for (const { draft } of all.filter(({ reported }) => reported)) {
    const caller: Caller = { tenant, actor: { kind: 'resident', reports: [draft.report] } };
    for (;;) {
      const found = await followReport(runtime, caller, { report: draft.report }).catch(() => undefined);
      if (!found?.files.some(({ state }) => state === 'cleaning') || Date.now() > until) break;
      await pause(500);
    }
  }
}

/** One life: residents come, and after a moment everything ends. */
async function liveAndDie(directory: string): Promise<readonly Told[]> {
  const city = await openCity(directory);
  const drafts = await prepareDrafts(city, DRAFTS);
  // This process's own connections end before the database does, or their breaking would end us.
  await city.runtime.pool.end();
  const living = liveUntilCut(city, drafts, RESIDENTS);
  await Promise.race([pause(randomInt(200, 1_500)), living]);
  await killAll(city);
  const told = await living;
  city.visitor.close();
  return told;
}

const directory = ownDirectory();
const all: Told[] = [];
for (let kill = 1; kill <= KILLS; kill += 1) {
  all.push(...(await liveAndDie(directory)));
  if (kill % 10 === 0) tell(`killed ${kill} times`);
}
const city = await openCity(directory);
try {
  await untilCleaned(city, all);
  const lost: Lost = { reports: 0, letters: 0, doubled: 0, files: 0 };
  for (const told of all) await judge(city, told, lost);
  const reports = all.filter(({ reported }) => reported).length;
  const letters = all.reduce((sum, told) => sum + told.letters.length, 0);
  const files = all.filter(({ photo }) => photo !== undefined).length;
  print({ name: 'kill.kills', value: KILLS, unit: 'times', goal: '>= 50' });
  print({ name: 'kill.reports', value: reports, unit: 'acknowledged', goal: '>= 50' });
  print({ name: 'kill.reports.lost', value: lost.reports, unit: 'reports', goal: '<= 0' });
  print({ name: 'kill.letters', value: letters, unit: 'acknowledged', goal: '>= 50' });
  print({ name: 'kill.letters.lost', value: lost.letters, unit: 'letters', goal: '<= 0' });
  print({ name: 'kill.letters.doubled', value: lost.doubled, unit: 'letters', goal: '<= 0' });
  print({ name: 'kill.files', value: files, unit: 'acknowledged', goal: '>= 50' });
  print({ name: 'kill.files.lost', value: lost.files, unit: 'files', goal: '<= 0' });
} finally {
  await city.close();
}
