import { z } from 'zod';
import type { Hat, Id, SubjectId } from '#domain/kernel';
import type { DueKind, Status } from './lifecycle.ts';

export const KINDS = ['incident', 'hate', 'worry', 'question', 'compliment', 'complaint'] as const;
export type Kind = (typeof KINDS)[number];

export const TIERS = ['identified', 'pseudonymous'] as const;
/** What is known of who writes: a name and a way to answer, or a handle and a receipt. The reporter chooses. */
export type Tier = (typeof TIERS)[number];

export const URGENCIES = ['normal', 'soon', 'urgent'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const OUTCOMES = ['solved', 'helped', 'passed-on', 'no-offence', 'not-found', 'cannot'] as const;
/** How it ended. `withdrawn` is the reporter's own, the others are an officer's, each with a message. */
export type Outcome = (typeof OUTCOMES)[number] | 'withdrawn';

/** Longest text of a person in one field, in characters. */
export const LONGEST_TEXT = 8000;

const text = (most = LONGEST_TEXT) => z.string().trim().max(most, 'too-long');

/** Where, in whichever way the person gave it. `lat`/`lon` are WGS 84 degrees. */
export const placeSchema = z.object({
  words: text(500).optional(),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  how: z.enum(['address', 'map', 'list', 'words', 'device', 'none']),
});

export const whenSchema = z.object({
  type: z.enum(['exact', 'about', 'ongoing', 'unknown']),
  /** Local to the place: `2026-11-20` and `14:30`. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  time: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .optional(),
  words: text(300).optional(),
});

/** What a person tells, sealed as one. */
export const contentSchema = z.object({
  words: text().min(1, 'missing'),
  place: placeSchema,
  when: whenSchema,
  /** Answers to the category's questions, by question code. */
  answers: z
    .record(z.string().max(60), z.union([text(2000), z.array(z.string().max(60)).max(40)]))
    .default({}),
  /** What people did; then, only if it helps, what they looked like; never the second without the first. */
  behaviour: text(4000).optional(),
  appearance: text(2000).optional(),
  vehicles: text(1000).optional(),
  /** For somebody else, and how the writer knows. */
  onBehalf: z.boolean().default(false),
  onBehalfWords: text(500).optional(),
});
export type Content = z.output<typeof contentSchema>;

/** Who writes and how to answer; opened apart from the content, and only when somebody needs to. */
export const contactSchema = z.object({
  name: text(200).optional(),
  handle: text(60).optional(),
  email: z.email('not-an-email').max(254).optional(),
  phone: text(40).optional(),
});
export type Contact = z.output<typeof contactSchema>;

export interface Report {
  readonly id: Id<'report'>;
  readonly reference: string;
  readonly subject: SubjectId;
  readonly kind: Kind;
  readonly category: Id<'category'>;
  readonly sensitive: boolean;
  readonly tier: Tier;
  readonly language: string;
  readonly area: Id<'area'> | null;
  readonly cell: string | null;
  readonly unit: Id<'unit'> | null;
  readonly assignee: Id<'staff'> | null;
  readonly status: Status;
  readonly urgency: Urgency;
  readonly dueKind: DueKind | null;
  readonly dueAt: Date | null;
  readonly sentAt: Date;
  readonly outcomeBy: Date;
  readonly repliedAt: Date | null;
  readonly closedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly agency: Id<'agency'> | null;
  readonly reopened: number;
  /** Grows with every change; a command that names an older one is refused as changed meanwhile. */
  readonly version: number;
}

export const VERBS = [
  'submitted',
  'triaged',
  'assigned',
  'replied',
  'asked',
  'wrote',
  'referred',
  'promised',
  'closed',
  'reopened',
  'withdrawn',
  'published',
  'unpublished',
  'noted',
] as const;
export type Verb = (typeof VERBS)[number];

/** One thing done to a report, as it stands in its timeline. */
export interface Activity {
  readonly id: Id<'activity'>;
  readonly at: Date;
  readonly verb: Verb;
  readonly actorKind: 'resident' | 'staff' | 'system';
  readonly staff: Id<'staff'> | null;
  readonly hat: Hat | null;
  readonly detail: Readonly<Record<string, string | number | null>>;
  /** What was said about it, where it was opened; only staff see notes. */
  readonly words: string | null;
}
