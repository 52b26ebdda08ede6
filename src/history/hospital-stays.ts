import type { Day } from './calendar.ts';
import type { Contact, Setting } from './contact.ts';
import { mergedSpans, type Span } from './spans.ts';

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

/** The days of these stays, merged. */
export function daysOfStays(stays: readonly Stay[]): readonly Span[] {
  return mergedSpans(stays.map(({ first, last }) => ({ from: first, to: last + 1 })));
}
