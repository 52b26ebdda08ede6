import { bookedAhead } from '../history/booked.ts';
import { type DateRange, type Day, isDated, isInRange } from '../history/calendar.ts';
import { type Contact, type DatedContact, isWithoutMeeting, wasAttended } from '../history/contact.ts';
import { departureOf, hasLeftHere } from '../history/departure.ts';
import { profession } from '../history/employment.ts';
import type { ClinicianKey, RelationalHistory } from '../history/history.ts';
import type { ContactRow } from './contact-rows.ts';

/** How a contact is drawn. */
export type MarkKind = 'seen' | 'remote' | 'team' | 'booked';

/** One contact or appointment of a lane. */
export interface Mark {
  readonly day: Day;
  readonly kind: MarkKind;
  /** The card counts it. */
  readonly counted: boolean;
}

/** The contacts with one clinician, with the other members of the team, or with everyone else. */
export interface Lane {
  readonly who: ClinicianKey | 'team' | 'others';
  /** Oldest first. */
  readonly marks: readonly Mark[];
  /** The last day here of a clinician who has left. */
  readonly left: Day | undefined;
  /** Everyone in a lane of several people, by number of contacts; of a lane of one, nobody. */
  readonly members: readonly ClinicianKey[];
}

const mostLanes = 8;

type Seen = Pick<RelationalHistory, 'contacts' | 'clinicians'> & Partial<RelationalHistory>;

/**
 * Who was seen in a period, and who is booked after it: a lane for each of at most eight clinicians in the order of their
 * number of contacts, one for the others of the team, one for everyone else. Hospital and emergency are no lanes.
 */
export function lanesOf(
  rows: readonly ContactRow[],
  history: Seen,
  { period, asOf }: { readonly period: DateRange; readonly asOf: Day },
): readonly Lane[] {
  const met = rows.flatMap(({ contact, counting }) => (isMeeting(contact) ? [{ contact, counting }] : []));
  const counts = new Map<ClinicianKey, number>();
  for (const { contact } of met)
    if (contact.clinician !== undefined) counts.set(contact.clinician, (counts.get(contact.clinician) ?? 0) + 1);
  const ranked = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([key]) => key);
  const isTeam = (key: ClinicianKey) => profession(history.clinicians.get(key)) === 'team';
  const own = new Set(ranked.filter((key) => !isTeam(key)).slice(0, mostLanes));
  const whoseLane = (key: ClinicianKey | undefined): Lane['who'] => {
    if (key === undefined) return 'others';
    if (own.has(key)) return key;
    return isTeam(key) ? 'team' : 'others';
  };
  const marks = Map.groupBy(
    [...met.map((row) => markOf(row, whoseLane)), ...bookedMarks(history, asOf, whoseLane)],
    ({ who }) => who,
  );
  return [...own, 'team' as const, 'others' as const].flatMap((who): Lane[] => {
    const ownMarks = marks.get(who);
    if (ownMarks === undefined) return [];
    return [
      {
        who,
        marks: ownMarks.map(({ mark }) => mark).toSorted((a, b) => a.day - b.day),
        left: leftIn(who, history, period, asOf),
        members: own.has(who) ? [] : ranked.filter((key) => whoseLane(key) === who),
      },
    ];
  });
}

interface OwnedMark {
  readonly who: Lane['who'];
  readonly mark: Mark;
}

function markOf(
  { contact, counting }: { readonly contact: DatedContact; readonly counting: ContactRow['counting'] },
  whoseLane: (key: ClinicianKey | undefined) => Lane['who'],
): OwnedMark {
  const who = whoseLane(contact.clinician);
  const kind = contact.setting === 'remote' ? 'remote' : who === 'team' ? 'team' : 'seen';
  return { who, mark: { day: contact.day, kind, counted: counting === 'counted' } };
}

/** An appointment with several clinicians stands in the lane of the first. */
function bookedMarks(
  { bookings = [] }: Seen,
  asOf: Day,
  whoseLane: (key: ClinicianKey | undefined) => Lane['who'],
): readonly OwnedMark[] {
  return bookedAhead(bookings, asOf).map(({ day, clinicians }) => ({
    who: whoseLane(clinicians[0]),
    mark: { day, kind: 'booked', counted: false },
  }));
}

function isMeeting(row: Contact): row is DatedContact {
  const isHospital = row.setting === 'emergency' || row.setting === 'inpatient';
  return isDated(row) && wasAttended(row) && !isWithoutMeeting(row) && !isHospital;
}

/** Only a recorded day: one that is inferred from the last activity is not the day on which they left. */
function leftIn(who: Lane['who'], history: Seen, period: DateRange, asOf: Day): Day | undefined {
  if (who === 'team' || who === 'others' || history.bookings === undefined) return undefined;
  const departure = departureOf(who, { ...history, bookings: history.bookings }, asOf);
  if (!hasLeftHere(departure) || !departure.dated || history.clinicians.get(who)?.notNamed) return undefined;
  return isInRange(departure.day, period) ? departure.day : undefined;
}
