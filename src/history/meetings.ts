import { type Day, isDated } from './calendar.ts';
import {
  type Contact,
  type DatedContact,
  isAmbulatory,
  isIndividualVisit,
  isRestricted,
  isUnderway,
  mayHaveBeenAttended,
} from './contact.ts';
import { latestDay } from './doubtful.ts';
import { greatest } from './extremes.ts';
import type { Condition, RelationalHistory } from './history.ts';
import type { Opening } from './opening.ts';

type Consulted = Pick<RelationalHistory, 'contacts'>;

/**
 * Finished meetings here with anyone, oldest first: visits, calls, group visits and planned series, whoever they were with.
 * Letters, messages, emergency attendances and hospital stays are none. The visit of the opening itself is left out.
 */
export function meetingsHere({ contacts }: Consulted, opening: Opening): readonly DatedContact[] {
  return contacts
    .filter(isDated)
    .filter((one) => one.here && isAmbulatory(one) && isOver(one, opening) && one.day <= opening.asOf);
}

/**
 * Whether the person met, or may have met, someone here on a later day than `after` and before the opening's own visit.
 * Restricted contacts, and contacts without an exact day, may have been such a meeting, and so may only silence.
 */
export function mayHaveMetHere(history: Consulted, after: Day, opening: Opening): boolean {
  return lastPossibleMeetingHere(history, opening) > after;
}

/** The last day on which {@link mayHaveMetHere} may be true of someone; -Infinity where there was no such meeting. */
export function lastPossibleMeetingHere({ contacts }: Consulted, opening: Opening): Day {
  const { asOf } = opening;
  return greatest(
    contacts
      .filter((one) => one.here && mayBeMeeting(one) && (one.day ?? asOf) <= asOf && !isOwnVisit(one, opening))
      .map((one) => latestDay(one, asOf)),
  );
}

/**
 * Whether the person met someone alone, anywhere and in any setting, on that day or later, and the meeting is over: then what
 * was recorded by that day may have been spoken of. A hospital stay counts up to its last day.
 */
export function hasMetAnywhere({ contacts }: Consulted, from: Day, opening: Opening): boolean {
  return contacts.filter(isDated).some((one) => {
    const isFinished = one.state === 'finished' && isOver(one, opening) && one.day <= opening.asOf;
    return isFinished && isIndividualVisit(one) && (one.until ?? one.day) >= from;
  });
}

/** Whether the chart is opened in a visit of today at the practice, of which a card may say that the person is here. */
export function isHereNow({ contacts }: Consulted, { visit, asOf }: Opening): boolean {
  if (visit === undefined || visit.onlySilences) return false;
  return contacts.some((one) => one.reference === visit.reference && one.day === asOf && one.here && isAmbulatory(one));
}

/**
 * Whether an entry was, or may have been, recorded in a meeting here: in the one that it names, else on the day of one. A
 * restricted meeting may only silence.
 */
export function mayHaveRecordedHere(
  { contacts }: Consulted,
  { contact, recorded }: Pick<Condition, 'contact' | 'recorded'>,
  opening: Opening,
): boolean {
  return contacts.some((one) => {
    const isOfIt = contact === undefined ? recorded === undefined || one.day === recorded : one.reference === contact;
    return isOfIt && one.here && mayBeMeeting(one) && (one.day ?? opening.asOf) <= opening.asOf;
  });
}

/** No emergency attendance or hospital stay; of what is not ambulatory, an unclear setting may hide an ordinary visit. */
export function mayBeMeeting(contact: Contact): boolean {
  const setting = isRestricted(contact) ? contact.silencing?.setting : contact.setting;
  const isHospital = setting === 'emergency' || setting === 'inpatient';
  return mayHaveBeenAttended(contact) && !isHospital;
}

function isOver(contact: Contact, opening: Opening): boolean {
  return !isUnderway(contact, opening.now) && contact.reference !== opening.visit?.reference;
}

/** The visit in which the chart is opened; where the call names none, whichever is under way. */
function isOwnVisit(contact: Contact, { visit, now }: Opening): boolean {
  return visit === undefined ? isUnderway(contact, now) : contact.reference === visit.reference;
}
