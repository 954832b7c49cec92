/** Days and times as people say them, in the time zone of the place. */
export type Instant = Date | string | number;
/**
 * `long` 20 November 2026 · `short` 20 Nov · `day` Friday 20 November · `weekday` Friday · `numeric` 20/11/2026.
 */
export type DateStyle = 'long' | 'short' | 'day' | 'weekday' | 'numeric';

export interface Clock {
  date(instant: Instant, style?: DateStyle): string;
  time(instant: Instant): string;
  dateTime(instant: Instant, style?: DateStyle): string;
  /** "3 hours ago", "tomorrow", "in 2 days": whole calendar days count from 1 day on. */
  relative(instant: Instant, now: Instant): string;
}

const STYLES: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  weekday: { weekday: 'long' },
  numeric: { day: '2-digit', month: '2-digit', year: 'numeric' },
};
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function clockOf(locale: string, timeZone: string): Clock {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const format = (name: string, options: Intl.DateTimeFormatOptions, instant: Instant): string => {
    let made = formats.get(name);
    if (!made) {
      made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
      formats.set(name, made);
    }
    return made.format(new Date(instant));
  };
  const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const calendarDay = calendarDayIn(timeZone);
  return {
    date: (instant, style = 'long') => format(style, STYLES[style], instant),
    time: (instant) => format('time', TIME, instant),
    dateTime: (instant, style = 'long') => format(`${style}+time`, { ...STYLES[style], ...TIME }, instant),
    relative: (instant, now) => {
      const [amount, unit] = distance(new Date(instant).getTime(), new Date(now).getTime(), calendarDay);
      return relativeFormat.format(amount, unit);
    },
  };
}

/** Days since 1970 as the calendar on the wall counts them, so that "yesterday" changes at midnight there. */
function calendarDayIn(timeZone: string): (millis: number) => number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (millis) => Date.parse(`${parts.format(new Date(millis))}T00:00:00Z`) / DAY;
}

function distance(
  then: number,
  now: number,
  calendarDay: (millis: number) => number,
): [number, Intl.RelativeTimeFormatUnit] {
  const away = Math.abs(then - now);
  const sign = then < now ? -1 : 1;
  if (away < MINUTE) return [0, 'second'];
  if (away < HOUR) return [sign * Math.floor(away / MINUTE), 'minute'];
  const days = calendarDay(then) - calendarDay(now);
  if (away < DAY && (days === 0 || away < 12 * HOUR)) return [sign * Math.floor(away / HOUR), 'hour'];
  if (Math.abs(days) < 14) return [days, 'day'];
  if (Math.abs(days) < 60) return [Math.trunc(days / 7), 'week'];
  if (Math.abs(days) < 365) return [Math.trunc(days / 30.4), 'month'];
  return [Math.trunc(days / 365.25) || sign, 'year'];
}
