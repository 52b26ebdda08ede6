import type { Day } from './calendar.ts';
import type { Contact, Setting } from './contact.ts';

/** A stay in hospital, its first and its last day included. */
export interface Stay {
  readonly reference: string;
  readonly first: Day;
  readonly last: Day;
}

/** The stays that began by `asOf`; one that goes on lasts until then, as does one that ended later. */
export function hospitalStays(
  contacts: readonly Contact[],
  asOf: Day,
  settings: readonly Setting[] = ['inpatient'],
): readonly Stay[] {
  return contacts.flatMap(({ reference, day, until, state, setting, excluded }) => {
    const tookPlace = excluded !== 'entered-in-error' && excluded !== 'cancelled' && excluded !== 'planned';
    if (day === undefined || day > asOf || !tookPlace || !settings.includes(setting)) return [];
    const end = until ?? (state === 'underway' ? asOf : day);
    return [{ reference, first: day, last: Math.max(day, Math.min(end, asOf)) }];
  });
}

/** Every day of these stays. */
export function daysOfStays(stays: readonly Stay[]): ReadonlySet<Day> {
  const days = new Set<Day>();
  for (const { first, last } of stays) for (let each = first; each <= last; each += 1) days.add(each);
  return days;
}
