import { createTransport } from 'nodemailer';
import type { RefusalOfMail } from './delivery.ts';
import { type Mail, MailDelayed, type Mailer, type SendOutcome } from './mailer.ts';

/** Far above what a healthy server needs; a silent one must not hold a job for minutes. */
const TIMEOUT_MS = 20_000;

/**
 * Sends over SMTP, with few connections that are kept open. Addresses never travel readable: the connection is
 * encrypted, unless the server is on this very machine.
 * @param url `smtps://user:password@host:465` or `smtp://host:587`, the second with STARTTLS.
 */
export function openSmtpMailer(url: string): Mailer {
  const parsed = new URL(url);
  const encrypted = parsed.protocol === 'smtps:';
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const transport = createTransport({
    pool: true,
    host,
    port: Number(parsed.port || (encrypted ? 465 : 587)),
    secure: encrypted,
    requireTLS: !encrypted && !isThisMachine(host),
    ...(parsed.username && {
      auth: { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) },
    }),
    maxConnections: 2,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail));
        return { outcome: 'sent' };
      } catch (error) {
        return judge(error);
      }
    },
    close: async () => transport.close(),
  };
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '127.0.0.1' || host === '::1';

function messageOf(mail: Mail) {
  const { from, to, subject, text, html, messageId } = mail;
  // Sent by a program: holiday answers and lists of bounces should not come back to it.
  const headers = { 'Auto-Submitted': 'auto-generated', ...mail.headers };
  return { from, to: { name: '', address: to }, subject, text, html, messageId, headers };
}

/** A server's "no" for good (5xx) is final; anything else is tried again. The server's text may name the address. */
function judge(error: unknown): SendOutcome {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : 0;
  const name = typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : 'EUNKNOWN';
  const refused = finalRefusal(name, status);
  if (refused) return { outcome: 'refused', code: refused };
  throw new MailDelayed(`${name}${status ? ` ${status}` : ''}`);
}

function finalRefusal(code: string, status: number): RefusalOfMail | undefined {
  if (status < 500) return undefined;
  if (code === 'EENVELOPE') return 'address-refused';
  return code === 'EMESSAGE' ? 'mail-refused' : undefined;
}
