import type { Day } from './calendar.ts';
import { type Contact, type DatedContact, isPastConsultation } from './contact.ts';
import { memoByList } from './memo.ts';

const recurringFrom = 4;
const mostVariation = 0.15;

/**
 * The consultations here that show a person's own rhythm, oldest first, with any clinician; several on one day are all
 * included. Left out are planned series, visits booked long ahead, and reasons that recur at even intervals.
 */
export const unplannedConsultations = memoByList(
  (contacts: readonly Contact[], now: number): readonly DatedContact[] => {
    const counted = contacts.filter((one): one is DatedContact => isPastConsultation(one, now) && one.here);
    const recurring = recurringReasons(counted);
    return counted.filter(
      ({ series, bookedAhead, reasons }) =>
        series === undefined && !bookedAhead && !reasons.some((reason) => recurring.has(reason)),
    );
  },
);

/** Reasons recorded on at least four days at nearly even intervals (by their coefficient of variation). */
function recurringReasons(contacts: readonly DatedContact[]): ReadonlySet<string> {
  const days = new Map<string, Set<Day>>();
  for (const { reasons, day } of contacts) {
    for (const reason of reasons) days.set(reason, (days.get(reason) ?? new Set()).add(day));
  }
  return new Set([...days].filter(([, each]) => isEven([...each])).map(([reason]) => reason));
}

function isEven(days: readonly Day[]): boolean {
  if (days.length < recurringFrom) return false;
  const intervals = days.slice(1).map((day, i) => day - (days[i] ?? day));
  const mean = intervals.reduce((sum, each) => sum + each, 0) / intervals.length;
  const variance = intervals.reduce((sum, each) => sum + (each - mean) ** 2, 0) / intervals.length;
  return mean > 0 && Math.sqrt(variance) / mean <= mostVariation;
}
