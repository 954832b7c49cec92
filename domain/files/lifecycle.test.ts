import { describe, expect, it } from 'vitest';
import { decideFileStep, FILE_STATES, FILE_STEPS, findNextState } from './lifecycle.ts';

describe('the way of a file', () => {
  it('goes from receiving to ready in four steps', () => {
    const end = (['finish', 'attach', 'makeReady'] as const).reduce(decideFileStep, 'receiving');
    expect(end).toBe('ready');
  });

  it('allows these steps and no others', () => {
    const allowed = FILE_STATES.flatMap((state) =>
      FILE_STEPS.filter((step) => findNextState(state, step)).map(
        (step) => `${state} ${step} ${findNextState(state, step)}`,
      ),
    );
    expect(allowed).toEqual([
      'receiving finish received',
      'receiving refuse refused',
      'received attach cleaning',
      'cleaning makeReady ready',
      'cleaning refuse refused',
    ]);
  });

  it.each(['ready', 'refused'] as const)('ends at %s', (state) => {
    for (const step of FILE_STEPS) expect(() => decideFileStep(state, step)).toThrow(`${step} when ${state}`);
  });
});
