/** [events] An open desk hears every event once, whatever commits late and whatever is killed. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { currentCursor, transact } from '#domain/kernel';
import { type City, openCity, ownDirectory } from './support/city.ts';
import { type EventReader, readEvents } from './support/event-reader.ts';
import { print } from './support/figures.ts';
import { killAll } from './support/killing.ts';
import { signInAs } from './support/officer.ts';

const LIVES = 8;
const LIFE_MS = 4_000;
const WRITERS = 3;
const LATEST_MS = 20_000;

interface Writer {
  /** The first of its processes is at work. */
  readonly begun: Promise<unknown>;
  stop(): void;
}

/** A process that writes, and is killed a moment later in the midst of a transaction; another takes its place. */
function writer(directory: string): Writer {
  const program = join(import.meta.dirname, 'support/commit-events.ts');
  let stopped = false;
  let child: ChildProcess;
  const begin = (): Promise<unknown> => {
    child = fork(program, [directory], { execArgv: ['--import', 'tsx'], stdio: 'ignore' });
    const here = child;
    const ended = once(here, 'exit').then(() => {
      throw new Error('A writer ended before it was at work.');
    });
    const working = Promise.race([once(here, 'message'), ended]);
    ended.catch(() => undefined);
    working.then(
      async () => {
        await pause(randomInt(800, 2_500));
        here.kill('SIGKILL');
        if (!stopped) begin();
      },
      () => undefined,
    );
    return working;
  };
  return {
    begun: begin(),
    stop() {
      stopped = true;
      child.kill('SIGKILL');
    },
  };
}

/** What a reader finds that only remembers the highest number it has seen; the reason for our cursor. */
class NaiveReader {
  readonly #seen = new Set<number>();
  #last: number;
  constructor(last: number) {
    this.#last = last;
  }
  get found(): number {
    return this.#seen.size;
  }
  async look(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ id: number }>(
      `select id from kernel.event where id > $1 and audience = 'staff' order by id`,
      [this.#last],
    );
    for (const { id } of rows) this.#seen.add(id);
    this.#last = rows.at(-1)?.id ?? this.#last;
  }
}

async function asOwner<T>({ ownerUrl, tenant }: City, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query(`set concord.tenant = '${tenant}'`);
    return await work(owner);
  } finally {
    await owner.end().catch(() => undefined);
  }
}

/** One life of the city: writers write, some are killed, and at the end the city is. */
async function live(city: City, naive: NaiveReader): Promise<void> {
  const writers = Array.from({ length: WRITERS }, () => writer(city.dataDirectory));
  await Promise.all(writers.map(({ begun }) => begun));
  await asOwner(city, async (client) => {
    const until = Date.now() + LIFE_MS;
    while (Date.now() < until) {
      await naive.look(client);
      await pause(20);
    }
  });
  await city.runtime.pool.end();
  await killAll(city);
  for (const { stop } of writers) stop();
  city.visitor.close();
}

/** Everything that was committed since `from`, in the stream's own order. */
async function committedSince(city: City, from: string): Promise<string[]> {
  const [xid] = from.split('.');
  return asOwner(city, async (client) => {
    const { rows } = await client.query<{ place: string }>(
      `select xid::text || '.' || id as place from kernel.event
       where audience = 'staff' and xid > $1::xid8 order by event.xid, id`,
      [xid],
    );
    return rows.map(({ place }) => place);
  });
}

async function untilHeard(reader: EventReader, committed: readonly string[]): Promise<void> {
  const until = Date.now() + LATEST_MS;
  const isMissing = () => {
    const heard = new Set(reader.heard);
    return committed.some((place) => !heard.has(place));
  };
  while (isMissing() && Date.now() < until) await pause(200);
}

const directory = ownDirectory();
let city = await openCity(directory);
const { cookie } = await signInAs(city, 'marta-quiles', 'supervisor');
const from = await transact(city.runtime.pool, city.tenant, currentCursor);
const naive = new NaiveReader(
  await asOwner(city, async (client) => {
    const { rows } = await client.query<{ last: number }>(
      'select coalesce(max(id), 0) as last from kernel.event',
    );
    return rows[0]?.last ?? 0;
  }),
);
const reader = readEvents(() => city.server.baseUrl, cookie, from);
for (let life = 0; life < LIVES; life += 1) {
  await live(city, naive);
  city = await openCity(directory);
}
try {
  await asOwner(city, (client) => naive.look(client));
  const committed = await committedSince(city, from);
  await untilHeard(reader, committed);
  await reader.stop();
  const heard = new Set(reader.heard);
  const missed = committed.filter((place) => !heard.has(place)).length;
  const outOfOrder = reader.heard.filter((place, at) => heard.size > 0 && place !== committed[at]).length;
  print({ name: 'events.committed', value: committed.length, unit: 'events', goal: '>= 1000' });
  print({
    name: 'events.connections',
    value: reader.connections(),
    unit: 'connections',
    goal: `>= ${LIVES}`,
  });
  const naivelyMissed = committed.length - naive.found;
  print({ name: 'events.missed', value: missed, unit: 'events', baseline: naivelyMissed, goal: '<= 0' });
  print({ name: 'events.doubled', value: reader.heard.length - heard.size, unit: 'events', goal: '<= 0' });
  print({ name: 'events.out-of-order', value: outOfOrder, unit: 'events', goal: '<= 0' });
} finally {
  await reader.stop();
  await city.close();
}
