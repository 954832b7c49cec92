/** A browser reduced to its wire: kept connections, a cookie when given, answers as they come. */
import { randomInt } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

export interface Visitor {
  ask(path: string, asked: Asked): Promise<Answer>;
  get(path: string, headers?: OutgoingHttpHeaders): Promise<Answer>;
  /** A form as browsers send it. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: OutgoingHttpHeaders,
  ): Promise<Answer>;
  close(): void;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Each request from a household of its own, as a proxy would name it: one that sends everything would be slowed. */
function someNetwork(): OutgoingHttpHeaders {
  return { 'x-forwarded-for': `10.${[0, 0, 0].map(() => randomInt(256)).join('.')}` };
}

export function openVisitor(baseUrl: string, connections = 16): Visitor {
  const { port } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask = (path: string, { method = 'GET', headers = {}, body }: Asked): Promise<Answer> =>
    new Promise((done, failed) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const options = { host: '127.0.0.1', port, path, method, agent, timeout: 30_000 };
      const sent = request({ ...options, headers: { ...someNetwork(), ...headers, ...length } }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', failed);
        answer.on('end', () => {
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error('No answer in time.')));
      sent.on('error', failed);
      sent.end(body);
    });
  return {
    ask,
    get: (path, headers) => ask(path, headers ? { headers } : {}),
    post: (path, fields, headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { ...FORM, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    close: () => agent.destroy(),
  };
}

/** Does `count` things, so many at the same time. */
export async function crowd(
  count: number,
  together: number,
  work: (number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: together }, one));
}

/** `name=value` of a cookie that an answer sets. */
export function cookieOf(answer: Answer, name: string): string | undefined {
  return answer.headers['set-cookie']?.find((one) => one.startsWith(`${name}=`))?.split(';')[0];
}
