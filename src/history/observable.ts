import type { Day } from './calendar.ts';
import { months } from './calendar.ts';
import type { Reading } from './history.ts';

/**
 * The first day from which this person's contacts could have been seen here: the start of the registration where known,
 * else the first recorded encounter here: notes imported from an earlier practice show nothing of this one. Undefined when
 * neither is known.
 */
export function observableFrom(reading: Reading): Day | undefined {
  const registered = reading.registration.known ? reading.registration.value.since : undefined;
  const listed = reading.person.known ? reading.person.value.registeredSince : undefined;
  if (registered ?? listed) return registered ?? listed;
  const contacts = reading.contacts.known ? reading.contacts.value : [];
  return contacts.find(({ day, here, excluded }) => day !== undefined && here && excluded !== 'entered-in-error')?.day;
}

/** Whether the person has been observable for so many months; a look-back into unseen time would read absence into it. */
export function observableFor(reading: Reading, monthsBack: number, asOf: Day): boolean {
  const from = observableFrom(reading);
  return from !== undefined && asOf - from >= months(monthsBack);
}
