import { z } from 'zod';
import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { plannedEnd } from '../../history/departure.ts';
import { absenceOn, worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { countByClinician } from '../../history/indices.ts';
import type { Opening } from '../../history/opening.ts';
import { relationship, type UsualClinician } from '../../history/usual-clinician.ts';
import { type Visits, visits } from '../../history/visits.ts';
import { absenceOf, absenceSettings } from '../departures/absence.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { hasLeft } from '../rupture/has-left.ts';
import { type DatedProposal, nearestFirst, referencesOf } from './proposals.ts';
import { unfamiliarGpIn } from './unfamiliar-gp.ts';
import { usualClinicianNow } from './usual-clinician-now.ts';

/** `visits` of the last `of` GP visits were with the usual clinician; the new appointment is with `other`. */
export type BookingElsewhere = {
  readonly clinician: NamedClinician;
  /** The usual clinician is the one who books. */
  readonly you: boolean;
  readonly other: NamedClinician;
  readonly visits: number;
  readonly of: number;
  /** The day that is being booked. */
  readonly on: IsoDate;
};

const settings = absenceSettings.extend({
  usualMonths: z.int().min(1).default(36).describe('Months in which the usual clinician is looked for'),
  months: z.int().min(1).default(24).describe('Months in which the shares are counted'),
  minShare: z.number().min(0).max(1).default(0.5).describe('Least share of the usual clinician in them'),
  minVisits: z.int().min(1).default(4).describe('Least visits with the usual clinician in them'),
  knownShare: z.number().min(0).max(1).default(0.3).describe('Share from which the other clinician is well known too'),
  handoverDays: z
    .int()
    .min(0)
    .default(84)
    .describe('Days after the booking within which a recorded last day of the usual clinician makes it a handover'),
  minHours: z.int().min(0).default(48).describe('Hours ahead up to which a booking is taken to be urgent'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['contacts', 'roles', 'clinicians'],
  uses: ['activity', 'registration', 'person', 'bookings', 'conditions', 'observations', 'consultingWeeks'],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'booking-elsewhere', BookingElsewhere>;

/** K1: someone with a usual clinician is being booked with another, though the usual one will be here. */
export const bookingElsewhere = detector({
  code: 'booking-elsewhere',
  mark: 'K1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: true },
  ...parts,
  lookBackMonths: 12,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const { asOf, now, proposed } = opening;
    if (proposed.length === 0) return undefined;
    const clinician = usualClinicianNow(history, opening, thresholds.usualMonths)?.clinician;
    // An appointment with someone unread may be with the usual clinician.
    if (clinician === undefined || proposed.some((one) => one.unreadClinician || one.clinicians.includes(clinician)))
      return undefined;
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'gp');
    const usual = relationship(seen.counted, clinician);
    if (!seen.attributable || !allCliniciansRead(seen, history) || !isWellKnown(usual, thresholds)) return undefined;
    if (isUnexplainedlyAway(clinician, history, opening, thresholds)) return undefined;
    if (hasLeft(clinician, history, opening)) return undefined;
    const counts = countByClinician(seen.counted.map((visit) => visit.clinician));
    const shareOf = (key: ClinicianKey) => (counts.get(key) ?? 0) / seen.counted.length;
    for (const one of nearestFirst(proposed)) {
      const other = unfamiliarGpIn(one, shareOf, history, opening, thresholds);
      if (other !== undefined && willBeHere(clinician, one, history, opening, thresholds)) {
        return toFinding({ one, other, usual, seen }, history, opening);
      }
    }
    return undefined;
  },
});

function isWellKnown({ visits: own, share }: UsualClinician, { minVisits, minShare }: Thresholds): boolean {
  return own.length >= minVisits && share >= minShare;
}

/** Not employed here, or inactive without a recorded absence: nobody knows when they will be back. */
function isUnexplainedlyAway(
  clinician: ClinicianKey,
  history: History,
  { asOf }: Opening,
  thresholds: Thresholds,
): boolean {
  if (worksHere(history.clinicians.get(clinician), asOf) !== true) return true;
  const absence = absenceOf(clinician, history, asOf, thresholds);
  return absence !== undefined && !absence.recorded;
}

/** Will be at work on that day, and is not recorded as leaving soon after, which would make the booking a handover. */
function willBeHere(
  key: ClinicianKey,
  { day }: DatedProposal,
  { clinicians }: History,
  { asOf }: Opening,
  { handoverDays }: Thresholds,
): boolean {
  const clinician = clinicians.get(key);
  if (clinician === undefined || worksHere(clinician, day) !== true || absenceOn(clinician, day) !== undefined)
    return false;
  return (plannedEnd(clinician, asOf)?.day ?? Infinity) > day + handoverDays;
}

interface Evidence {
  readonly one: DatedProposal;
  readonly other: ClinicianKey;
  readonly usual: UsualClinician;
  readonly seen: Visits;
}

function toFinding({ one, other, usual, seen }: Evidence, history: History, opening: Opening): Result {
  const roles = history.clinicians.get(usual.clinician)?.roles ?? [];
  const { counted, notCounted } = seen;
  const on = isoDay(one.day);
  return {
    code: 'booking-elsewhere',
    facts: {
      clinician: toNamedClinician(history, usual.clinician),
      you: isUser(opening, usual.clinician),
      other: toNamedClinician(history, other),
      visits: usual.visits.length,
      of: usual.of,
      on,
    },
    counted: [
      ...counted.map(({ reference }) => reference),
      ...roles.filter(({ here }) => here).map(({ reference }) => reference),
      ...referencesOf(one),
    ],
    notCounted,
    span: { from: counted[0]?.day ?? opening.asOf, to: counted.at(-1)?.day ?? opening.asOf },
    number: counted.length,
    unit: 'visits',
    // A proposal has no lasting id: its clinician and day identify it.
    changeKey: `${other} ${on}`,
  };
}
