import { fields } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { CodeSetName } from '../../terminology/code-set-names.ts';
import { isHeld } from '../visits/contact.ts';
import { seenAt } from '../visits/seen-at.ts';

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

/** In restricted visits too: all that comes of it is silence. */
function wasSeenAt(set: CodeSetName, days: number, context: Context): boolean {
  const { at, time, version, own, record } = context;
  const isThere = seenAt(set, context);
  return [...own.encounters, ...record.restricted('Encounter')].some((encounter) => {
    if (encounter.location === undefined || !isHeld(encounter, context)) return false;
    // Few are there, and reading a date costs more than looking up a place.
    if (!isThere(encounter)) return false;
    const day = time.day(fields(encounter[version.encounter.period])?.start);
    return day !== undefined && day <= at.asOf && at.asOf - day <= days;
  });
}
