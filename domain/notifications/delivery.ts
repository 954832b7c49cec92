import type { Id } from '#domain/kernel';

export const ABOUTS = ['received', 'answer', 'closed'] as const;
/** What a mail tells: that the report arrived, that there is an answer, or how it ended. Never what was said. */
export type About = (typeof ABOUTS)[number];

/** The first mail confirms what the person did; the others can be stopped. */
export const isOptional = (about: About): boolean => about !== 'received';

/** Why a mail will never arrive: the address, or the whole mail, was turned down for good. */
export const REFUSAL_CODES = ['address-refused', 'mail-refused'] as const;
export type RefusalOfMail = (typeof REFUSAL_CODES)[number];

export interface Delivery {
  readonly report: Id<'report'>;
  readonly job: string;
  readonly about: About;
  readonly outcome: 'sent' | 'refused';
  readonly code: RefusalOfMail | null;
}

/** Whether this mail should be written at all. Sent once, or turned down for good, is enough; so is "no more mails". */
export function shouldSend(
  about: About,
  known: { readonly done: boolean; readonly stopped: boolean; readonly email: string | undefined },
): boolean {
  if (known.done || !known.email) return false;
  return !(known.stopped && isOptional(about));
}
