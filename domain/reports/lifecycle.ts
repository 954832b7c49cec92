/** What may happen to a report in each state, and what is owed to the resident after it. Pure: no clock, no database. */

import { DAY, HOUR } from '#domain/kernel';

export const STATUSES = ['new', 'open', 'waiting', 'referred', 'closed'] as const;
/** `waiting` is for the resident; `referred` is held by a named outside service. */
export type Status = (typeof STATUSES)[number];

export const STEPS = ['triage', 'reply', 'ask', 'write', 'refer', 'close', 'reopen', 'withdraw'] as const;
/** `write` is the resident's message; `reply` and `ask` are the officer's, the second waits for an answer. */
export type Step = (typeof STEPS)[number];

/** What is owed: a first or next reply, what was promised, or how it ended. */
export type DueKind = 'reply' | 'promise' | 'outcome';

/** Total: every state answers every step. `null` is a refusal. */
export const TRANSITIONS: Readonly<Record<Status, Readonly<Record<Step, Status | null>>>> = {
  new: {
    triage: 'open',
    reply: 'open',
    ask: 'waiting',
    write: 'new',
    refer: 'referred',
    close: 'closed',
    reopen: null,
    withdraw: 'closed',
  },
  open: {
    triage: 'open',
    reply: 'open',
    ask: 'waiting',
    write: 'open',
    refer: 'referred',
    close: 'closed',
    reopen: null,
    withdraw: 'closed',
  },
  waiting: {
    triage: 'waiting',
    reply: 'open',
    ask: 'waiting',
    write: 'open',
    refer: 'referred',
    close: 'closed',
    reopen: null,
    withdraw: 'closed',
  },
  referred: {
    triage: 'open',
    reply: 'referred',
    ask: 'waiting',
    write: 'open',
    refer: 'referred',
    close: 'closed',
    reopen: null,
    withdraw: 'closed',
  },
  closed: {
    triage: null,
    reply: null,
    ask: null,
    write: null,
    refer: null,
    close: null,
    reopen: 'open',
    withdraw: null,
  },
};

/** How long a closed report can be reopened by the one who sent it. */
export const REOPEN_DAYS = 28;
/** A message of the resident is answered within this, when nothing was promised sooner. */
export const NEXT_REPLY_HOURS = 48;

export interface State {
  readonly status: Status;
  readonly dueKind: DueKind | null;
  readonly dueAt: Date | null;
  readonly outcomeBy: Date;
  readonly closedAt: Date | null;
}

export interface Due {
  readonly dueKind: DueKind | null;
  readonly dueAt: Date | null;
}

export type Decision =
  | ({ readonly allowed: true; readonly status: Status } & Due)
  | { readonly allowed: false; readonly why: 'not-in-this-state' | 'reopen-window-over' };

const NOTHING_OWED: Due = { dueKind: null, dueAt: null };

/** After an officer's reply the outcome is owed, or sooner what was promised. An overdue outcome gets a week from now. */
function afterReply(state: State, now: Date, promise: Date | undefined): Due {
  if (promise) return { dueKind: 'promise', dueAt: promise };
  const soonest = now.getTime() + 7 * DAY;
  return { dueKind: 'outcome', dueAt: state.outcomeBy > now ? state.outcomeBy : new Date(soonest) };
}

/** A resident who writes is owed a reply; an earlier date that already stood is kept, so writing never delays an answer. */
function afterWriting(state: State, now: Date): Due {
  const fresh = new Date(now.getTime() + NEXT_REPLY_HOURS * HOUR);
  if (state.dueAt && state.dueAt < fresh) return { dueKind: state.dueKind ?? 'reply', dueAt: state.dueAt };
  return { dueKind: 'reply', dueAt: fresh };
}

function dueAfter(state: State, step: Step, now: Date, promise: Date | undefined): Due {
  switch (step) {
    case 'triage':
      return promise
        ? { dueKind: 'promise', dueAt: promise }
        : { dueKind: state.dueKind, dueAt: state.dueAt };
    case 'reply':
    case 'refer':
      return afterReply(state, now, promise);
    case 'ask':
    case 'close':
    case 'withdraw':
      return NOTHING_OWED;
    case 'write':
    case 'reopen':
      return afterWriting({ ...state, dueAt: step === 'reopen' ? null : state.dueAt }, now);
  }
}

/** Decide one step. @param promise when the officer named a date. */
export function decideStep(state: State, step: Step, now: Date, promise?: Date): Decision {
  const status = TRANSITIONS[state.status][step];
  if (!status) return { allowed: false, why: 'not-in-this-state' };
  const lastDay = (state.closedAt?.getTime() ?? 0) + REOPEN_DAYS * DAY;
  if (step === 'reopen' && now.getTime() > lastDay) return { allowed: false, why: 'reopen-window-over' };
  return { allowed: true, status, ...dueAfter(state, step, now, promise) };
}
