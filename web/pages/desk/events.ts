/** What happens to reports, as it happens, for open desks: ids and nothing else. */
import { streamSSE } from 'hono/streaming';
import type { Event, Staff } from '#domain/kernel';
import type { PageContext, Web } from '../../server/visit.ts';
import { staffOf } from './desk.ts';
import { scopesOf } from './view.ts';

/** A stream ends now and then, so that whoever was signed out meanwhile comes back to a closed door. */
const LONGEST_MS = 10 * 60_000;
const STILL_HERE_MS = 20_000;

function concerns(event: Event, staff: Staff): boolean {
  if (event.audience !== 'staff' || typeof event.payload.report !== 'string') return false;
  return scopesOf(staff).includes('all') || (staff.unit !== null && event.payload.unit === staff.unit);
}

export function sendEvents(c: PageContext, web: Web): Response {
  const staff = staffOf(c);
  const { tenant } = c.get('place');
  return streamSSE(c, async (stream) => {
    const end = new AbortController();
    stream.onAbort(() => end.abort());
    const stop = web.live.listen(
      tenant,
      c.req.header('last-event-id'),
      (event) => {
        if (!concerns(event, staff)) return;
        const data = JSON.stringify({ report: event.payload.report, topic: event.topic });
        void stream.writeSSE({ id: event.cursor, event: 'report', data });
      },
      () => end.abort(),
    );
    const beat = setInterval(() => void stream.write(': still here\n\n'), STILL_HERE_MS);
    const over = setTimeout(() => end.abort(), LONGEST_MS);
    await stream.write('retry: 2000\n\n');
    await new Promise<void>((resolve) => {
      if (end.signal.aborted) resolve();
      end.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    clearInterval(beat);
    clearTimeout(over);
    stop();
  });
}
