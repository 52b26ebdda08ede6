import { type Day, isDated } from './calendar.ts';
import { type Contact, type DatedContact, wasAttended } from './contact.ts';
import { greatest } from './extremes.ts';
import { hospitalStays, type Stay } from './hospital-stays.ts';
import { memoByList } from './memo.ts';

/** A person's attended contacts before a day, of any kind and anywhere, and the last day of them all. */
export interface SeenBefore {
  /** In the order of their days. */
  readonly contacts: readonly DatedContact[];
  readonly stays: readonly Stay[];
  /** -1 where there are none. */
  readonly last: Day;
}

/** The attended contacts before `asOf`; `visit` is the reference of the current visit, which is left out. */
export const seenBefore = memoByList(
  (contacts: readonly Contact[], asOf: Day, visit: string | undefined): SeenBefore => {
    const earlier = contacts
      .filter(isDated)
      .filter((one) => wasAttended(one) && one.day < asOf && one.reference !== visit);
    const stays = hospitalStays(earlier, asOf);
    const last = greatest([-1, ...earlier.slice(-1).map(({ day }) => day), ...stays.map((stay) => stay.last)]);
    return { contacts: earlier, stays, last };
  },
);
