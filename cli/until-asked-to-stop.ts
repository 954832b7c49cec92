/**
 * Resolves when this process should end: a signal, or a launcher that vanished (its channel closes even if it was
 * killed). A second signal while we end changes nothing, since a terminal and a launcher may both send one.
 */
export function untilAskedToStop(): Promise<string> {
  return new Promise((asked) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked(signal));
    process.on('disconnect', () => asked('the launcher ended'));
  });
}
