import type { Mail, Mailer } from './mailer.ts';

export interface CaughtMail extends Mail {
  readonly caughtAt: Date;
}

/** For development: mails stay in this process's memory and end with it, so that no dump of the database has them. */
export interface MailCatcher extends Mailer {
  /** Newest first. */
  list(): readonly CaughtMail[];
}

const MOST = 200;

export function makeMailCatcher(clock: () => Date): MailCatcher {
  let caught: readonly CaughtMail[] = [];
  return {
    async send(mail) {
      const others = caught.filter((one) => one.messageId !== mail.messageId);
      caught = [{ ...mail, caughtAt: clock() }, ...others].slice(0, MOST);
      return { outcome: 'sent' };
    },
    list: () => caught,
    close: async () => undefined,
  };
}
