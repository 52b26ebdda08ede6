import type { Procedure } from '../../../history/history.ts';
import { count, fields, type JsonObject, objects, objectsAt } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { kindsOf } from '../../terminology/recalls.ts';
import type { VisitKind } from '../../terminology/visit-kinds.ts';

/** Procedures that were done or declined, oldest first, undated ones last; others are not finished. */
export function toProcedures(context: Context, kindOf: (concept: JsonObject) => VisitKind): Procedure[] {
  return context.own.procedures
    .filter((one) => one.status === 'completed' || isNotDone(one, context))
    .map((one) => toProcedure(one, context, kindOf))
    .sort(oldestFirst);
}

function toProcedure(one: IdentifiedResource, context: Context, kindOf: (concept: JsonObject) => VisitKind): Procedure {
  const { time, version, tally } = context;
  const { when, reasons } = version.procedure;
  const day = time.day(one[`${when}DateTime`]) ?? time.day(fields(one[`${when}Period`])?.start);
  if (day === undefined) count(tally, 'no-date');
  const concepts = [...objects(one.code, tally), ...objects(one.category, tally), ...objectsAt(one, reasons, tally)];
  return {
    reference: `Procedure/${one.id}`,
    day,
    kinds: kindsOf(concepts, kindOf).kinds,
    done: !isNotDone(one, context),
  };
}

function isNotDone(one: IdentifiedResource, { version }: Context): boolean {
  const { notDone } = version.procedure;
  if (one.status === 'not-done') return true;
  return notDone !== undefined && one[notDone] === true;
}
