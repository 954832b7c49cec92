/** The listening socket: refused in a plain line when the port is taken, closed without cutting what is under way. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { StartRefused } from '#domain/kernel';

export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface Listening {
  close(): Promise<void>;
}

/** Long enough for a large file over a slow line; a request's head must come quickly. */
const LONGEST_REQUEST = 60 * 60_000;
const LONGEST_HEAD = 20_000;
const LAST_ANSWERS = 5_000;

function bind(server: Server, place: Place): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error) => failed(explainPort(error, place)));
    server.listen(place.port, place.host, done);
  });
}

function explainPort(error: Error, place: Place): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new StartRefused(
      `Port ${place.port} is in use by another program. Stop it, or set CONCORD_PORT to another number.`,
    );
  }
  if (code === 'EACCES') {
    return new StartRefused(
      `This account may not use port ${place.port}. Set CONCORD_PORT to a number above 1023.`,
    );
  }
  if (code === 'EADDRNOTAVAIL') {
    return new StartRefused(
      `This machine has no address ${place.host}. Set CONCORD_HOST to one of its own.`,
      { exitCode: 78 },
    );
  }
  return error;
}

/** Asked before the database is started, so that a taken port is said at once. */
export async function refuseTakenPort(place: Place): Promise<void> {
  const probe = createServer();
  await bind(probe, place);
  await new Promise((closed) => probe.close(closed));
}

export async function listen(
  answer: (request: Request) => Response | Promise<Response>,
  place: Place,
): Promise<Listening> {
  const server = createServer(
    { requestTimeout: LONGEST_REQUEST, headersTimeout: LONGEST_HEAD, keepAliveTimeout: 10_000 },
    getRequestListener(answer),
  );
  await bind(server, place);
  return { close: () => closeGently(server) };
}

async function closeGently(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  // A connection whose last answer went out during the close would otherwise linger until its own limit.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  // Event streams never end by themselves; browsers come back to them.
  const cut = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
