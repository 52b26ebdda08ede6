import type { Day } from '../../history/calendar.ts';
import { least } from '../../history/extremes.ts';

import type { Activity, ClinicianKey } from '../../history/history.ts';
import { everyObject, fields } from '../json.ts';
import { versionByShape } from '../versions/index.ts';
import { isHeld } from './contact.ts';
import type { Context } from './context.ts';
import type { Places } from './places.ts';

/** How far back a clinician's latest activity is read. */
const windowDays = 365;

/** Days on which clinicians saw anyone here, as far back as the rows go: where there are more, these are the newest. */
export function toActivity(context: Context, places: Places): Map<ClinicianKey, Activity> {
  const activity = new Map<ClinicianKey, Activity>();
  for (const [reference, { complete, rows }] of context.sources.activity) {
    const key = context.people.find({ reference }, {})?.key;
    if (key === undefined) continue;
    // What the rows were asked as was settled before the whole record was there.
    const read = { ...context, version: versionByShape(new Map([['Encounter', rows]])) };
    const days = daysOf(rows, read, places);
    const since = complete ? context.at.asOf - windowDays : least([context.at.asOf, ...allDays(rows, read)]);
    const earlier = activity.get(key);
    activity.set(key, {
      days: [...days, ...(earlier?.days ?? [])].sort((a, b) => b - a),
      since: Math.max(since, earlier?.since ?? since),
    });
  }
  return activity;
}

function daysOf(rows: readonly unknown[], context: Context, places: Places): Day[] {
  return everyObject(rows, context.tally).flatMap((row) => {
    const here = places.isHere(fields(row.serviceProvider), row);
    return here ? allDays([row], context) : [];
  });
}

/** The days of the visits that took place, wherever. */
function allDays(rows: readonly unknown[], context: Context): Day[] {
  const { time, version, at } = context;
  return everyObject(rows).flatMap((row) => {
    if (!isHeld(row, context)) return [];
    const day = time.day(fields(row[version.encounter.period])?.start);
    return day === undefined || day > at.asOf ? [] : [day];
  });
}
