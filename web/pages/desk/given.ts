/** What was typed into one form of a report's page, and what is to be put right in it. */
import type { FieldError } from '#ui';

export const DESK_FORMS = [
  'triage',
  'assign',
  'reply',
  'refer',
  'close',
  'note',
  'publish',
  'unpublish',
] as const;
export type DeskForm = (typeof DESK_FORMS)[number];

/** Several forms stand on one page, so each field carries its form's name: `reply-words`. */
export const fieldName = (form: DeskForm, field: string): string => `${form}-${field}`;

export interface Given {
  readonly form: DeskForm;
  /** By the names of the page, with the form's name before. */
  readonly values: ReadonlyMap<string, string>;
  readonly errors: readonly FieldError[];
}

/** What a field shows: what was typed, else what stands. */
export function valueIn(given: Given | undefined, form: DeskForm, field: string, otherwise = ''): string {
  if (given?.form !== form) return otherwise;
  return given.values.get(fieldName(form, field)) ?? '';
}

export function errorOf(given: Given | undefined, form: DeskForm, field: string): string | undefined {
  const name = fieldName(form, field);
  return given?.errors.find((error) => error.name === name)?.message;
}
