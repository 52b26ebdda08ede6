import type { DatedBooking } from '../../history/booking.ts';
import type { Day } from '../../history/calendar.ts';
import type { Booking } from '../../history/history.ts';

/** Of two records of one appointment, the attended one counts. */
export function withoutDuplicates(due: readonly DatedBooking[]): readonly DatedBooking[] {
  const days = new Map<Day, { readonly keys: Set<string>; hasKeyless: boolean }>();
  return [...due.filter((one) => !isMissed(one)), ...due.filter(isMissed)].filter((one) => {
    const own = matchKeys(one);
    const day = days.get(one.day) ?? { keys: new Set(), hasKeyless: false };
    // The same day, and the same clinician or topic, or one of the two names neither.
    const isKnown = days.has(one.day) && (own.length === 0 || day.hasKeyless || own.some((key) => day.keys.has(key)));
    if (isKnown) return false;
    for (const key of own) day.keys.add(key);
    day.hasKeyless ||= own.length === 0;
    days.set(one.day, day);
    return true;
  });
}

function matchKeys({ clinicians, kinds }: Booking): readonly string[] {
  return [...clinicians, ...kinds];
}

/** Missed by the person, not by the practice. */
export function isMissed({ state, by }: Booking): boolean {
  return state === 'missed' && by !== 'practice';
}
