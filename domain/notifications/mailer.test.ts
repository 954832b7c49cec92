/** One contract, two ways out: a real SMTP server on this machine, and the catcher. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { type Mail, type Mailer, makeMailCatcher, openSmtpMailer } from './index.ts';

const mail = (more: Partial<Mail> = {}): Mail => ({
  from: 'Concord <no-reply@concord.example>',
  to: 'ana@example.org',
  subject: 'Υπάρχουν νέα για εσάς',
  text: 'There is an answer.\nhttps://concord.example/follow\n',
  html: '<p>There is an answer.</p>',
  messageId: '<0123456789abcdef@concord.example>',
  headers: { 'List-Unsubscribe': '<https://concord.example/follow/no-mail/x>' },
  ...more,
});

interface Way {
  readonly mailer: Mailer;
  /** What came out at the other end: to whom, and the whole of it as text. */
  received(): readonly { to: string; whole: string }[];
  end(): Promise<void>;
}

async function overSmtp(refuse?: { at: 'address' | 'mail'; code: number }): Promise<Way> {
  const got: { to: string; whole: string }[] = [];
  const no = (code: number) =>
    Object.assign(new Error('no such person ana@example.org'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => done(refuse?.at === 'address' ? no(refuse.code) : undefined),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refuse?.at === 'mail') return done(no(refuse.code));
        const to = session.envelope.rcptTo[0]?.address ?? '';
        got.push({ to, whole: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  const mailer = openSmtpMailer(`smtp://127.0.0.1:${port}`);
  const end = async () => {
    await mailer.close();
    await new Promise<void>((closed) => server.close(() => closed()));
  };
  return { mailer, received: () => got, end };
}

async function intoCatcher(): Promise<Way> {
  const mailer = makeMailCatcher(() => new Date());
  const whole = (one: Mail) =>
    [...Object.entries({ ...one.headers, 'Message-ID': one.messageId })]
      .map((pair) => pair.join(': '))
      .join('\n') +
    one.text +
    one.html;
  return {
    mailer,
    received: () => mailer.list().map((one) => ({ to: one.to, whole: whole(one) })),
    end: mailer.close,
  };
}

let way: Way | undefined;
afterEach(async () => {
  await way?.end();
  way = undefined;
});

describe.each([
  ['SMTP', () => overSmtp()],
  ['the catcher', intoCatcher],
] as const)('a mail over %s', (_name, open) => {
  test('arrives with its texts, its id and its headers', async () => {
    way = await open();
    expect(await way.mailer.send(mail())).toEqual({ outcome: 'sent' });
    const [got] = way.received();
    expect(got?.to).toBe('ana@example.org');
    expect(got?.whole).toContain('There is an answer.');
    expect(got?.whole).toContain('<p>There is an answer.</p>');
    expect(got?.whole).toContain('Message-ID: <0123456789abcdef@concord.example>');
    expect(got?.whole).toContain('List-Unsubscribe: <https://concord.example/follow/no-mail/x>');
  });

  test('several go one after the other, and closing twice does no harm', async () => {
    way = await open();
    for (const name of ['a', 'b', 'c'])
      await way.mailer.send(mail({ messageId: `<${name}@concord.example>`, to: `${name}@example.org` }));
    expect(
      way
        .received()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
    await way.mailer.close();
  });
});

test('a mail program is told that a program wrote, in both forms', async () => {
  way = await overSmtp();
  await way.mailer.send(mail());
  const whole = way.received()[0]?.whole ?? '';
  expect(whole).toContain('Auto-Submitted: auto-generated');
  expect(whole).toMatch(/Content-Type: multipart\/alternative/);
});

test('an address that holds a second address reaches nobody else', async () => {
  way = await overSmtp();
  await way.mailer.send(mail({ to: 'ana@example.org\r\nBcc: eve@example.org' })).catch(() => undefined);
  const got = way.received();
  expect(got.map(({ to }) => to)).not.toContain('eve@example.org');
  expect(got.map(({ whole }) => whole).join()).not.toMatch(/^Bcc:/m);
});

test.each([
  [{ at: 'address', code: 550 }, 'address-refused'],
  [{ at: 'mail', code: 554 }, 'mail-refused'],
] as const)('a no for good (%j) is final, and is kept as a code', async (refuse, code) => {
  way = await overSmtp(refuse);
  expect(await way.mailer.send(mail())).toEqual({ outcome: 'refused', code });
});

test.each([
  { at: 'address', code: 451 },
  { at: 'mail', code: 452 },
] as const)('a no for now (%j) is tried again, and its error names no address', async (refuse) => {
  way = await overSmtp(refuse);
  const error = await way.mailer.send(mail()).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error?.name).toBe('MailDelayed');
  expect(error?.message).toContain(String(refuse.code));
  expect(`${error?.message} ${error?.stack}`).not.toContain('ana@');
});

test('a server that is not there is tried again', async () => {
  const gone = await overSmtp();
  await gone.end();
  const error = await gone.mailer.send(mail()).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error?.name).toBe('MailDelayed');
});
