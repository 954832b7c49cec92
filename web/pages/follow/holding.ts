/** Which report this browser may see, and what its forms sent. */
import { randomUUID } from 'node:crypto';
import { BadInput, type Id, isId, Refusal } from '#domain/kernel';
import type { FieldError } from '#ui';
import type { Voice } from '#words';
import type { PageContext } from '../../server/visit.ts';

export const newRequestKey = (): string => randomUUID();

/** Reports that are open in this browser, the one opened last first. */
export function heldReports(c: PageContext): readonly Id<'report'>[] {
  const { actor } = c.get('caller');
  return actor.kind === 'resident' ? actor.reports : [];
}

/** The report of this address, or the newest; nothing when it is not open here (any more). */
export function heldReport(c: PageContext): Id<'report'> | undefined {
  const held = heldReports(c);
  const asked = c.req.param('id');
  if (asked === undefined) return held[0];
  return isId<'report'>(asked) && held.includes(asked) ? asked : undefined;
}

/** The text fields of a form; what is no text is as if it were not there. */
export async function readFields(c: PageContext): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(await c.req.parseBody()))
    if (typeof value === 'string') fields.set(name, value);
  return fields;
}

/** Line ends as people count them: browsers send two characters for one. */
export const textIn = (fields: URLSearchParams, name: string): string =>
  (fields.get(name) ?? '').replaceAll('\r\n', '\n');

/** What could not be done, in words; undefined when it is not the person's to put right here. */
export function problemsIn(voice: Voice, error: unknown): readonly FieldError[] | undefined {
  if (error instanceof BadInput) {
    // words: problem.*
    return error.problems.map(({ field, code, values }) => ({
      name: field,
      message: voice.say(`problem.${code}`, values),
    }));
  }
  if (error instanceof Refusal && (error.code === 'not-in-this-state' || error.code === 'too-late'))
    return [{ message: voice.say('follow.changedMeanwhile') }];
  return undefined;
}

export const errorOf = (errors: readonly FieldError[], name: string): string | undefined =>
  errors.find((error) => error.name === name)?.message;
