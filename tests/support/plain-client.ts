/** Somebody who speaks HTTP without a browser: sends exactly what they are told, cookies and addresses included. */
import { type IncomingMessage, request } from 'node:http';
import type { Readable } from 'node:stream';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Sending {
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: Buffer | Readable;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PlainClient {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Sending['headers']): Promise<Answer>;
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Sending['headers']): Promise<Answer>;
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
}

function keepCookies(cookies: Map<string, string>, answer: IncomingMessage): void {
  for (const line of answer.headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

async function readAnswer(answer: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { status: answer.statusCode ?? 0, headers: answer.headers, bytes, text: bytes.toString() };
}

export function plainClient(baseUrl: string, cookies = new Map<string, string>()): PlainClient {
  const { hostname, port } = new URL(baseUrl);
  const send: PlainClient['send'] = (method, path, { fields, body, headers = {} } = {}) =>
    new Promise((done, failed) => {
      const sent = fields ? Buffer.from(new URLSearchParams(fields).toString()) : body;
      const form = fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
      const length = Buffer.isBuffer(sent) ? { 'content-length': String(sent.length) } : {};
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const call = request({
        ...{ hostname, port, method, path, agent: false },
        headers: { host: `${hostname}:${port}`, ...(cookie && { cookie }), ...form, ...length, ...headers },
      });
      let answered = false;
      call.on('response', (answer) => {
        answered = true;
        keepCookies(cookies, answer);
        readAnswer(answer)
          .then(done, failed)
          .finally(() => call.destroy());
      });
      // A server that has answered may stop listening to the rest.
      call.on('error', (error) => answered || failed(error));
      if (sent === undefined || Buffer.isBuffer(sent)) call.end(sent);
      else sent.on('error', () => undefined).pipe(call);
    });
  return {
    cookies,
    send,
    get: (path, headers) => send('GET', path, headers ? { headers } : {}),
    post: (path, fields, headers) => send('POST', path, { fields, ...(headers && { headers }) }),
  };
}
