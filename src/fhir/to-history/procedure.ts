import type { Procedure } from '../../history/history.ts';
import { fields, objects } from '../json.ts';
import type { Context } from './context.ts';
import { kindsOf } from './kinds.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';

/** What was done, or declined; anything else is not over. */
export function toProcedures(context: Context): Procedure[] {
  return context.own.procedures
    .filter((one) => (one.status === 'completed' || one.status === 'not-done') && !isRestricted(one))
    .map((one) => toProcedure(one, context))
    .sort((a, b) => (a.day ?? 0) - (b.day ?? 0) || (a.reference < b.reference ? -1 : 1));
}

function toProcedure(one: Owned, context: Context): Procedure {
  const { time } = context;
  return {
    reference: `Procedure/${one.id}`,
    day: time.day(one.performedDateTime) ?? time.day(fields(one.performedPeriod)?.start),
    kinds: kindsOf([one.code, one.category, ...objects(one.reasonCode)], context).kinds,
    done: one.status === 'completed',
  };
}
