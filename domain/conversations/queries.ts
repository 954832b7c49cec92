import { reveal } from '#domain/access';
import type { Id, SubjectId, Use } from '#domain/kernel';
import { contextOf } from './commands/add-message.ts';
import { type Message, readerOf, type Sender } from './message.ts';
import { countUnreadFrom, selectMessages, setRead } from './store.ts';

/** The whole conversation, oldest first: one statement, and the key if it is not yet in the call. Opening is logged. */
export async function listMessages(
  use: Use,
  of: { readonly report: Id<'report'>; readonly subject: SubjectId },
): Promise<Message[]> {
  const rows = await selectMessages(use, of.report);
  const words = await reveal<string>(
    use,
    rows.map((row) => ({ subject: of.subject, context: contextOf(row.id), bytes: row.words })),
  );
  return rows.flatMap((row, at) => {
    const text = words[at];
    // Erased while it was being read: nothing of it is shown.
    return text === undefined ? [] : [{ ...row, words: text }];
  });
}

/** `reader` has opened the letters of the other side. @returns how many were new. */
export function markRead(use: Use, report: Id<'report'>, reader: Sender): Promise<number> {
  return setRead(use, report, readerOf(reader));
}

/** How many letters wait for this reader, by report; reports with none are left out. One statement. */
export function countUnread(
  use: Use,
  reports: readonly Id<'report'>[],
  reader: Sender,
): Promise<Map<Id<'report'>, number>> {
  return countUnreadFrom(use, reports, readerOf(reader));
}
