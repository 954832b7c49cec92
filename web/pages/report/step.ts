import type { VNode } from 'preact';
import type { ReportDraft } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import type { FieldProblem } from '#domain/kernel';
import type { Voice } from '#words';
import type { FormFields } from './form-fields.ts';

export const STEP_NAMES = [
  'danger',
  'kind',
  'category',
  'what',
  'where',
  'when',
  'people',
  'files',
  'you',
  'check',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** What a step sees: the answers so far, with what was just typed laid over them. */
export interface StepView {
  readonly place: Place;
  readonly voice: Voice;
  readonly draft: ReportDraft;
  /** What is wrong, in words, by field. */
  readonly errors: Readonly<Record<string, string>>;
  readonly now: Date;
  /** What a step says to its own next showing. */
  readonly seen: Readonly<Record<string, string>>;
}

/** What was typed into a step. `stay` shows the step again instead of going on. */
export interface Reading {
  readonly changes: ReportDraft;
  readonly problems?: readonly FieldProblem[];
  readonly stay?: boolean;
  readonly seen?: Readonly<Record<string, string>>;
}

/** One page that asks one thing. */
export interface Step {
  readonly name: StepName;
  readonly isAsked: (draft: ReportDraft, place: Place) => boolean;
  /** False where the form cannot go past it yet. */
  readonly isAnswered: (draft: ReportDraft, place: Place) => boolean;
  readonly title: (view: StepView) => string;
  readonly body: (view: StepView) => VNode;
  /** A form of its own, below. */
  readonly after?: (view: StepView) => VNode;
  readonly read: (form: FormFields, view: StepView) => Reading;
}

export const always = (): boolean => true;

export const pathOf = (name: StepName): string => (name === 'danger' ? '/report' : `/report/${name}`);
