import type { Id } from '#domain/kernel';

export type Sender = 'resident' | 'officer';

/** One letter. `staff` is the officer who wrote it; the resident has no name here. */
export interface Message {
  readonly id: Id<'message'>;
  readonly at: Date;
  readonly from: Sender;
  readonly staff: Id<'staff'> | null;
  readonly language: string;
  readonly words: string;
  readonly files: readonly Id<'file'>[];
  /** When the other side opened it first. */
  readonly readAt: Date | null;
}

/** The side that a letter is for. */
export function readerOf(from: Sender): Sender {
  return from === 'resident' ? 'officer' : 'resident';
}
