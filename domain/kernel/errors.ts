/**
 * The three kinds of failure. Bad input goes back into the form, field by field; a refusal is a typed no with a stable
 * code; a fault is ours, is logged with a reference, and tells the person only that reference.
 */

/** One thing wrong with one field. `code` is a key of the catalogue namespace `problem`. */
export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly problems: readonly FieldProblem[];
  constructor(problems: readonly FieldProblem[]) {
    super(problems.map((problem) => `${problem.field}: ${problem.code}`).join(', '));
    this.problems = problems;
  }
}

/** Every refusal the domain can give, with the HTTP answer a surface may use for it. */
export const REFUSALS = {
  'not-found': 404,
  'not-allowed': 403,
  'sign-in-needed': 401,
  'second-factor-needed': 401,
  'reason-needed': 403,
  'not-in-this-state': 409,
  'changed-meanwhile': 409,
  'too-late': 409,
  'already-done': 409,
  'too-many-tries': 429,
  'too-large': 413,
  'type-not-accepted': 415,
  'storage-full': 507,
} as const satisfies Record<string, number>;
export type RefusalCode = keyof typeof REFUSALS;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** Something narrower for words and logs, such as `reopen-window-over`; never personal data. */
  readonly detail: string | undefined;
  constructor(code: RefusalCode, detail?: string) {
    super(detail ? `${code} (${detail})` : code);
    this.code = code;
    this.detail = detail;
  }
}

/** Narrow "may return nothing" to "returns or refuses". */
export function orNotFound<T>(value: T | undefined | null, detail?: string): T {
  if (value === undefined || value === null) throw new Refusal('not-found', detail);
  return value;
}
