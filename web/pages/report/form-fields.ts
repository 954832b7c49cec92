/** What a form sent, read without trust: a field may be missing, doubled, a file, or anything at all. */
import type { PageContext } from '../../server/visit.ts';

export interface FormFields {
  /** What was typed, trimmed; nothing where it was left empty. */
  text(name: string): string | undefined;
  all(name: string): string[];
  has(name: string): boolean;
  record(): Record<string, string>;
}

export function fieldsOf(entries: URLSearchParams): FormFields {
  const text = (name: string) => entries.get(name)?.replaceAll('\r\n', '\n').trim() || undefined;
  return {
    text,
    all: (name) => entries.getAll(name).slice(0, 40),
    has: (name) => entries.has(name),
    record: () => Object.fromEntries(entries),
  };
}

export async function readFields(c: PageContext): Promise<FormFields> {
  const body = await c.req.parseBody({ all: true });
  const entries = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === 'string') entries.append(name, one);
  }
  return fieldsOf(entries);
}
