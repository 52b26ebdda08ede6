import type { CodeSetName } from '../code-set-names.ts';
import { type Fields, fields, objects } from '../json.ts';
import { isHeld } from './contact.ts';
import type { Context } from './context.ts';
import { oncePerResource } from './once-per-resource.ts';
import type { Owned } from './record.ts';

const hospiceDays = 84;
const careHomeDays = 365;

/** Lives in a care home: seen there in the last year, or `now` (sets that hold of the person) says so. */
export function livesInCareHome(context: Context, now: ReadonlySet<string>): boolean {
  return wasSeenAt('place-care-home', careHomeDays, context) || now.has('care-home-resident');
}

/** Is in a hospice (seen there in the last 12 weeks) or terminally ill. */
export function livesInHospice(context: Context, now: ReadonlySet<string>): boolean {
  return wasSeenAt('place-hospice', hospiceDays, context) || now.has('terminal-illness');
}

/**
 * In restricted visits too: all that comes of it is silence. UK Core keeps the kind of place in `location.physicalType`, others in the Location's
 * own type.
 */
function wasSeenAt(set: CodeSetName, days: number, context: Context): boolean {
  const { at, time, version, own, record, codeSets } = context;
  const isOfSet = oncePerResource((place) =>
    [...objects(place.type), place[version.location.kind]].some((one) => codeSets.has(set, one)),
  );
  return [...own.encounters, ...record.restricted('Encounter')].some((encounter) => {
    if (encounter.location === undefined || !isHeld(encounter, context)) return false;
    const day = time.day(fields(encounter[version.encounter.period])?.start);
    if (day === undefined || day > at.asOf || at.asOf - day > days) return false;
    return objects(encounter.location).some((stay) => {
      const place = placeOf(stay, encounter, context);
      const kind = stay[version.encounter.placeKind];
      return (kind !== undefined && codeSets.has(set, kind)) || (place !== undefined && isOfSet(place));
    });
  });
}

function placeOf(stay: Fields, encounter: Owned, { record }: Context): Fields | undefined {
  const reference = fields(stay.location);
  return reference && record.follow(reference, encounter)?.resource;
}
