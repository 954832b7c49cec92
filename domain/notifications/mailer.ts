import type { RefusalOfMail } from './delivery.ts';

/** One mail, ready to be sent. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** `<local@host>`. The same mail sent again carries the same id, so that a mail program shows it once. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type SendOutcome =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused'; readonly code: RefusalOfMail };

/** The way out for mail. What it throws (`MailDelayed`) is tried again later. */
export interface Mailer {
  send(mail: Mail): Promise<SendOutcome>;
  close(): Promise<void>;
}

/** The mail could not be handed over now. Says the server's code and nothing of the address or the mail. */
export class MailDelayed extends Error {
  override readonly name = 'MailDelayed';
}
