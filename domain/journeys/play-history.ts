/** The history of a demo city, played through the same doors that residents and officers use, at the times it tells. */
import { z } from 'zod';
import { placeTarget, tenantSecret } from '#domain/access';
import { officerOf } from '#domain/areas-and-officers';
import { addMessage, markRead } from '#domain/conversations';
import { command, query } from '#domain/door';
import { giveFeedback } from '#domain/feedback';
import {
  findByReceipt,
  keepReceipt,
  listMembers,
  type Member,
  type Receipt,
  receiptOf,
} from '#domain/identity';
import {
  type Area,
  type Category,
  dayIn,
  instantIn,
  type Place,
  placeOf,
  type Unit,
} from '#domain/jurisdiction';
import {
  type Actor,
  type Caller,
  DAY,
  HOUR,
  type Id,
  mac,
  newId,
  orNotFound,
  type Runtime,
  STRANGER,
  type Use,
} from '#domain/kernel';
import {
  type Content,
  close,
  countTaken,
  followOutcome,
  publish,
  recordMessage,
  recordReply,
  refer,
  reopen,
  type Submitted,
  submit,
  takeRows,
  triage,
} from '#domain/reports';
import { historySchema, type PastReport, type PastStep, sentAtOf, stepsOf } from './history.ts';

const SOURCE = 'demo-history';
/** Reports in one transaction: few enough that live pages never wait for it, enough that it is quick. */
const AT_ONCE = 20;

interface Stage {
  readonly use: Use;
  readonly place: Place;
  readonly members: readonly Member[];
  readonly now: Date;
}

/** The receipt follows from a secret of this installation, so that it can be told again. */
async function entropyOf(use: Use, key: string): Promise<Buffer> {
  return mac(await tenantSecret(use, 'sign-in-names'), `demo receipt ${key}`).subarray(0, 16);
}

/** The handle as it was then: another time, another actor, the same transaction. */
const asIf = (use: Use, actor: Actor, now: Date): Use => ({ ...use, actor, now });

/** Who answered: the officer of the area, else somebody of the category's own unit, always the same for one report. */
async function officerFor(
  stage: Stage,
  report: PastReport,
  area: Area,
  unit: Unit | undefined,
): Promise<Actor> {
  const { use, members } = stage;
  const looksAfter = unit?.areas.includes(area.id) ? (await officerOf(use, area.id))?.staff : undefined;
  const ofUnit = members.filter(({ active, unit: own }) => active && own === unit?.id);
  // A unit without neighbourhood officers, such as the standards office, answers by its supervisor.
  const ready = (['cpo', 'supervisor'] as const).flatMap((hat) =>
    ofUnit.filter(({ hats }) => hats.includes(hat)).map(({ id }) => ({ id, hat })),
  );
  const other = ready[report.key.length % Math.max(1, ready.length)];
  const chosen = looksAfter ? { id: looksAfter, hat: 'cpo' as const } : other;
  if (!chosen) return use.actor;
  return { kind: 'staff', ...chosen, session: newId<'session'>(), unit: unit?.id ?? null, strong: true };
}

function contentOf({ place, now }: Stage, report: PastReport): Content {
  const { when, text, answers } = report;
  const zone = place.timezone;
  const told = instantIn(zone, dayIn(zone, new Date(now.getTime() - when.daysAgo * DAY)), when.hour);
  const sent = sentAtOf(report, now);
  // Nobody tells what is yet to come: a later hour means the moment of sending.
  const at = new Date(Math.min(told.getTime(), sent.getTime()));
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  const said = (value: PastReport['answers'][string]) =>
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : Array.isArray(value) ? value : String(value);
  return {
    words: text,
    place: { ...report.place, how: 'map' },
    when: { type: when.type, date: dayIn(zone, at), ...(when.type === 'ongoing' ? {} : { time }) },
    answers: Object.fromEntries(Object.entries(answers).map(([code, value]) => [code, said(value)])),
    onBehalf: false,
  };
}

