/** One row becomes one report, or is refused with a reason. Pure. */
import type { Area, Category, Place } from '#domain/jurisdiction';
import { DAY } from '#domain/kernel';
import { type Content, type ImportedReport, LONGEST_TEXT, type Outcome } from '#domain/reports';
import { chooserOf, clockOf, plain, type Read, type Row, readerOf } from './import-columns.ts';
import {
  faultsOf,
  isOutcome,
  type Mapping,
  MappingProblem,
  type RowProblem,
  type Taken,
} from './import-mapping.ts';

interface Columns {
  readonly id: Read;
  readonly words: readonly Read[];
  readonly lat: Read;
  readonly lon: Read;
  readonly placeWords: Read;
  readonly sentAt: Read;
  readonly dueAt: Read;
  readonly closedAt: Read;
  readonly closingWords: Read;
  readonly status: (row: Row) => string | undefined;
  readonly category: (row: Row) => string | undefined;
  readonly area: (row: Row) => string | undefined;
  readonly outcome: (row: Row) => string | undefined;
}

function openColumns(mapping: Mapping, place: Place, header: Row): Columns {
  const faults = faultsOf(mapping, place);
  const column = (name: string) => readerOf(header, name, faults);
  const optional = (name: string | undefined): Read => (name === undefined ? () => '' : column(name));
  const chooser = (given: Mapping['area']) => (given ? chooserOf(header, given, faults) : () => undefined);
  const columns: Columns = {
    id: column(mapping.id),
    words: mapping.words.columns.map(column),
    lat: optional(mapping.place.lat),
    lon: optional(mapping.place.lon),
    placeWords: optional(mapping.place.words),
    sentAt: column(mapping.sentAt),
    dueAt: optional(mapping.dueAt),
    closedAt: column(mapping.closedAt),
    closingWords: optional(mapping.closingWords),
    status: chooser(mapping.status),
    category: chooser(mapping.category),
    area: chooser(mapping.area),
    outcome: chooser(mapping.outcome),
  };
  if (faults.length > 0) throw new MappingProblem([...new Set(faults)].join('\n'));
  return columns;
}

interface Times {
  readonly sentAt: Date;
  readonly dueAt: Date | undefined;
  readonly closedAt: Date | null;
  readonly corrected: string | null;
}

/** What stays the same from row to row. */
interface Reading {
  readonly mapping: Mapping;
  readonly place: Place;
  readonly columns: Columns;
  readonly clock: (text: string) => Date | undefined;
  readonly silent: ReadonlySet<string>;
  readonly noPoints: ReadonlySet<string>;
  readonly now: Date;
}

function wordsOf({ columns, silent }: Reading, row: Row): string {
  const parts = columns.words
    .map((read) => read(row))
    .filter((part) => part !== '' && !silent.has(plain(part)));
  return [...new Set(parts)].join(' – ');
}

function pointOf({ columns, noPoints }: Reading, row: Row): { lat: number; lon: number } | undefined {
  const [y, x] = [columns.lat(row), columns.lon(row)];
  const [lat, lon] = [Number(y), Number(x)];
  const isPoint = y !== '' && x !== '' && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return isPoint && !noPoints.has(`${lat},${lon}`) ? { lat, lon } : undefined;
}

function timesOf({ columns, clock, now }: Reading, row: Row, isClosed: boolean): Times | RowProblem {
  const [sent, due, closed] = [columns.sentAt(row), columns.dueAt(row), columns.closedAt(row)];
  if (sent === '') return 'no-sending-date';
  if (isClosed && closed === '') return 'no-closing-date';
  const sentAt = clock(sent);
  const dueAt = due === '' ? undefined : clock(due);
  const ended = isClosed ? clock(closed) : null;
  if (!sentAt || ended === undefined || (due !== '' && !dueAt)) return 'date-wrong';
  if (sentAt > now || (ended && ended > now)) return 'in-the-future';
  // Two clocks of the source that disagree by some seconds: it ended when it began, and the ending says so.
  const corrected = ended && ended < sentAt ? 'closed-before-sent' : null;
  return { sentAt, dueAt, closedAt: corrected ? sentAt : ended, corrected };
}

