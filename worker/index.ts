/** Due work and timers: each job unpacks its ids and calls a journey. */
import type { Configuration, Runtime } from '#domain/kernel';
import { wind } from './clockwork.ts';
import { openLifeSign } from './free-dead-locks.ts';
import { type JobRunner, startJobs } from './job-runner.ts';
import { keepHouse } from './keep-house.ts';
import { mailTasks } from './mail-tasks.ts';
import { fileTasks } from './process-file.ts';

export interface WorkerParts {
  readonly runtime: Runtime;
  readonly configuration: Pick<Configuration, 'mail' | 'baseUrl' | 'workers'>;
}

export interface RunningWorker {
  /** Finishes what it is doing, ten seconds at most; what is left then is done by the next worker. */
  stop(): Promise<void>;
}

const LOOK_FOR_DEAD_MS = 30_000;

export async function startWorker({ runtime, configuration }: WorkerParts): Promise<RunningWorker> {
  const mail = mailTasks(runtime, configuration);
  const lifeSign = openLifeSign(runtime);
  const jobs: JobRunner = await startJobs(runtime, {
    tasks: { ...fileTasks(runtime), ...mail.tasks },
    concurrency: configuration.workers,
    born: (name) => lifeSign.name(name),
  });
  const looking = wind(
    async () => {
      const freed = await lifeSign.freeDead();
      if (freed > 0) runtime.log.warn({ freed }, 'Jobs of workers that ended are taken up again.');
      return LOOK_FOR_DEAD_MS;
    },
    (error) => runtime.log.error({ err: error }, 'Could not look for ended workers.'),
  );
  const tidyUploads = (tenant: number) => jobs.add('tidy-uploads', { tenant }, `tidy-uploads ${tenant}`);
  const timers = [looking, ...keepHouse(runtime, tidyUploads)];
  return {
    async stop() {
      await Promise.all([...timers.map((timer) => timer.stop()), jobs.stop()]);
      lifeSign.close();
      await mail.close();
    },
  };
}