interface Cast {
  readonly report: Submitted;
  readonly language: string;
  readonly category: Category;
  readonly unit: Unit | undefined;
  readonly officer: Actor;
}

async function send(stage: Stage, past: PastReport, id: Id<'report'>): Promise<Cast> {
  const { use, place, now } = stage;
  const category = orNotFound(place.categoryByCode(past.category), `category ${past.category}`);
  const area = orNotFound(place.areaBySlug(past.area), `area ${past.area}`);
  const unit = place.routeUnit(category, area);
  const { kind, sensitive, firstReplyHours, outcomeDays } = category;
  const { language, tier, person, handle } = past;
  const report = await submit(asIf(use, STRANGER, sentAtOf(past, now)), {
    ...{ id, kind, sensitive, tier, language, firstReplyHours, outcomeDays },
    category: category.id,
    area: area.id,
    cell: place.cellOf(past.place.lat, past.place.lon),
    unit: unit?.id ?? null,
    content: contentOf(stage, past),
    contact: person ?? (handle ? { handle } : null),
  });
  const { locatorHash } = receiptOf(await entropyOf(use, past.key));
  await keepReceipt(asIf(use, STRANGER, sentAtOf(past, now)), locatorHash, id, report.subject);
  return { report, language, category, unit, officer: await officerFor(stage, past, area, unit) };
}

/** A letter from one side; that side has read what came before. */
async function write(use: Use, cast: Cast, words: string, language: string): Promise<void> {
  const { report, subject } = cast.report;
  const from = use.actor.kind === 'resident' ? 'resident' : 'officer';
  const staff = use.actor.kind === 'staff' ? use.actor.id : null;
  await markRead(use, report, from);
  await addMessage(use, { report, subject, from, staff, language, words });
}

/** Why officers published, where the history does not say it. */
const PUBLISHED_BECAUSE = 'Useful to neighbours, and points at nobody.';

async function playOfficer(use: Use, stage: Stage, cast: Cast, step: PastStep): Promise<void> {
  const { report } = cast.report;
  switch (step.what) {
    case 'triage': {
      const assignee = use.actor.kind === 'staff' ? use.actor.id : null;
      const unit = cast.unit?.id ?? null;
      await triage(use, {
        report,
        category: cast.category.id,
        urgency: 'normal',
        reason: '',
        unit,
        assignee,
      });
      return;
    }
    case 'answer':
      await recordReply(use, { report, asks: step.asks });
      return write(use, cast, step.words, step.language);
    case 'refer': {
      const agency = orNotFound(stage.place.agencyByCode(step.service), `service ${step.service}`);
      await refer(use, { report, agency: agency.id });
      return;
    }
    case 'close':
      await close(use, { report, outcome: step.outcome });
      await write(use, cast, step.words, cast.language);
      return followOutcome(use, report, true, step.outcome);
    case 'publish':
      return publish(use, { report, title: step.title, words: step.words, reason: PUBLISHED_BECAUSE });
  }
}

async function playResident(use: Use, cast: Cast, step: PastStep): Promise<void> {
  const { report, subject } = cast.report;
  switch (step.what) {
    case 'letter':
      await recordMessage(use, report);
      return write(use, cast, step.words, step.language);
    case 'reopen':
      await reopen(use, report);
      await write(use, cast, step.words, cast.language);
      return followOutcome(use, report, false, null);
    case 'feedback': {
      const { helped, words } = step;
      await markRead(use, report, 'resident');
      return giveFeedback(use, { report, closing: 0, subject, unit: cast.unit?.id ?? null, helped, words });
    }
  }
}

const BY_RESIDENT: readonly PastStep['what'][] = ['letter', 'reopen', 'feedback'];

