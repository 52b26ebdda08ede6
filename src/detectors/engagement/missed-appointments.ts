import { z } from 'zod';
import type { DatedBooking } from '../../history/booking.ts';
import { type Day, isDated, isInRange, lastMonths, lookBack } from '../../history/calendar.ts';
import { custodyPeriods, possibleCustody } from '../../history/custody.ts';
import { isInRanges, mergeRanges } from '../../history/date-ranges.ts';
import { hospitalStays, rangesOfStays, restrictedStays } from '../../history/hospital-stays.ts';
import { hasReachedAge } from '../../history/person.ts';
import { type CameAfter, cameAfter, cameAfterSettings, departure } from '../came-after.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';
import { fisherFall } from '../statistics.ts';
import { isMissed, withoutDuplicates } from './appointments.ts';

/** `missed` of `booked` appointments in 12 months. */
export type MissedAppointments = {
  readonly missed: number;
  readonly booked: number;
  /** The same for the 24 months before. */
  readonly missedBefore: number;
  readonly bookedBefore: number;
  /** The missed share has risen (one-sided Fisher exact test, p <= .05). */
  readonly changed: boolean;
  /** More than two a year over three years. */
  readonly often: boolean;
  /** The usual clinician had left before. */
  readonly after?: CameAfter;
};

const recentMonths = 12;
const inWards = ['inpatient', 'emergency'] as const;
const settings = cameAfterSettings.extend({
  minMissed: z.int().min(2).default(3).describe('Least missed appointments in 12 months'),
  minBooked: z.int().min(2).default(5).describe('Least appointments in 12 months, attended or missed'),
  minAge: z.int().min(0).default(16).describe('Age from which an appointment is the person’s own to keep'),
  bouncedReminders: z
    .int()
    .min(1)
    .default(2)
    .describe('Messages of 12 months that could not be delivered, from which reminders may not have come'),
  monthsBefore: z.int().min(1).default(24).describe('Earlier months with which the 12 are compared, for the words'),
  maxP: z.number().min(0).max(1).default(0.05).describe('Greatest p of a rise that the words call a change'),
  oftenPerYear: z.number().min(0).default(2).describe('Missed appointments a year above which the words say often'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'bookings', 'contacts', 'safeguarding'],
  uses: ['invitations', 'registration', 'clinicians'],
} as const;
type History = SeenBy<typeof parts>;
const silences = [
  'too-few-missed',
  'too-few-appointments',
  'reminders-not-delivered',
  'restricted-entry',
  'custody',
  'safeguarding',
] as const;
type Result = Finding<'missed-appointments', MissedAppointments> | Silence<(typeof silences)[number]>;

/** D6: booked appointments that the person missed. */
export const missedAppointments = detector({
  code: 'missed-appointments',
  mark: 'D6',
  version: 1,
  audience: { children: false, careHomes: false, hospices: false, anyStaff: false },
  supersededBy: { codes: ['quiet-pattern'], sameClinician: false },
  ...parts,
  restsOn: [departure],
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, { asOf }, thresholds, found): Result {
    const { from } = lastMonths(asOf, recentMonths);
    const { minMissed, minBooked, bouncedReminders } = thresholds;
    const all = attendedOrMissed(history, asOf, thresholds);
    const [recent, before] = [all.filter(({ day }) => day >= from), all.filter(({ day }) => day < from)];
    const missed = recent.filter(isMissed);
    if (missed.length < minMissed) return silent('too-few-missed', { missed: missed.length, needs: minMissed });
    if (recent.length < minBooked)
      return silent('too-few-appointments', { appointments: recent.length, needs: minBooked });
    const reminders = undelivered(history, asOf);
    if (reminders >= bouncedReminders) return silent('reminders-not-delivered', { reminders, below: bouncedReminders });
    if (isMaybeExcused(all.filter(isMissed), history, asOf)) return silent('restricted-entry');
    if (isInRanges(possibleCustody(history.contacts, asOf), asOf)) return silent('custody');
    if (history.safeguarding.length > 0) return silent('safeguarding');
    const ofKind = all.filter(isMissed).map(({ day }) => day);
    const after = cameAfter(history, found, { days: ofKind.filter((day) => day >= from), ofKind }, thresholds);
    return {
      code: 'missed-appointments',
      facts: { ...factsOf(recent, before, thresholds), ...after.facts },
      counted: [...all.map(({ reference }) => reference), ...after.references],
      notCounted: [],
      span: { from: all[0]?.day ?? from, to: all.at(-1)?.day ?? asOf },
      number: all.length,
      unit: 'appointments',
      changeKey: missed.at(-1)?.reference ?? history.person.reference,
    };
  },
});

function factsOf(
  recent: readonly DatedBooking[],
  before: readonly DatedBooking[],
  thresholds: Thresholds,
): MissedAppointments {
  const [missed, missedBefore] = [recent.filter(isMissed).length, before.filter(isMissed).length];
  const attended = (all: readonly DatedBooking[]) => ({
    with: all.filter((one) => !isMissed(one)).length,
    of: all.length,
  });
  const years = (recentMonths + thresholds.monthsBefore) / 12;
  return {
    missed,
    booked: recent.length,
    missedBefore,
    bookedBefore: before.length,
    changed: fisherFall(attended(before), attended(recent)) <= thresholds.maxP,
    often: (missed + missedBefore) / years > thresholds.oftenPerYear,
  };
}

/** One was missed during a restricted stay; leaving only that one out would reveal the stay. */
function isMaybeExcused(missed: readonly DatedBooking[], { contacts }: History, asOf: Day): boolean {
  const stays = rangesOfStays(restrictedStays(contacts, asOf, inWards));
  const hidden = mergeRanges([...stays, ...possibleCustody(contacts, asOf)]);
  return missed.some(({ day }) => isInRanges(hidden, day));
}

/** The appointments made in advance that the person attended or missed, oldest first, without duplicates. */
function attendedOrMissed(history: History, asOf: Day, { minAge, monthsBefore }: Thresholds): readonly DatedBooking[] {
  const { person, bookings, contacts } = history;
  const range = lastMonths(asOf, recentMonths + monthsBefore);
  const dated = bookings
    .filter(isDated)
    .filter(({ day }) => isInRange(day, range) && hasReachedAge(person.bornBy, minAge, day, true))
    .filter((one) => (one.state === 'attended' || isMissed(one)) && !one.shortNotice && !one.walkIn);
  if (!dated.some(isMissed)) return inOrder(dated);
  const inHospital = rangesOfStays(hospitalStays(contacts, asOf, inWards));
  const away = mergeRanges([...inHospital, ...custodyPeriods(contacts, asOf)]);
  const isExcused = ({ day, interpreter }: DatedBooking) =>
    isInRanges(away, day) || (person.needsInterpreter && !interpreter);
  return inOrder(dated.filter((one) => !(isMissed(one) && isExcused(one))));
}

function inOrder(all: readonly DatedBooking[]): readonly DatedBooking[] {
  return withoutDuplicates(all).toSorted((a, b) => a.day - b.day || (a.reference < b.reference ? -1 : 1));
}

/** How many messages could not be delivered, so that reminders of the appointments may not have come either. */
function undelivered({ invitations = [] }: History, asOf: Day): number {
  const { from } = lookBack(asOf, recentMonths);
  return invitations.filter(({ day, bounced }) => bounced && (day ?? from) >= from).length;
}
