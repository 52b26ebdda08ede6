import { asKnownOn } from '../../history/as-known-on.ts';
import type { Contact, PracticeWeek, Reading } from '../../history/history.ts';
import { seenBefore } from '../../history/last-seen.ts';
import type { Opening, VisitNow } from '../../history/opening.ts';
import { leastSilence, silenceWeeks } from '../../history/silence-weeks.ts';
import type { ExportedPerson } from '../people/exported-person.ts';
import type { ReplayedOpening } from './openings.ts';

/** A chart as it was when it was opened. */
export interface ReplayedChart {
  /** As it was known on that day, the visit under way. */
  readonly reading: Reading;
  readonly opening: Opening;
}

/**
 * The chart at an opening. Its visit is under way, and visits that began later on the same day had not yet taken place; of other
 * entries only the day is known.
 */
export function chartAt(person: ExportedPerson, opened: ReplayedOpening): ReplayedChart {
  const { day, now, clinician, visit } = opened;
  const { contacts } = person.reading;
  const atThatTime = contacts.known ? contacts.value.flatMap((one) => contactAt(one, opened)) : [];
  const reading: Reading = {
    ...person.reading,
    contacts: contacts.known ? { known: true, value: atThatTime } : contacts,
    activity: person.consulted.activityOn(day, atThatTime),
    consultingWeeks: person.consulted.weeks,
    practiceWeeks: { known: true, value: weeksOfSilence(person, atThatTime, opened) },
  };
  return {
    reading: asKnownOn(reading, day),
    opening: {
      ...person.opening,
      asOf: day,
      now,
      user: { kind: 'clinician', clinician },
      visit: visit && visitNow(visit),
      proposed: [],
    },
  };
}

/** Whether anyone was seen here while the person was not, as the service asks of a long silence. */
function weeksOfSilence(
  { consulted }: ExportedPerson,
  contacts: readonly Contact[],
  { day: asOf, visit }: ReplayedOpening,
): readonly PracticeWeek[] {
  const { last: since } = seenBefore(contacts, asOf, visit?.reference);
  if (since < 0 || asOf - since < leastSilence) return [];
  return silenceWeeks({ since, asOf }).map((monday) => ({ monday, seen: consulted.wasSeen(monday) }));
}

function contactAt(contact: Contact, { day, now, visit }: ReplayedOpening): readonly Contact[] {
  if (contact === visit) return [{ ...contact, state: 'underway', until: undefined, leftEarly: undefined }];
  return contact.day === day && (contact.startedAt ?? now) > now ? [] : [contact];
}

/** Where someone goes after a visit is not known when it begins. */
function visitNow({ reference, duty, setting, clinician }: Contact): VisitNow {
  return { reference, emergency: false, duty, homeVisit: setting === 'home', clinician, onward: false };
}