async function play(stage: Stage, past: PastReport, id: Id<'report'>): Promise<void> {
  const cast = await send(stage, past, id);
  let last = sentAtOf(past, stage.now);
  for (const step of stepsOf(past, stage.now)) {
    const byResident = BY_RESIDENT.includes(step.what);
    const wanted = byResident ? step.at : atWork(stage.place.timezone, step.at);
    // In the order told, and never later than now.
    const at = new Date(Math.min(stage.now.getTime(), Math.max(wanted.getTime(), last.getTime() + 60_000)));
    if (byResident) await playResident(asIf(stage.use, STRANGER, at), cast, step);
    else await playOfficer(asIf(stage.use, cast.officer, at), stage, cast, step);
    last = at;
  }
}

const FIRST_HOUR = 8;
const LAST_HOUR = 20;

/** Officers write in the daytime, whenever the demo was first started: what would fall into the night waits for morning. */
function atWork(zone: string, at: Date): Date {
  const day = dayIn(zone, at);
  const hour = (at.getTime() - instantIn(zone, day, 0).getTime()) / HOUR;
  if (hour >= FIRST_HOUR && hour < LAST_HOUR) return at;
  const morning = hour < FIRST_HOUR ? day : dayIn(zone, new Date(at.getTime() + 6 * HOUR));
  return instantIn(zone, morning, FIRST_HOUR + (hour % 1) * 2);
}

/** One batch: all of it or nothing. A report that was played before, even one that was erased since, is left out. */
const playSome = command({
  name: 'reports.import',
  input: z.object({ reports: historySchema, now: z.date() }),
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, { reports, now }): Promise<number> => {
    const rows = reports.map((past) => ({
      external: past.key,
      report: newId<'report'>(sentAtOf(past, now).getTime()),
    }));
    const ours = await takeRows(use, SOURCE, rows);
    if (ours.size === 0) return 0;
    const place = await placeOf(use, use.tenant);
    const stage: Stage = { use, place, members: await listMembers(use), now };
    for (const [at, past] of reports.entries()) {
      const id = rows[at]?.report;
      if (id && ours.has(id)) await play(stage, past, id);
    }
    return ours.size;
  },
});

const PLAYER: Actor = { kind: 'system', duty: 'demo' };

const countPlayed = query({
  name: 'reports.import',
  input: z.object({ keys: z.array(z.string()) }),
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: (use, { keys }) => countTaken(use, SOURCE, keys),
});

/** True when every report of the history was played before. One statement. */
export async function isHistoryPlayed(
  runtime: Runtime,
  tenant: Caller['tenant'],
  history: unknown,
): Promise<boolean> {
  const keys = historySchema.parse(history).map(({ key }) => key);
  return (await countPlayed(runtime, { tenant, actor: PLAYER }, { keys })) === keys.length;
}

/** Play what was not played yet. @returns how many reports are new; the same history again adds none. */
export async function playHistory(
  runtime: Runtime,
  tenant: Caller['tenant'],
  history: unknown,
): Promise<number> {
  const reports = historySchema.parse(history);
  const now = runtime.clock();
  let played = 0;
  for (let from = 0; from < reports.length; from += AT_ONCE) {
    const some = reports.slice(from, from + AT_ONCE);
    played += await playSome(runtime, { tenant, actor: PLAYER }, { reports: some, now });
  }
  return played;
}

export interface DemoReceipt {
  readonly key: string;
  readonly receipt: Receipt;
}

/** Receipts of these reports of the history, in the language of each, as long as the reports are there. */
export const listDemoReceipts = query({
  name: 'reports.import',
  input: z.object({ reports: z.array(z.object({ key: z.string(), language: z.string() })).max(200) }),
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, { reports }): Promise<DemoReceipt[]> => {
    const found: DemoReceipt[] = [];
    for (const { key, language } of reports) {
      const receipt = receiptOf(await entropyOf(use, key), language);
      if (await findByReceipt(use, receipt.locatorHash)) found.push({ key, receipt });
    }
    return found;
  },
});
