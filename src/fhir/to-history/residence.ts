import type { Condition } from '../../history/history.ts';
import type { CodeSetName } from '../code-set-names.ts';
import { fields, objects } from '../json.ts';
import type { Context } from './context.ts';
import type { Owned } from './record.ts';

const hospiceDays = 84;
const careHomeDays = 365;
const notTrue = ['cancelled', 'entered-in-error', 'planned'];

/** Lives in a care home: seen there in the last year, or coded so. */
export function livesInCareHome(context: Context, conditions: readonly Condition[]): boolean {
  return wasSeenAt('place-care-home', careHomeDays, context) || isCoded('care-home-resident', context, conditions);
}

/** Is in a hospice (seen there in the last 12 weeks) or terminally ill. */
export function livesInHospice(context: Context, conditions: readonly Condition[]): boolean {
  return wasSeenAt('place-hospice', hospiceDays, context) || isCoded('terminal-illness', context, conditions);
}

/** UK Core keeps the kind of place in `location.physicalType`, others in the Location's own type. */
function wasSeenAt(set: CodeSetName, days: number, context: Context): boolean {
  const { at, time, version, own } = context;
  return own.encounters.some((encounter) => {
    if (encounter.location === undefined || notTrue.includes(String(encounter.status))) return false;
    const day = time.day(fields(encounter[version.encounter.period])?.start);
    return day !== undefined && day <= at.asOf && at.asOf - day <= days && isPlace(set, encounter, context);
  });
}

function isPlace(set: CodeSetName, encounter: Owned, { version, codeSets, record }: Context): boolean {
  return objects(encounter.location).some((stay) => {
    const reference = fields(stay.location);
    const place = reference && record.follow(reference, encounter)?.resource;
    const kind = stay[version.encounter.placeKind];
    if (kind !== undefined && codeSets.has(set, kind)) return true;
    return place !== undefined && [...objects(place.type), place.physicalType].some((one) => codeSets.has(set, one));
  });
}

function isCoded(set: CodeSetName, context: Context, conditions: readonly Condition[]): boolean {
  const { own, codeSets, time, at } = context;
  const observations = own.observations.filter((one) => {
    const day = time.lastDay(one.effectiveDateTime);
    return one.status !== 'entered-in-error' && (day === undefined || day <= at.asOf);
  });
  return (
    conditions.some(({ active, groups }) => active && groups.includes(set)) ||
    observations.some(({ code, valueCodeableConcept: value }) => codeSets.has(set, code) || codeSets.has(set, value))
  );
}
