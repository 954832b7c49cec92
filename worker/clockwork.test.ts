import { expect, test, vi } from 'vitest';
import { wind } from './clockwork.ts';

const settled = () => new Promise((done) => setTimeout(done, 5));

test('work is done again after the time it asks for, and never twice at once', async () => {
  let running = 0;
  let most = 0;
  const work = vi.fn(async () => {
    running += 1;
    most = Math.max(most, running);
    await settled();
    running -= 1;
    return 1;
  });
  const clockwork = wind(work, () => undefined);
  await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(3));
  await clockwork.stop();
  const times = work.mock.calls.length;
  await settled();
  expect([most, running, work.mock.calls.length]).toEqual([1, 0, times]);
});

test('a fault is told and the work is tried again', async () => {
  const faults: string[] = [];
  let times = 0;
  const clockwork = wind(
    async () => {
      times += 1;
      if (times === 1) throw new Error('the database is away');
      return 1;
    },
    (error) => faults.push(error.message),
    1,
  );
  await vi.waitFor(() => expect(times).toBeGreaterThan(1));
  await clockwork.stop();
  expect(faults).toEqual(['the database is away']);
});

test('a stop waits for what is being done', async () => {
  let done = false;
  const clockwork = wind(
    async () => {
      await settled();
      done = true;
      return 1000;
    },
    () => undefined,
  );
  await clockwork.stop();
  expect(done).toBe(true);
});
