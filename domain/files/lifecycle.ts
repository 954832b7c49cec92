import { Refusal } from '#domain/kernel';

/**
 * The way of a file. It is received as an upload of a draft; sending the report makes it a file of that report, which
 * the worker then cleans and seals under the person's key.
 */
export const FILE_STATES = ['receiving', 'received', 'cleaning', 'ready', 'refused'] as const;
export type FileState = (typeof FILE_STATES)[number];

export const FILE_STEPS = ['finish', 'attach', 'makeReady', 'refuse'] as const;
export type FileStep = (typeof FILE_STEPS)[number];

const NEXT: Readonly<Record<FileState, Readonly<Record<FileStep, FileState | null>>>> = {
  receiving: { finish: 'received', attach: null, makeReady: null, refuse: 'refused' },
  received: { finish: null, attach: 'cleaning', makeReady: null, refuse: null },
  cleaning: { finish: null, attach: null, makeReady: 'ready', refuse: 'refused' },
  ready: { finish: null, attach: null, makeReady: null, refuse: null },
  refused: { finish: null, attach: null, makeReady: null, refuse: null },
};

/** The state after a step, or nothing when the step cannot be taken there. */
export function findNextState(state: FileState, step: FileStep): FileState | null {
  return NEXT[state][step];
}

/** The state after a step, or a refusal. */
export function decideFileStep(state: FileState, step: FileStep): FileState {
  const next = NEXT[state][step];
  if (!next) throw new Refusal('not-in-this-state', `${step} when ${state}`);
  return next;
}
