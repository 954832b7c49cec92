/** One measured figure, as a line of JSON; `goal` is held against `ratio` when it ends in x, otherwise against `value`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number | null;
  readonly ratio?: number | null;
  readonly goal?: string | null;
}

export function readFigure(line: string): Figure | undefined {
  if (!line.startsWith('{')) return undefined;
  const found: Partial<Figure> = JSON.parse(line);
  if (typeof found.name !== 'string' || typeof found.value !== 'number' || typeof found.unit !== 'string')
    return undefined;
  return { ...found, name: found.name, value: found.value, unit: found.unit };
}

/** A goal that cannot be read, or a figure that is no number, is missed: a silent pass would be worse. */
export function meetsGoal({ value, ratio, goal }: Figure): boolean {
  if (!goal) return true;
  const found = /^(>=|<=)\s*([\d.]+)\s*(x?)$/.exec(goal);
  const measured = found?.[3] === 'x' ? ratio : value;
  if (!found || typeof measured !== 'number' || Number.isNaN(measured)) return false;
  return found[1] === '>=' ? measured >= Number(found[2]) : measured <= Number(found[2]);
}
