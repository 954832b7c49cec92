/** From a row of somebody else's table to a report: which column says what. Written as JSON; see docs/import.md. Pure. */
import { z } from 'zod';
import { LANGUAGES, type Place } from '#domain/jurisdiction';
import { type ImportedReport, OUTCOMES, type Outcome } from '#domain/reports';

const column = z.string().min(1);
const texts = z.record(z.string(), z.string().min(1));

/** The first rule that fits wins. `is` is the whole value, `starts` its beginning, `has` any part; case does not count. */
const rule = z
  .strictObject({
    column,
    is: z.array(z.string()).optional(),
    starts: z.array(z.string()).optional(),
    has: z.array(z.string()).optional(),
    gives: z.string(),
  })
  .refine((one) => one.is || one.starts || one.has, 'a rule needs is, starts or has');
const choice = z.strictObject({ rules: z.array(rule), otherwise: z.string().optional() });
export type Choice = z.output<typeof choice>;

export const mappingSchema = z.strictObject({
  /** Whose rows they are. Part of what makes a row the same row; never change it between two imports of the same. */
  source: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  attribution: z.string().optional(),
  language: z.enum(LANGUAGES),
  /** Of times that say no zone; the place's own where it is not given. */
  zone: z.string().optional(),
  id: column,
  /** Told as one text; a value that another column has said already is said once. */
  words: z.strictObject({ columns: z.array(column).min(1), leaveOut: z.array(z.string()).default([]) }),
  place: z.strictObject({
    lat: column.optional(),
    lon: column.optional(),
    words: column.optional(),
    /** Points that stand for "we do not know", such as the city hall. */
    leaveOut: z.array(z.tuple([z.number(), z.number()])).default([]),
  }),
  sentAt: column,
  dueAt: column.optional(),
  closedAt: column,
  status: choice,
  category: choice,
  area: choice.optional(),
  outcome: choice.optional(),
  closingWords: column.optional(),
  /** Where the source is public. The title is the category's name; the words are chosen by outcome, `open` or `closed`. */
  publish: z.strictObject({ reason: z.string().min(1), words: z.record(z.string(), texts) }).optional(),
});
export type Mapping = z.output<typeof mappingSchema>;

/** What is wrong with a mapping, one line each. */
export class MappingProblem extends Error {
  override readonly name = 'MappingProblem';
}

/** Why a row can not be taken. */
export type RowProblem =
  | 'columns'
  | 'no-number'
  | 'no-words'
  | 'too-long'
  | 'no-sending-date'
  | 'date-wrong'
  | 'in-the-future'
  | 'status-unknown'
  | 'category-unknown'
  | 'no-closing-date';

export type Taken =
  | { readonly report: ImportedReport; readonly areaBy: 'column' | 'point' | null }
  | { readonly problem: RowProblem };

/** Codes that a mapping gives and the place does not have. */
export function faultsOf(mapping: Mapping, place: Place): string[] {
  const unknown = (what: string, given: Choice | undefined, known: (code: string) => boolean) =>
    [...(given?.rules.map(({ gives }) => gives) ?? []), given?.otherwise]
      .filter((code): code is string => code !== undefined && !known(code))
      .map((code) => `${what}: there is no "${code}" in ${place.slug}.`);
  return [
    ...unknown('status', mapping.status, (code) => code === 'open' || code === 'closed'),
    ...unknown('category', mapping.category, (code) => place.categoryByCode(code) !== undefined),
    ...unknown('area', mapping.area, (code) => place.areaBySlug(code) !== undefined),
    ...unknown('outcome', mapping.outcome, isOutcome),
  ];
}

export const isOutcome = (code: string): code is Outcome => OUTCOMES.some((known) => known === code);
