/** Reports as a city might have them after two years: believable in spread, synthetic in every word, the same each run. */
import type { Area, Category, Place } from '#domain/jurisdiction';
import { DAY, HOUR, newId, newReference, type SubjectId } from '#domain/kernel';
import type { Contact, Content, Outcome, Report, Verb } from '#domain/reports';
import { type Chance, chanceFrom } from '../../scripts/make-city/random.ts';

export interface MadeReport
  extends Omit<Report, 'urgency' | 'version' | 'reopened' | 'assignee' | 'agency' | 'repliedAt'> {
  readonly repliedAt: Date | null;
  readonly content: Content;
  readonly contact: Contact | null;
  readonly activities: readonly { readonly verb: Verb; readonly at: Date }[];
  readonly letters: readonly {
    readonly from: 'resident' | 'officer';
    readonly at: Date;
    readonly words: string;
  }[];
  readonly isPublished: boolean;
}

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi zo an er il on us ar ma lo'.split(' ');
const STREETS = 400;
const YEARS = 2;

/** Few words are said often and most are rare, as in any language; the search index feels the difference. */
function wordAt(rank: number): string {
  const part = (at: number) => SYLLABLES[at % SYLLABLES.length] ?? '';
  return part(rank * 7) + part(Math.floor(rank / 22) * 3 + 1) + part(rank * 5 + 2);
}

function sentence(chance: Chance, words: number): string {
  return Array.from({ length: words }, () => wordAt(Math.floor(chance() ** 3 * 4_000))).join(' ');
}

function pick<T>(chance: Chance, from: readonly T[]): T {
  const found = from[Math.floor(chance() * from.length)];
  if (found === undefined) throw new Error('There is nothing to choose from.');
  return found;
}

function pointIn(chance: Chance, place: Place, area: Area): { lat: number; lon: number } {
  const [west, south, east, north] = area.box;
  for (let tries = 0; tries < 20; tries += 1) {
    const lat = south + chance() * (north - south);
    const lon = west + chance() * (east - west);
    if (place.areaAt(lat, lon)?.id === area.id) return { lat, lon };
  }
  return area.centre;
}

interface Course {
  readonly status: Report['status'];
  readonly repliedAt: Date | null;
  readonly closedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly dueKind: Report['dueKind'];
  readonly dueAt: Date | null;
}

const OPEN = { closedAt: null, outcome: null } as const;

/** Old reports are closed but for a few; of the last month's about half wait for something. */
function courseOf(chance: Chance, sentAt: Date, now: Date, category: Category): Course {
  const days = (now.getTime() - sentAt.getTime()) / DAY;
  const replied = new Date(sentAt.getTime() + chance() * category.firstReplyHours * 1.3 * HOUR);
  const ended = new Date(replied.getTime() + chance() * category.outcomeDays * DAY);
  const staysOpen = chance() < (days > 30 ? 0.01 : 0.5);
  if (!staysOpen && ended < now) {
    const outcome = pick<Outcome>(chance, ['solved', 'solved', 'helped', 'passed-on', 'not-found', 'cannot']);
    return { status: 'closed', repliedAt: replied, closedAt: ended, outcome, dueKind: null, dueAt: null };
  }
  if (replied > now || (staysOpen && chance() < 0.2)) {
    const dueAt = new Date(sentAt.getTime() + category.firstReplyHours * HOUR);
    return { ...OPEN, status: 'new', repliedAt: null, dueKind: 'reply', dueAt };
  }
  if (chance() < 0.25) return { ...OPEN, status: 'waiting', repliedAt: replied, dueKind: null, dueAt: null };
  const dueAt = new Date(sentAt.getTime() + category.outcomeDays * DAY);
  const status = chance() < 0.15 ? 'referred' : 'open';
  return { ...OPEN, status, repliedAt: replied, dueKind: 'outcome', dueAt };
}

function contactOf(chance: Chance, tier: Report['tier'], number: number): Contact | null {
  if (tier === 'pseudonymous') return { handle: `${wordAt(number)}-${number}` };
  return { name: sentence(chance, 2), email: `resident.${number}@example.org` };
}

function historyOf(chance: Chance, sentAt: Date, course: Course) {
  const { repliedAt, closedAt } = course;
  const letters: MadeReport['letters'][number][] = [];
  const activities: MadeReport['activities'][number][] = [{ verb: 'submitted', at: sentAt }];
  if (repliedAt) {
    activities.push({ verb: 'triaged', at: repliedAt }, { verb: 'replied', at: repliedAt });
    letters.push({ from: 'officer', at: repliedAt, words: sentence(chance, 30) });
    if (chance() < 0.4) {
      const at = new Date(repliedAt.getTime() + 1_000);
      letters.push({ from: 'resident', at, words: sentence(chance, 20) });
      activities.push({ verb: 'wrote', at });
    }
  }
  if (closedAt) {
    letters.push({ from: 'officer', at: closedAt, words: sentence(chance, 25) });
    activities.push({ verb: 'closed', at: closedAt });
  }
  return { letters, activities };
}

function makeReport(chance: Chance, place: Place, sentAt: Date, now: Date, number: number): MadeReport {
  const category = pick(chance, place.categories);
  // Some areas tell much more than others.
  const area = place.areas[Math.floor(chance() ** 1.7 * place.areas.length)] ?? pick(chance, place.areas);
  const { lat, lon } = pointIn(chance, place, area);
  const tier = chance() < 0.6 ? 'identified' : 'pseudonymous';
  const course = courseOf(chance, sentAt, now, category);
  const { letters, activities } = historyOf(chance, sentAt, course);
  const street = `${wordAt(Math.floor(chance() * STREETS))} street ${Math.ceil(chance() * 120)}`;
  return {
    ...course,
    ...{ letters, activities, tier, sentAt },
    id: newId<'report'>(sentAt.getTime()),
    subject: newId(sentAt.getTime()) as SubjectId,
    reference: newReference(),
    kind: category.kind,
    category: category.id,
    sensitive: category.sensitive,
    language: pick(chance, place.languages),
    area: area.id,
    cell: category.sensitive ? null : place.cellOf(lat, lon),
    unit: place.routeUnit(category, area)?.id ?? null,
    outcomeBy: new Date(sentAt.getTime() + category.outcomeDays * DAY),
    content: {
      words: sentence(chance, 15 + Math.floor(chance() * 30)),
      place: { words: street, lat, lon, how: 'address' },
      when: { type: 'about', date: sentAt.toISOString().slice(0, 10) },
      answers: {},
      behaviour: chance() < 0.3 ? sentence(chance, 12) : undefined,
      onBehalf: chance() < 0.1,
    },
    contact: contactOf(chance, tier, number),
    isPublished: course.closedAt !== null && !category.sensitive && chance() < 0.2,
  };
}

export interface Span {
  readonly place: Place;
  readonly now: Date;
  readonly count: number;
  /** Another number makes other reports. */
  readonly seed: number;
}

/** Oldest first, so that they lie in the tables as time would have laid them. */
export function* makeReports({ place, now, count, seed }: Span): Generator<MadeReport> {
  const chance = chanceFrom(seed);
  const length = YEARS * 365 * DAY;
  for (let number = 0; number < count; number += 1) {
    const back = length * (1 - (number + chance()) / count);
    yield makeReport(chance, place, new Date(now.getTime() - back), now, number);
  }
}
