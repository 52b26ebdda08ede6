import type { DateRange, Day } from './calendar.ts';
import { type Contact, didHappen, isRestricted } from './contact.ts';
import { greatest, least } from './extremes.ts';

/** The days in custody: from the first contact there to the last, and until `asOf` where none elsewhere has come since. */
export function custodyOf(contacts: readonly Contact[], asOf: Day): readonly DateRange[] {
  return spanOf(contacts, asOf, (one) => didHappen(one) && one.custody);
}

/** The same where restricted contacts, of which nobody is told, are minded too: what lies in it may only be kept quiet. */
export function possibleCustodyOf(contacts: readonly Contact[], asOf: Day): readonly DateRange[] {
  return spanOf(contacts, asOf, (one) =>
    isRestricted(one) ? one.silencing?.custody === true : didHappen(one) && one.custody,
  );
}

function spanOf(contacts: readonly Contact[], asOf: Day, isInside: (one: Contact) => boolean): readonly DateRange[] {
  const daysOf = (meant: (one: Contact) => boolean) =>
    contacts.flatMap((one) => (one.day !== undefined && one.day <= asOf && meant(one) ? one.day : []));
  const inside = daysOf(isInside);
  if (inside.length === 0) return [];
  const outside = daysOf((one) => didHappen(one) && !one.custody);
  const last = greatest(inside);
  return [{ from: least(inside), to: (greatest(outside) > last ? last : asOf) + 1 }];
}
