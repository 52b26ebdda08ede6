import type { Contact, Known, PracticeWeek } from '../../../history/history.ts';
import { everyObject, fields } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { Places } from '../../record/places.ts';
import type { WeekRows } from '../../record/sources.ts';
import { versionByShape } from '../../versions/index.ts';
import { isHeld } from './contact.ts';
import { silence } from './silence.ts';

/** In which of the weeks asked about anyone was seen here; unread where rows may be missing and no week shows anyone. */
export function toPracticeWeeks(
  context: Context,
  places: Places,
  contacts: readonly Contact[],
): Known<readonly PracticeWeek[]> {
  const { practiceWeeks = [], unread } = context.sources;
  const hidden = unread.get('contacts');
  // Without a silence there is nothing to ask.
  if (hidden === undefined && silence(contacts, context.at) === undefined) return { known: true, value: [] };
  const why = hidden ?? unread.get('practiceWeeks');
  if (why !== undefined) return { known: false, why };
  const { weeks, unsure } = judgeWeeks(practiceWeeks, context, places);
  return unsure && !weeks.some(({ seen }) => seen)
    ? { known: false, why: 'incomplete' }
    : { known: true, value: weeks };
}

/** Which weeks show someone, and whether one that shows nobody may lack rows. */
export function judgeWeeks(
  read: readonly WeekRows[],
  context: Context,
  places: Places,
): { readonly weeks: readonly PracticeWeek[]; readonly unsure: boolean } {
  const weeks = read.map((week) => ({ monday: week.monday, seen: wasSeen(week, context, places) }));
  return { weeks, unsure: read.some(({ complete }, i) => !complete && !weeks[i]?.seen) };
}

/** The newest rows before a week's end may be older than the week, and not every server heeds a date. */
function wasSeen({ monday, rows }: WeekRows, context: Context, places: Places): boolean {
  // The version these rows were requested in was chosen before the rest of the record came.
  const version = versionByShape(new Map([['Encounter', rows]]));
  return everyObject(rows, context.tally).some((row) => {
    const day = context.time.day(fields(row[version.encounter.period])?.start);
    const isInWeek = day !== undefined && day >= monday && day < monday + 7;
    return isInWeek && places.isHere(fields(row.serviceProvider), row) && isHeld(row, { version });
  });
}
