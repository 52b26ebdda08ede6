import { type Day, months } from './calendar.ts';
import { didHappen } from './contact.ts';
import type { RelationalHistory } from './history.ts';

/** The parts that show since when a person could be observed, as far as they were read. */
type Observed = Partial<Pick<RelationalHistory, 'registration' | 'person' | 'contacts'>>;

/**
 * The first day from which this practice could have recorded this person's contacts: the start of the registration, else
 * the first encounter here (notes imported from an earlier practice do not count). Undefined when neither is known.
 */
export function observableFrom({ registration, person, contacts = [] }: Observed): Day | undefined {
  const first = contacts.find((one) => one.day !== undefined && one.here && didHappen(one));
  return registration?.since ?? person?.registeredSince ?? first?.day;
}

/** Whether the person was observable for `monthsBack` months; before that, a missing record is no evidence of absence. */
export function observableFor(history: Observed, monthsBack: number, asOf: Day): boolean {
  const from = observableFrom(history);
  return from !== undefined && asOf - from >= months(monthsBack);
}

/** Full months for which the person was observable; undefined where nothing shows since when. */
export function observableMonths(history: Observed, asOf: Day): number | undefined {
  const from = observableFrom(history);
  return from === undefined ? undefined : Math.max(0, Math.floor(((asOf - from) * 12) / 365.25));
}
