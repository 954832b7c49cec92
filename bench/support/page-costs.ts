/** What a page costs: processor time of many visits, statements of one. */
import { type City, type Cost, costOf, costOfOne } from './city.ts';
import { print, tell } from './figures.ts';
import { crowd } from './visitor.ts';

const WARM_UP = 300;
const VISITS = 400;
const TURNS = 8;
const TOGETHER = 4;

export interface Page {
  readonly name: string;
  readonly path: string;
  readonly cookie?: string;
  /** Stands in the answer when it is the whole page. */
  readonly shows: RegExp;
}

export async function visit({ visitor }: City, { path, cookie, shows }: Page): Promise<void> {
  const answer = await visitor.get(path, cookie ? { cookie } : {});
  if (answer.status !== 200 || !shows.test(answer.body.toString()))
    throw new Error(`${path} was answered with ${answer.status} and not with the whole page.`);
}

export interface Measured {
  readonly cpu: number;
  readonly app: number;
  readonly statements: number;
  readonly transactions: number;
}

/** Each page of each city in turns, so that whatever else the machine does falls on both alike. */
export async function visitInTurns(pairs: readonly (readonly [City, Page])[]): Promise<Measured[]> {
  const alone: Cost[] = [];
  for (const [city, page] of pairs) {
    alone.push(await costOfOne(city, () => visit(city, page)));
    await crowd(WARM_UP, TOGETHER, () => visit(city, page));
  }
  const sums = pairs.map(() => ({ app: 0, database: 0 }));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [at, [city, page]] of pairs.entries()) {
      const cost = await costOf(city, () => crowd(VISITS / TURNS, TOGETHER, () => visit(city, page)));
      const sum = sums[at];
      if (sum) Object.assign(sum, { app: sum.app + cost.app, database: sum.database + cost.database });
    }
  }
  return sums.map(({ app, database }, at) => ({
    cpu: (app + database) / VISITS,
    app: app / VISITS,
    statements: alone[at]?.statements ?? Number.NaN,
    transactions: alone[at]?.transactions ?? Number.NaN,
  }));
}

/** Before anything counts: the program is then as warm for the first page as for the last. */
export async function warmUp(city: City, page: Page): Promise<void> {
  await crowd(100, TOGETHER, () => visit(city, page));
}

export function printCost(name: string, { cpu, app, statements, transactions }: Measured): void {
  print({ name: `${name}.cpu`, value: cpu, unit: 'ms', goal: '<= 15' });
  print({ name: `${name}.statements`, value: statements, unit: 'SQL statements', goal: '<= 8' });
  print({ name: `${name}.transactions`, value: transactions, unit: 'transactions' });
  tell(`${name}: app ${app.toFixed(2)} ms, database ${(cpu - app).toFixed(2)} ms of processor time`);
}
