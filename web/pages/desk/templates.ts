/** Beginnings of replies, in every language and fit for every place; an officer finishes them in their own words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const texts = z.record(z.string(), z.string().min(1));
const schema = z.array(z.object({ code: z.string().regex(/^[a-z-]+$/), name: texts, words: texts }));
export type ReplyTemplate = z.output<typeof schema>[number];

const FILE = join(import.meta.dirname, '../../../content/reply-templates.json');
let read: readonly ReplyTemplate[] | undefined;

/** Read once a process. */
export function listTemplates(): readonly ReplyTemplate[] {
  read ??= schema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  return read;
}
