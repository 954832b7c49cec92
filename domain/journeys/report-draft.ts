/** A report as far as it has been written, and what makes it whole. Pure. */
import { z } from 'zod';
import { type Area, CATEGORY_KINDS, type Category, type Place, type Unit } from '#domain/jurisdiction';
import { BadInput, type FieldProblem } from '#domain/kernel';
import {
  type Contact,
  type Content,
  contactSchema,
  contentSchema,
  type Kind,
  TIERS,
  type Tier,
} from '#domain/reports';

/**
 * Every answer may still be missing, but an answer that is there must be one that can be sent. Field names of the pages
 * are the paths in here, so a problem finds its field.
 */
export const draftSchema = z
  .object({
    ...contentSchema.partial().shape,
    answers: contentSchema.shape.answers.unwrap().optional(),
    onBehalf: z.boolean().optional(),
    /** The person was asked about danger, and went on. */
    isAsked: z.boolean().optional(),
    kind: z.enum(CATEGORY_KINDS).optional(),
    /** The kind came with the door they took ("Ask", "I am worried"), so it is not asked again. */
    isKindGiven: z.boolean().optional(),
    category: z.string().max(60, 'wrong').optional(),
    /** Slug of an area chosen from the list. A point says more and wins. */
    area: z.string().max(80, 'wrong').optional(),
    tier: z.enum(TIERS, 'missing').optional(),
    contact: contactSchema.optional(),
  })
  .superRefine((draft, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    // Looks without deeds describe a kind of people, not an event (product rule: behaviour before appearance).
    if (draft.appearance && !draft.behaviour) refuse(['behaviour'], 'behaviour-first');
    const { tier, contact } = draft;
    if (tier === 'identified' && !contact?.email && !contact?.phone)
      refuse(['contact', 'email'], 'no-way-to-answer');
  });
export type ReportDraft = z.output<typeof draftSchema>;

/** The category, if it is one that this place offers and that is of the chosen kind. */
export function categoryOf(draft: ReportDraft, place: Place): Category | undefined {
  const category = draft.category === undefined ? undefined : place.categoryById(draft.category);
  return category?.active && category.kind === draft.kind ? category : undefined;
}

/** From here on no trace is left: hate, and whatever the place marks. */
export function isSensitive(draft: ReportDraft, place: Place): boolean {
  return draft.kind === 'hate' || (categoryOf(draft, place)?.sensitive ?? false);
}

/** Where it was, as an area: the point's, else the one from the list. A point outside the place has none. */
export function areaOf({ place: where, area }: ReportDraft, place: Place): Area | undefined {
  if (where?.lat !== undefined && where.lon !== undefined) return place.areaAt(where.lat, where.lon);
  return area === undefined ? undefined : place.areaBySlug(area);
}

export function isOutside({ place: where }: ReportDraft, place: Place): boolean {
  return where?.lat !== undefined && where.lon !== undefined && !place.areaAt(where.lat, where.lon);
}

/** Who will handle it, as far as it is known yet. */
export function unitOf(draft: ReportDraft, place: Place): Unit | undefined {
  const category = categoryOf(draft, place);
  return category && place.routeUnit(category, areaOf(draft, place));
}

/** When and where it was is asked of most kinds; a question has no "when". */
export const isWhenAsked = (kind: Kind | undefined): boolean => kind !== 'question';
export const arePeopleAsked = (kind: Kind | undefined): boolean =>
  kind === 'incident' || kind === 'hate' || kind === 'worry';

export interface WholeReport {
  readonly category: Category;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly content: Content;
  readonly contact: Contact | null;
}

const problemOf = (field: string): FieldProblem => ({ field, code: 'missing' });

/** The draft as a report. Throws `BadInput` naming what is missing. */
export function wholeReport(draft: ReportDraft, place: Place): WholeReport {
  const category = categoryOf(draft, place);
  const { kind, tier, words, place: where, contact = null } = draft;
  const when = draft.when ?? (isWhenAsked(kind) ? undefined : { type: 'unknown' as const });
  const missing = Object.entries({ kind, category, words, place: where, when, tier }).filter(
    ([, value]) => !value,
  );
  if (!category || !kind || !tier || !words || !where || !when) {
    throw new BadInput(missing.map(([field]) => problemOf(field)));
  }
  const asked = new Set(category.questions.map(({ code }) => code));
  // Answers to the questions of a category that was left again are not sent.
  const answers = Object.fromEntries(Object.entries(draft.answers ?? {}).filter(([code]) => asked.has(code)));
  const people = arePeopleAsked(kind) ? draft : {};
  const content = contentSchema.parse({
    ...{ words, place: where, when, answers },
    ...{ behaviour: people.behaviour, appearance: people.appearance, vehicles: people.vehicles },
    onBehalf: draft.onBehalf ?? false,
    onBehalfWords: draft.onBehalf ? draft.onBehalfWords : undefined,
  });
  return { category, kind, tier, content, contact: tier === 'identified' ? withoutHandle(contact) : contact };
}

/** Who gives a name has no need of the handle they thought of before. */
function withoutHandle(contact: Contact | null): Contact | null {
  if (!contact) return null;
  const { handle: _, ...named } = contact;
  return named;
}
