import { z } from 'zod';
import { type Day, isoDay, months } from '../../history/calendar.ts';
import type { Booking } from '../../history/history.ts';
import { detector, type Finding, type Seen } from '../detector.ts';
import type { MissedAppointments } from '../quiet-facts.ts';
import { fisherFall } from '../statistics.ts';
import { about } from './about-missed-appointments.ts';

const settings = z.object({
  months: z.int().min(1).max(36).default(12).describe('Months over which appointments are counted'),
  minMissed: z.int().min(1).default(3).describe('Least missed appointments in them'),
  minBooked: z.int().min(1).default(5).describe('Least booked appointments in them'),
  beforeMonths: z.int().min(1).default(24).describe('Months before those with which they are compared, for the words'),
  changeP: z.number().positive().max(1).default(0.05).describe('Significance of a change, for the words'),
  oftenPerYear: z
    .number()
    .positive()
    .default(2)
    .describe('Missed a year over three years that is often, for the words'),
  maxBounced: z.int().min(1).default(2).describe('Undelivered reminders from which nothing is said'),
});
type Thresholds = z.output<typeof settings>;
type History = Seen<'person' | 'bookings' | 'contacts' | 'safeguarding', 'invitations'>;
type Kept = Booking & { readonly day: Day };

/** D6: booked appointments that the person missed. */
export const missedAppointments = detector({
  code: 'missed-appointments',
  about,
  needs: ['person', 'bookings', 'contacts', 'safeguarding'],
  uses: ['invitations'],
  lookBackMonths: 12,
  settings,
  detect(
    history,
    { asOf },
    thresholds = settings.parse({}),
  ): Finding<'missed-appointments', MissedAppointments> | undefined {
    if (history.safeguarding.length > 0) return undefined;
    const start = asOf - months(thresholds.months);
    if (undelivered(history, start) >= thresholds.maxBounced) return undefined;
    const all = booked(history, asOf);
    const recent = all.filter(({ day }) => day > start);
    const missed = recent.filter(isMissed);
    const newest = missed.at(-1);
    const isEnough = missed.length >= thresholds.minMissed && recent.length >= thresholds.minBooked;
    if (!isEnough || newest === undefined) return undefined;
    const before = all.filter(({ day }) => day <= start && day > start - months(thresholds.beforeMonths));
    return {
      code: 'missed-appointments',
      facts: factsOf(recent, before, thresholds),
      counted: [...recent, ...before].map(({ reference }) => reference),
      notCounted: [],
      span: { from: recent[0]?.day ?? asOf, to: recent.at(-1)?.day ?? asOf },
      number: recent.length,
      unit: 'appointments',
      materialKey: `${newest.reference} ${isoDay(newest.day)}`,
    };
  },
});

const isMissed = ({ state }: Booking) => state === 'missed';

function factsOf(recent: readonly Kept[], before: readonly Kept[], thresholds: Thresholds): MissedAppointments {
  const [missed, missedBefore] = [recent, before].map((each) => each.filter(isMissed).length) as [number, number];
  const years = (thresholds.months + thresholds.beforeMonths) / 12;
  const kept = { with: recent.length - missed, of: recent.length };
  const keptBefore = { with: before.length - missedBefore, of: before.length };
  return {
    missed,
    booked: recent.length,
    missedBefore,
    bookedBefore: before.length,
    // A rise of what was missed is a fall of what was kept.
    changed: before.length > 0 && fisherFall(keptBefore, kept) <= thresholds.changeP,
    often: (missed + missedBefore) / years > thresholds.oftenPerYear,
  };
}

/** What the person kept or missed, each once; not what nobody could have kept or been told of in time. */
function booked(history: History, asOf: Day): Kept[] {
  const kept = history.bookings
    .filter((one): one is Kept => one.day !== undefined && one.day <= asOf)
    .filter(({ state, by }) => state === 'attended' || (state === 'missed' && by !== 'practice'))
    .filter(
      (one) =>
        one.state === 'attended' || !(one.shortNotice || lacksInterpreter(one, history) || isInHospital(one, history)),
    );
  return kept.filter((one, i) => !kept.slice(0, i).some((other) => isSame(one, other)));
}

function lacksInterpreter({ interpreter }: Booking, { person }: History): boolean {
  return person.needsInterpreter && !interpreter;
}

function isInHospital({ day: booked }: Kept, { contacts }: History): boolean {
  return contacts.some(
    ({ setting, day, until, excluded }) =>
      setting === 'inpatient' &&
      excluded === 'not-ambulatory' &&
      day !== undefined &&
      day <= booked &&
      booked <= (until ?? day),
  );
}

/** One appointment that came from two systems. */
function isSame(one: Kept, other: Kept): boolean {
  const clinicians = (each: Kept) => [...each.clinicians].sort().join(' ');
  return (
    one.day === other.day &&
    one.state === other.state &&
    clinicians(one) === clinicians(other) &&
    one.kinds.join() === other.kinds.join()
  );
}

function undelivered({ invitations = [] }: History, from: Day): number {
  return invitations.filter(({ bounced, day }) => bounced && (day ?? from) >= from).length;
}
