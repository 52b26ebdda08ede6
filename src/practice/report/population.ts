import type { DateRange } from '../../history/calendar.ts';
import { didHappen } from '../../history/contact.ts';
import type { RelationalHistory } from '../../history/history.ts';
import { observableFrom } from '../../history/observable.ts';

/** Why someone is not in the figures. */
export const leftOutReasons = ['newcomer', 'died', 'left', 'merged', 'not-seen', 'confidential', 'unread'] as const;
export type LeftOut = (typeof leftOutReasons)[number];

/** What shows whether somebody belonged to the practice all the time. */
type Belonging = Pick<RelationalHistory, 'person' | 'contacts'> & Partial<Pick<RelationalHistory, 'registration'>>;

/**
 * Why someone is left out of a report, which is about those who were registered here all the time: of others not all visits
 * are known, and a change of practice may have deleted earlier ones (OpenSAFELY documentation of appointments). Without a
 * recorded registration somebody belongs here from the first contact, as long as the months of the report hold another.
 */
export function whyLeftOut(history: Belonging, { from, to }: DateRange): LeftOut | undefined {
  const { person, registration } = history;
  if (person.replaced) return 'merged';
  if (person.deceased) return 'died';
  if (person.restricted) return 'confidential';
  if (!person.active) return 'left';
  const since = observableFrom(history);
  if (since === undefined) return 'not-seen';
  if (since > from || registration?.temporary) return 'newcomer';
  const isRegistered = (registration?.since ?? person.registeredSince) !== undefined;
  return isRegistered || isSeen(history, { from, to }) ? undefined : 'not-seen';
}

function isSeen({ contacts }: Pick<RelationalHistory, 'contacts'>, { from, to }: DateRange): boolean {
  return contacts.some((one) => one.day !== undefined && one.day >= from && one.day < to && one.here && didHappen(one));
}
