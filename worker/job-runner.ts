import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Log, Pool, Runtime } from '#domain/kernel';

export interface JobRunner {
  /** Ask for work from inside the worker. A job with the same key replaces the one that waits. */
  add(task: string, payload: object, key: string): Promise<void>;
  stop(): Promise<void>;
}

export interface Jobs {
  readonly tasks: TaskList;
  readonly concurrency: number;
  /** Called with the name under which jobs are locked, before the first is taken. */
  readonly born: (name: string) => Promise<void>;
}

const POLL_MS = 2_000;
const PATIENCE_MS = 10_000;
const AGAIN_MS = 5_000;

/** Does the jobs that the database holds. When it ends by a fault, such as a database that was away, it begins anew. */
export async function startJobs(runtime: Runtime, jobs: Jobs): Promise<JobRunner> {
  let stopping = false;
  let again: NodeJS.Timeout | undefined;
  let runner = await begin(runtime, jobs);
  const watch = () => {
    const restart = (error?: Error) => {
      if (stopping) return;
      runtime.log.error({ err: error ?? new Error('ended') }, 'The jobs stopped; they begin anew.');
      again = setTimeout(() => void begin(runtime, jobs).then(take, restart), AGAIN_MS);
    };
    const take = (fresh: Runner) => {
      runner = fresh;
      if (stopping) void stopRunner(fresh);
      else watch();
    };
    runner.promise.then(() => restart(), restart);
  };
  watch();
  return {
    async add(task, payload, key) {
      await runner.addJob(task, payload, { jobKey: key });
    },
    async stop() {
      stopping = true;
      clearTimeout(again);
      await stopRunner(runner);
    },
  };
}

/** A connection that breaks while the queue holds it must not end the process; the queue asks that somebody listens. */
function listenForBreaks(pool: Pool): void {
  if (pool.listenerCount('connect') > 0) return;
  pool.on('connect', (client) => client.on('error', () => undefined));
}

async function begin(runtime: Runtime, jobs: Jobs): Promise<Runner> {
  listenForBreaks(runtime.pool);
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    jobs.born(workerPool.id).catch((error: Error) => {
      runtime.log.warn({ err: error }, 'A worker could not say that it lives.');
    });
  });
  return run({
    pgPool: runtime.pool,
    concurrency: jobs.concurrency,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: loggerOver(runtime.log),
    crontab: '',
    taskList: jobs.tasks,
    events,
  });
}

/** Jobs that run are waited for; what takes too long is given back to the queue. */
async function stopRunner(runner: Runner): Promise<void> {
  const ended = runner.stop().catch(() => undefined);
  const late = new AbortController();
  const tooLate = wait(PATIENCE_MS, undefined, { signal: late.signal }).then(
    () => runner.kill(),
    () => undefined,
  );
  await Promise.race([ended, tooLate]);
  late.abort();
}

/** What the queue says of itself is for whoever looks for a fault; only what went wrong is for the operator. */
function loggerOver(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    const fields = { task: scope.taskIdentifier, job: scope.jobId };
    if (level === 'error') log.error(fields, message);
    else if (level === 'warning') log.warn(fields, message);
  });
}
