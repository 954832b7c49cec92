/** Single columns of a row: their text, a choice made from them, a time of a zone. Pure. */
import { instantIn } from '#domain/jurisdiction';
import type { Choice } from './import-mapping.ts';

export type Row = readonly string[];
export type Read = (row: Row) => string;

export const plain = (text: string) => text.trim().toLowerCase();

export function readerOf(header: Row, name: string, faults: string[]): Read {
  const at = header.indexOf(name);
  if (at < 0) faults.push(`The file has no column "${name}".`);
  return (row) => (row[at] ?? '').trim();
}

/** A choice, made ready: whole values by look-up, the others in their order. */
export function chooserOf(
  header: Row,
  { rules, otherwise }: Choice,
  faults: string[],
): (row: Row) => string | undefined {
  const tests = rules.map(({ column: name, is = [], starts = [], has = [], gives }) => {
    const read = readerOf(header, name, faults);
    const whole = new Set(is.map(plain));
    const [beginnings, parts] = [starts.map(plain), has.map(plain)];
    const fits = (value: string) =>
      whole.has(value) ||
      beginnings.some((beginning) => value.startsWith(beginning)) ||
      parts.some((part) => value.includes(part));
    return { read, fits, gives };
  });
  return (row) => tests.find(({ read, fits }) => fits(plain(read(row))))?.gives ?? otherwise;
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads times of one zone. A time that the clocks show twice in autumn is the earlier or later as `instantIn` says. */
export function clockOf(zone: string): (text: string) => Date | undefined {
  // The zone's rules cost much to ask, and clocks change on the hour: asked once for each hour that occurs.
  const hours = new Map<string, number>();
  return (text) => {
    const [, day, hour = '00', minute = '00', second = '00', offset] = TIME.exec(text) ?? [];
    if (!day || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    const midnight = new Date(`${day}T00:00:00Z`);
    if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
    if (offset) return new Date(`${day}T${hour}:${minute}:${second}${offset}`);
    const key = `${day}T${hour}`;
    const begins = hours.get(key) ?? instantIn(zone, day, Number(hour)).getTime();
    hours.set(key, begins);
    return new Date(begins + 60_000 * Number(minute) + 1000 * Number(second));
  };
}
