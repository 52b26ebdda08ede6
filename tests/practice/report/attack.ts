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
  const value = (direction: 'minimize' | 'maximize') =>
    solve(modelOf(direction, id, printed, unknown, equations), { precision: 1e-7 });
  const [low, high] = [value('minimize'), value('maximize')];
  if (low.status === 'infeasible') throw new Error('the printed numbers contradict each other');
  const most = high.status === 'unbounded' ? Infinity : high.result;
  return { least: Math.round(low.result), most: Math.round(most) };
}

function modelOf(
  direction: 'minimize' | 'maximize',
  wanted: string,
  printed: ReadonlyMap<string, number>,
  unknown: readonly Unknown[],
  equations: readonly Equation[],
): Model {
  const constraints = new Map<string, { equal?: number; min?: number; max?: number }>();
  const variables = new Map(unknown.map(({ id }) => [id, new Map<string, number>()]));
  variables.get(wanted)?.set('wanted', 1);
  for (const { id, least, most } of unknown) {
    constraints.set(`bounds of ${id}`, { min: least, ...(most < Infinity && { max: most }) });
    variables.get(id)?.set(`bounds of ${id}`, 1);
  }
  for (const [i, equation] of equations.entries()) {
    let known = 0;
    for (const [id, sign] of equation) {
      const own = variables.get(id);
      if (own === undefined) known += sign * (printed.get(id) ?? Number.NaN);
      else own.set(`equation ${i}`, (own.get(`equation ${i}`) ?? 0) + sign);
    }
    constraints.set(`equation ${i}`, { equal: -known });
  }
  return { direction, objective: 'wanted', constraints, variables, integers: unknown.map(({ id }) => id) };
}
