import type { DateRange, Day } from './calendar.ts';
import { type Contact, didHappen, isRestricted } from './contact.ts';
import { greatest, least } from './extremes.ts';

/** The days in custody: from the first contact there to the last, or to `asOf` if there was none elsewhere since. */
export function custodyPeriods(contacts: readonly Contact[], asOf: Day): readonly DateRange[] {
  return rangeOf(contacts, asOf, (one) => didHappen(one) && one.custody);
}

/** The same with restricted contacts included. It may only suppress findings, or it would reveal these contacts. */
export function possibleCustody(contacts: readonly Contact[], asOf: Day): readonly DateRange[] {
  return rangeOf(contacts, asOf, (one) =>
    isRestricted(one) ? one.silencing?.custody === true : didHappen(one) && one.custody,
  );
}

function rangeOf(contacts: readonly Contact[], asOf: Day, isInside: (one: Contact) => boolean): readonly DateRange[] {
  const daysOf = (meant: (one: Contact) => boolean) =>
    contacts.flatMap((one) => (one.day !== undefined && one.day <= asOf && meant(one) ? one.day : []));
  const inside = daysOf(isInside);
  if (inside.length === 0) return [];
  const outside = daysOf((one) => didHappen(one) && !one.custody);
  const last = greatest(inside);
  return [{ from: least(inside), to: (greatest(outside) > last ? last : asOf) + 1 }];
}
