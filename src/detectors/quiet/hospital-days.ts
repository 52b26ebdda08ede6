import type { Day } from '../../history/calendar.ts';
import type { Contact, Setting } from '../../history/history.ts';

/** The days up to `asOf` that the person spent in hospital, the first and the last day of each stay included. */
export function hospitalDays(
  contacts: readonly Contact[],
  asOf: Day,
  settings: readonly Setting[] = ['inpatient'],
): ReadonlySet<Day> {
  const days = new Set<Day>();
  for (const { day, until, state, setting, excluded } of contacts) {
    const isStay = settings.includes(setting) && excluded !== 'entered-in-error' && excluded !== 'cancelled';
    if (day === undefined || !isStay || excluded === 'planned') continue;
    const last = Math.min(until ?? (state === 'underway' ? asOf : day), asOf);
    for (let each = day; each <= last; each += 1) days.add(each);
  }
  return days;
}
