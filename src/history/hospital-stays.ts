import { type DateRange, type Day, isDated } from './calendar.ts';
import { type Contact, isRestricted, type Setting, wasAttended } from './contact.ts';
import { mergeRanges } from './date-ranges.ts';

/** A hospital stay; its first and last day are both part of it. */
export interface Stay {
  readonly reference: string;
  readonly first: Day;
  readonly last: Day;
}

/** The stays that began by `asOf`; one that had not ended by then counts as lasting until `asOf`. */
export function hospitalStays(
  contacts: readonly Contact[],
  asOf: Day,
  settings: readonly Setting[] = ['inpatient'],
): readonly Stay[] {
  return contacts
    .filter(isDated)
    .filter((one) => one.day <= asOf && wasAttended(one) && settings.includes(one.setting))
    .map((one) => stayOf(one, one.day, asOf));
}

/** Restricted stays. They may only suppress findings, or they would be revealed. */
export function restrictedStays(
  contacts: readonly Contact[],
  asOf: Day,
  settings: readonly Setting[] = ['inpatient'],
): readonly Stay[] {
  return contacts.flatMap((one) => {
    const { day, silencing } = one;
    if (day === undefined || day > asOf || !isRestricted(one)) return [];
    return settings.includes(silencing?.setting ?? 'unknown') ? stayOf(one, day, asOf) : [];
  });
}

function stayOf({ reference, until, state }: Contact, day: Day, asOf: Day): Stay {
  const end = until ?? (state === 'underway' ? asOf : day);
  return { reference, first: day, last: Math.max(day, Math.min(end, asOf)) };
}

/** The days of these stays, merged. */
export function rangesOfStays(stays: readonly Stay[]): readonly DateRange[] {
  return mergeRanges(stays.map(({ first, last }) => ({ from: first, to: last + 1 })));
}
