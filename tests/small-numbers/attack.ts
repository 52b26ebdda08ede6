import { type Model, solve } from 'yalps';

/** A number of which a reader knows no more than its bounds. */
export interface Unknown {
  readonly id: string;
  readonly least: number;
  readonly most: number;
}

/** An equation between numbers, by id and sign. */
export type Equation = readonly (readonly [id: string, sign: number])[];

/**
 * What a reader with a solver can find out of an unknown number from those that are printed: the least and greatest whole
 * number that it may be. By YALPS, which shares nothing with the solver that the report uses.
 */
export function rangeOf(
  id: string,
  printed: ReadonlyMap<string, number>,
  unknown: readonly Unknown[],
  equations: readonly Equation[],
): { readonly least: number; readonly most: number } {
  const around = connected(id, unknown, equations);
  const solved = (direction: 'minimize' | 'maximize', isWhole: boolean) => {
    const model = modelOf(direction, id, printed, around.unknown, around.equations, isWhole);
    const { status, result } = solve(model, { precision: 1e-7 });
    if (status === 'infeasible') throw new Error('the printed numbers contradict each other');
    return (unknown.find((one) => one.id === id)?.least ?? 0) + (status === 'unbounded' ? Infinity : result);
  };
  const range = (isWhole: boolean) => {
    const [low, high] = [solved('minimize', isWhole), solved('maximize', isWhole)];
    return { least: Math.ceil(low - 1e-6), most: Math.floor(high + 1e-6) };
  };
  const wide = range(false);
  // Only where fractions leave little room whole numbers may leave less.
  return wide.most - wide.least > 1 ? wide : range(true);
}

/** The unknown numbers that have to do with one of them, by whatever chain of equations, and these. */
function connected(id: string, unknown: readonly Unknown[], equations: readonly Equation[]) {
  const open = new Set(unknown.map((one) => one.id));
  const found = new Set([id]);
  const left = new Set(equations);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const equation of left) {
      const own = equation.map(([name]) => name).filter((name) => open.has(name));
      if (!own.some((name) => found.has(name))) continue;
      for (const name of own) found.add(name);
      left.delete(equation);
    }
  }
  return {
    unknown: unknown.filter((one) => found.has(one.id)),
    equations: equations.filter((one) => one.some(([name]) => found.has(name))),
  };
}

/** What each unknown number has above its least. */
function modelOf(
  direction: 'minimize' | 'maximize',
  wanted: string,
  printed: ReadonlyMap<string, number>,
  unknown: readonly Unknown[],
  equations: readonly Equation[],
  isWhole: boolean,
): Model {
  const constraints = new Map<string, { equal?: number; max?: number }>();
  const variables = new Map(unknown.map(({ id }) => [id, new Map<string, number>()]));
  const least = new Map(unknown.map((one) => [one.id, one.least]));
  variables.get(wanted)?.set('wanted', 1);
  for (const one of unknown.filter(({ most }) => most < Infinity)) {
    constraints.set(`most of ${one.id}`, { max: one.most - one.least });
    variables.get(one.id)?.set(`most of ${one.id}`, 1);
  }
  for (const [i, equation] of equations.entries()) {
    let known = 0;
    for (const [id, sign] of equation) {
      const own = variables.get(id);
      known += sign * (least.get(id) ?? printed.get(id) ?? Number.NaN);
      own?.set(`equation ${i}`, (own.get(`equation ${i}`) ?? 0) + sign);
    }
    if (equation.some(([id]) => variables.has(id))) constraints.set(`equation ${i}`, { equal: -known });
  }
  const integers = isWhole ? unknown.map(({ id }) => id) : [];
  return { direction, objective: 'wanted', constraints, variables, integers };
}
