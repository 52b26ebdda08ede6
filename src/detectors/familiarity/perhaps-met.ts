import type { Day } from '../../history/calendar.ts';
import { hasUnreadClinician, isRestricted, mayHaveBeenAttended } from '../../history/contact.ts';
import { isCurrentVisit, mayBeAfter } from '../../history/doubtful.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { Seen } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';

type History = Seen<'contacts' | 'clinicians', 'bookings'>;

/** Reasons why a meeting may not be the first. */
export const perhapsMet = ['met-before', 'perhaps-met'] as const;

/**
 * Why the person has, or may have, met the user before, in a visit of any kind: an unread clinician here may be the user under
 * another id. (Records in which more than a fifth of the visits name nobody are ruled out elsewhere.)
 */
export function whyPerhapsMet(
  user: ClinicianKey,
  history: History,
  opening: Opening,
  from: Day,
): Silence<(typeof perhapsMet)[number]> | undefined {
  const { contacts, bookings = [], clinicians } = history;
  const wasRead = (key: ClinicianKey) => clinicians.get(key)?.read === true;
  const before = contacts.filter(
    (one) => mayHaveBeenAttended(one) && mayBeAfter(one, from - 1, opening.asOf) && !isCurrentVisit(one, opening),
  );
  const attended = bookings.filter(
    ({ state, day = from }) => state === 'attended' && day >= from && day < opening.asOf,
  );
  if (
    before.some((one) => (one.clinician ?? one.silencing?.clinician) === user) ||
    attended.some(({ clinicians: own }) => own.includes(user))
  )
    return silent('met-before');
  const perhaps =
    before.some((one) => {
      const { here, clinician = one.silencing?.clinician } = one;
      if (clinician === undefined) return here && (hasUnreadClinician(one) || isRestricted(one));
      return here && !wasRead(clinician);
    }) || attended.some(({ unreadClinician }) => unreadClinician);
  return perhaps ? silent('perhaps-met') : undefined;
}
