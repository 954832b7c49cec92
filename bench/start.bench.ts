/** [start] From the command to a served demo city, again, and what it weighs at rest. */
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../scripts/start-server.ts';
import { ownDirectory } from './support/city.ts';
import { print } from './support/figures.ts';
import { familyOf, megabytesOf } from './support/processes.ts';

/** Long enough for what a start leaves to do, such as preparing photos and sealing the log. */
const REST_MS = 10_000;

const data = ownDirectory();
const first = await startServer(data);
print({ name: 'start.first', value: first.readyAfterMs, unit: 'ms', goal: '<= 20000' });
await fetch(first.baseUrl);
await pause(REST_MS);
print({
  name: 'start.memory',
  value: megabytesOf(familyOf(first.pid)),
  unit: 'MB (proportional set size)',
  goal: '<= 450',
});
await first.stop();
const second = await startServer(data);
print({ name: 'start.second', value: second.readyAfterMs, unit: 'ms', goal: '<= 5000' });
await second.stop();
