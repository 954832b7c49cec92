/** Days and hours as the clock on the wall of a place shows them. Pure. */
import { HOUR } from '#domain/kernel';

/** The date on the wall of the place, such as `2026-11-20`. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', { timeZone, ...parts }).format(at);
}

/** The instant at which the wall of the place shows this date and hour (14.5 is half past two). */
export function instantIn(timeZone: string, day: string, hour: number): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + hour * HOUR;
  const shown = (instant: number) => {
    const parts = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const;
    return Date.parse(`${new Intl.DateTimeFormat('sv-SE', parts).format(instant).replace(' ', 'T')}Z`);
  };
  // Twice, since the first correction may step over a change of the clocks.
  let instant = wanted;
  for (let round = 0; round < 2; round += 1) instant += wanted - shown(instant);
  return new Date(instant);
}
