import type { Day } from '../../../history/calendar.ts';
import { least } from '../../../history/extremes.ts';

import type { Activity, ClinicianKey, Known } from '../../../history/history.ts';
import { everyObject, fields } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { Places } from '../../record/places.ts';
import type { ActivityRows } from '../../record/sources.ts';
import { versionByShape } from '../../versions/index.ts';
import { isHeld } from './contact.ts';

/** How far back a clinician's latest activity is read. */
const windowDays = 365;

/** Days on which clinicians saw anyone here, as far back as the rows go: where there are more, these are the newest. */
export function toActivity(context: Context, places: Places): Map<ClinicianKey, Known<Activity>> {
  const activity = new Map<ClinicianKey, Known<Activity>>();
  for (const [reference, rows] of context.sources.activity) {
    const key = context.people.find({ reference }, {})?.key;
    if (key === undefined) continue;
    const own: Known<Activity> = rows.known ? { known: true, value: fromRows(rows.value, context, places) } : rows;
    activity.set(key, together(own, activity.get(key)));
  }
  return activity;
}

function fromRows({ complete, rows }: ActivityRows, context: Context, places: Places): Activity {
  // The version these rows were requested in was chosen before the rest of the record came.
  const read = { ...context, version: versionByShape(new Map([['Encounter', rows]])) };
  const since = complete ? context.at.asOf - windowDays : least([context.at.asOf, ...allDays(rows, read)]);
  return { days: daysOf(rows, read, places).sort((a, b) => b - a), since };
}

/** Of someone who turned out to be one person under two references, either of which may be unread. */
function together(one: Known<Activity>, other: Known<Activity> = one): Known<Activity> {
  if (one === other || !one.known) return one;
  if (!other.known) return other;
  const [{ value: a }, { value: b }] = [one, other];
  return {
    known: true,
    value: { days: [...a.days, ...b.days].sort((x, y) => y - x), since: Math.max(a.since, b.since) },
  };
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