function publicationOf(
  { mapping: { publish } }: Reading,
  category: Category,
  closed: boolean,
  outcome: Outcome | null,
): ImportedReport['publication'] {
  const words =
    publish?.words[closed ? (outcome ?? 'closed') : 'open'] ?? publish?.words[closed ? 'closed' : 'open'];
  if (!publish || !words || category.sensitive) return null;
  return { title: category.name as Readonly<Record<string, string>>, words, reason: publish.reason };
}

/** Where it was: the area that the row names, else the one in which its point lies. */
function whereOf(reading: Reading, row: Row) {
  const { columns, place } = reading;
  const point = pointOf(reading, row);
  const words = columns.placeWords(row).slice(0, 500);
  const named = place.areaBySlug(columns.area(row) ?? '');
  const area: Area | undefined = named ?? (point && place.areaAt(point.lat, point.lon));
  const how: Content['place']['how'] = point ? 'map' : words ? 'words' : 'none';
  return {
    area,
    areaBy: named ? ('column' as const) : area ? ('point' as const) : null,
    cell: area && point ? place.cellOf(point.lat, point.lon) : null,
    told: { ...point, ...(words && { words }), how },
  };
}

function reportOf(reading: Reading, row: Row, words: string, category: Category, times: Times): Taken {
  const { columns, mapping, place } = reading;
  const { area, areaBy, cell, told } = whereOf(reading, row);
  const { sentAt, dueAt, closedAt, corrected } = times;
  const ending = columns.outcome(row);
  const outcome = closedAt && ending && isOutcome(ending) ? ending : null;
  const outcomeBy = dueAt ?? new Date(sentAt.getTime() + category.outcomeDays * DAY);
  const { kind, sensitive } = category;
  const report: ImportedReport = {
    ...{ external: columns.id(row), kind, category: category.id, sensitive, language: mapping.language },
    ...{ area: area?.id ?? null, cell, unit: place.routeUnit(category, area)?.id ?? null },
    ...{ sentAt, closedAt, corrected, outcome, outcomeBy, dueAt: closedAt ? null : outcomeBy },
    content: { words, place: told, when: { type: 'unknown' }, answers: {}, onBehalf: false },
    closingWords: closedAt ? columns.closingWords(row).slice(0, LONGEST_TEXT) || null : null,
    publication: publicationOf(reading, category, closedAt !== null, outcome),
  };
  return { report, areaBy };
}

/** Reads rows of one file into reports of one place. Throws `MappingProblem` when file, mapping and place do not fit. */
export function rowReader(mapping: Mapping, place: Place, header: Row, now: Date): (row: Row) => Taken {
  const reading: Reading = {
    ...{ mapping, place, now, columns: openColumns(mapping, place, header) },
    clock: clockOf(mapping.zone ?? place.timezone),
    silent: new Set(mapping.words.leaveOut.map(plain)),
    noPoints: new Set(mapping.place.leaveOut.map(([lat, lon]) => `${lat},${lon}`)),
  };
  const { columns } = reading;
  return (row) => {
    if (row.length !== header.length) return { problem: 'columns' };
    if (columns.id(row) === '') return { problem: 'no-number' };
    const words = wordsOf(reading, row);
    if (words === '') return { problem: 'no-words' };
    if (words.length > LONGEST_TEXT) return { problem: 'too-long' };
    const status = columns.status(row);
    if (!status) return { problem: 'status-unknown' };
    const category = place.categoryByCode(columns.category(row) ?? '');
    if (!category) return { problem: 'category-unknown' };
    const times = timesOf(reading, row, status === 'closed');
    return typeof times === 'string' ? { problem: times } : reportOf(reading, row, words, category, times);
  };
}
