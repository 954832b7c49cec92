import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '#domain/kernel';
import {
  decideStep,
  NEXT_REPLY_HOURS,
  REOPEN_DAYS,
  STATUSES,
  STEPS,
  type State,
  TRANSITIONS,
} from './lifecycle.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR);

const aState: fc.Arbitrary<State> = fc.record({
  status: fc.constantFrom(...STATUSES),
  dueKind: fc.constantFrom('reply', 'promise', 'outcome', null),
  dueAt: fc.option(fc.integer({ min: -900, max: 900 }).map(inHours)),
  outcomeBy: fc.integer({ min: -900, max: 900 }).map(inHours),
  closedAt: fc.option(fc.integer({ min: -2000, max: 0 }).map(inHours)),
});
const aStep = fc.constantFrom(...STEPS);

test('every state answers every step', () => {
  for (const status of STATUSES) expect(Object.keys(TRANSITIONS[status]).sort()).toEqual([...STEPS].sort());
});

test('a closed report can only be reopened, and only for 28 days', () => {
  const closed = (daysAgo: number): State => ({
    status: 'closed',
    dueKind: null,
    dueAt: null,
    outcomeBy: NOW,
    closedAt: new Date(NOW.getTime() - daysAgo * DAY),
  });
  for (const step of STEPS) expect(decideStep(closed(1), step, NOW).allowed).toBe(step === 'reopen');
  expect(decideStep(closed(REOPEN_DAYS), 'reopen', NOW).allowed).toBe(true);
  expect(decideStep(closed(REOPEN_DAYS + 0.01), 'reopen', NOW)).toEqual({
    allowed: false,
    why: 'reopen-window-over',
  });
});

test('whatever happens, something is owed unless the report is closed or waits for the resident', () => {
  fc.assert(
    fc.property(aState, aStep, (state, step) => {
      const decision = decideStep(state, step, NOW);
      if (!decision.allowed) return;
      const owesNothing = decision.status === 'closed' || decision.status === 'waiting';
      if (step === 'triage') return; // Triage moves no clock.
      expect(decision.dueAt === null).toBe(owesNothing);
    }),
  );
});

test('a resident who writes never waits longer for it', () => {
  fc.assert(
    fc.property(aState, (state) => {
      const decision = decideStep(state, 'write', NOW);
      if (!decision.allowed || !decision.dueAt) return;
      expect(decision.dueAt.getTime()).toBeLessThanOrEqual(inHours(NEXT_REPLY_HOURS).getTime());
      if (state.dueAt)
        expect(decision.dueAt.getTime()).toBeLessThanOrEqual(
          Math.max(state.dueAt.getTime(), inHours(NEXT_REPLY_HOURS).getTime()),
        );
    }),
  );
});

test('a promise becomes the date by which more is owed', () => {
  const state: State = {
    status: 'open',
    dueKind: 'reply',
    dueAt: inHours(1),
    outcomeBy: inHours(99),
    closedAt: null,
  };
  expect(decideStep(state, 'reply', NOW, inHours(30))).toEqual({
    allowed: true,
    status: 'open',
    dueKind: 'promise',
    dueAt: inHours(30),
  });
  expect(decideStep(state, 'reply', NOW)).toMatchObject({ dueKind: 'outcome', dueAt: inHours(99) });
  expect(decideStep(state, 'ask', NOW)).toMatchObject({ status: 'waiting', dueAt: null });
});

test('an outcome that is overdue already gets a new week, never a date in the past', () => {
  fc.assert(
    fc.property(aState, (state) => {
      const decision = decideStep(state, 'reply', NOW);
      if (decision.allowed && decision.dueAt) expect(decision.dueAt > NOW).toBe(true);
    }),
  );
});
