/** A desk that is open in a browser: it hears events, and after a break comes back with the last it heard. */
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface EventReader {
  /** Places in the stream, in the order in which they were handed out. */
  readonly heard: readonly string[];
  /** Times the connection was made. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

const AGAIN_MS = 50;

/** @param addressOf asked at each connection, since the city comes back at another port. */
export function readEvents(addressOf: () => string, cookie: string, from: string): EventReader {
  const heard: string[] = [];
  let last = from;
  let connections = 0;
  let stopped = false;
  let cut: () => void = () => undefined;

  /** Ends when the connection does. An event counts once its empty line has come, as in a browser. */
  const once = () =>
    new Promise<void>((done) => {
      const headers = { cookie, accept: 'text/event-stream', 'last-event-id': last };
      const sent = get(`${addressOf()}/desk/events`, { headers, agent: false }, (answer) => {
        if (answer.statusCode !== 200) {
          sent.destroy();
          return;
        }
        connections += 1;
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          const blocks = text.split('\n\n');
          text = blocks.pop() ?? '';
          for (const block of blocks) {
            const id = /^id: ?(.+)$/m.exec(block)?.[1];
            if (!id) continue;
            heard.push(id);
            last = id;
          }
        });
        answer.on('error', () => undefined).on('close', done);
      });
      cut = () => sent.destroy();
      sent.on('error', () => done()).on('close', done);
    });

  const reading = (async () => {
    while (!stopped) {
      await once();
      if (!stopped) await pause(AGAIN_MS);
    }
  })();
  return {
    heard,
    connections: () => connections,
    async stop() {
      stopped = true;
      cut();
      await reading;
    },
  };
}
