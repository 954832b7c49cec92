import { DAY, HOUR } from '#domain/kernel';

/** When an answer is owed. Hours on the clock, nights and Sundays too: the person who waits counts them all. */
export function dueAt(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * HOUR);
}

/** When the outcome is owed. */
export function outcomeDueAt(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY);
}
