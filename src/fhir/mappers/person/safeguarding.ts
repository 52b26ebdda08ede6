import type { Day } from '../../../history/calendar.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { isActive } from '../problems/condition.ts';

/**
 * References of the active Flags and Conditions that say there is a safeguarding concern. Restricted ones too: all that
 * comes of them is silence, which discloses nothing.
 */
export function toSafeguarding(context: Context): string[] {
  const { record, codeSets } = context;
  const all = (type: string) => [...record.own(type), ...record.restricted(type)];
  const isConcern = (code: unknown) => codeSets.has('safeguarding', code);
  const flags = all('Flag').filter(
    (flag) => [flag.code, ...objects(flag.category)].some(isConcern) && isRaised(flag, context),
  );
  const conditions = all('Condition').filter((condition) => isConcern(condition.code) && isNow(condition, context));
  return [...flags.map(({ id }) => `Flag/${id}`), ...conditions.map(({ id }) => `Condition/${id}`)].sort();
}

function isRaised(flag: JsonObject, { time, at }: Context): boolean {
  const period = fields(flag.period);
  const end = time.lastDay(period?.end);
  return (
    flag.status === 'active' && !isAfter(time.day(period?.start), at.asOf) && (end === undefined || end >= at.asOf)
  );
}

function isNow(condition: JsonObject, context: Context): boolean {
  const { time, version, at } = context;
  const known = time.day(condition[version.condition.recorded]) ?? time.day(condition.onsetDateTime);
  return isActive(condition, context) && !isAfter(known, at.asOf);
}

function isAfter(day: Day | undefined, asOf: Day): boolean {
  return day !== undefined && day > asOf;
}
