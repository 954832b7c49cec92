import { loadKeys, seal } from '#domain/access';
import { type Id, newId, type SubjectId, type Use } from '#domain/kernel';
import type { Sender } from '../message.ts';
import { insertMessage } from '../store.ts';

/** Bound to the letter, so that its bytes open in no other place. */
export const contextOf = (id: Id<'message'>): string => `conversations.message|${id}`;

export interface NewMessage {
  /** Named before it is written, where files are tied to it; made here otherwise. */
  readonly id?: Id<'message'>;
  readonly report: Id<'report'>;
  readonly subject: SubjectId;
  readonly from: Sender;
  /** Who writes for the police; null when the resident writes. */
  readonly staff: Id<'staff'> | null;
  readonly language: string;
  readonly words: string;
  readonly files?: readonly Id<'file'>[];
}

/** Add a letter, sealed under the resident's key. Refuses as not found when the resident was erased meanwhile. */
export async function addMessage(use: Use, message: NewMessage): Promise<Id<'message'>> {
  const { report, subject, from, staff, language } = message;
  await loadKeys(use, [subject]);
  const id = message.id ?? newId<'message'>(use.now.getTime());
  const words = seal(use, subject, contextOf(id), message.words);
  await insertMessage(use, { id, report, from, staff, language, words, files: message.files ?? [] });
  return id;
}
