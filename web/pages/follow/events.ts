/** That something happened to one's own report, as it happens: no word of what. */
import { streamSSE } from 'hono/streaming';
import { Refusal } from '#domain/kernel';
import type { PageContext, Web } from '../../server/visit.ts';
import { heldReport } from './holding.ts';

/** A stream ends now and then, so that a browser whose time is over comes back to a closed door. */
const LONGEST_MS = 10 * 60_000;
const STILL_HERE_MS = 20_000;

export function sendEvents(c: PageContext, web: Web): Response {
  const report = heldReport(c);
  if (!report) throw new Refusal('not-found');
  const audience = `report:${report}`;
  return streamSSE(c, async (stream) => {
    const end = new AbortController();
    stream.onAbort(() => end.abort());
    const stop = web.live.listen(
      c.get('place').tenant,
      c.req.header('last-event-id'),
      (event) => {
        if (event.audience !== audience) return;
        void stream.writeSSE({ id: event.cursor, event: 'report', data: event.topic });
      },
      () => end.abort(),
    );
    const beat = setInterval(() => void stream.write(': still here\n\n'), STILL_HERE_MS);
    const over = setTimeout(() => end.abort(), LONGEST_MS);
    await stream.write('retry: 3000\n\n');
    await new Promise<void>((resolve) => {
      if (end.signal.aborted) resolve();
      end.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    clearInterval(beat);
    clearTimeout(over);
    stop();
  });
}
