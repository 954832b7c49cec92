/** Something done again and again, never twice at once, that a stop waits for. */
export interface Clockwork {
  stop(): Promise<void>;
}

/**
 * @param work is told that it is time; returns the milliseconds until the next. What it throws is given to `failed`,
 * and it is tried again after `pauseMs`.
 */
export function wind(
  work: () => Promise<number>,
  failed: (error: Error) => void,
  pauseMs = 5_000,
): Clockwork {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const tick = async () => {
    const next = await work().catch((error: Error) => {
      failed(error);
      return pauseMs;
    });
    if (!stopped) timer = setTimeout(start, next);
  };
  const start = () => {
    running = tick();
  };
  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
