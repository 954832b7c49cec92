import type { Figure } from '../../scripts/judge-figure.ts';

const rounded = (value: number): number => Number(value.toPrecision(4));

/** One line for `npm run bench`, which holds it against its goal. */
export function print({ baseline = null, ...figure }: Figure): void {
  const ratio = baseline ? rounded(figure.value / baseline) : (figure.ratio ?? null);
  const { name, unit, goal = null } = figure;
  const line = {
    name,
    value: rounded(figure.value),
    unit,
    baseline: baseline && rounded(baseline),
    ratio,
    goal,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Progress for whoever waits; not a figure. */
export function tell(words: string): void {
  process.stderr.write(`  ${words}\n`);
}
