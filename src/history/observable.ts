import type { Day } from './calendar.ts';
import { months } from './calendar.ts';
import { didHappen } from './contact.ts';
import type { RelationalHistory } from './history.ts';

/** What tells since when a person can be observed, as far as it was read. */
type Observed = Partial<Pick<RelationalHistory, 'registration' | 'person' | 'contacts'>>;

/**
 * The first day from which this person's contacts could have been seen here: the start of the registration where known,
 * else the first recorded encounter here: notes imported from an earlier practice show nothing of this one. Undefined when
 * neither is known.
 */
export function observableFrom({ registration, person, contacts = [] }: Observed): Day | undefined {
  const first = contacts.find((one) => one.day !== undefined && one.here && didHappen(one));
  return registration?.since ?? person?.registeredSince ?? first?.day;
}

/** Whether the person has been observable for so many months; a look-back into unseen time would read absence into it. */
export function observableFor(history: Observed, monthsBack: number, asOf: Day): boolean {
  const from = observableFrom(history);
  return from !== undefined && asOf - from >= months(monthsBack);
}
