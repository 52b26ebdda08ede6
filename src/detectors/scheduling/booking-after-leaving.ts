import { z } from 'zod';
import { type Day, type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { departures } from '../../history/departure.ts';
import type { ClinicianKey, Role } from '../../history/history.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import type { Opening } from '../../history/opening.ts';
import { type Visit, type Visits, visits } from '../../history/visits.ts';
import { announcedSettings, isEarly, recordedEnd, recordedEndSettings } from '../departures/recorded-end.ts';
import { wasTrainee } from '../departures/trainee.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { type DatedProposal, nearestFirst, referencesOf } from './proposals.ts';
import { usualClinicianNow } from './usual-clinician-now.ts';

/** `visits` are those with the clinician in the past 12 months. */
export type BookingAfterLeaving = {
  readonly clinician: NamedClinician;
  /** The clinician who leaves is the one who books. */
  readonly you: boolean;
  readonly leaves: IsoDate;
  /** `leaves` is before today. */
  readonly gone: boolean;
  readonly visits: number;
  readonly on: IsoDate;
  /** About someone else, and so far ahead that it is shown only once they have said goodbye themselves. */
  readonly early: boolean;
};

const settings = recordedEndSettings.extend(announcedSettings.shape).extend({
  months: z.int().min(1).default(12).describe('Months in which the visits are counted'),
  minVisits: z.int().min(1).default(3).describe('Least visits with the usual clinician in these months'),
  usualMonths: z.int().min(1).default(36).describe('Months in which the usual clinician is looked for'),
});
type Thresholds = z.output<typeof settings>;
const parts = { needs: ['contacts', 'roles', 'clinicians'], uses: ['bookings', 'activity', 'registration'] } as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'booking-after-leaving', BookingAfterLeaving>;

/** K2: an appointment with the usual clinician is being booked for a day after they have left. */
export const bookingAfterLeaving = detector({
  code: 'booking-after-leaving',
  mark: 'K2',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: true },
  ...parts,
  lookBackMonths: 12,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const { asOf, now, proposed } = opening;
    if (proposed.length === 0) return undefined;
    const clinician = usualClinicianNow(history, opening, thresholds.usualMonths)?.clinician;
    const withUsual = nearestFirst(proposed).filter(({ clinicians }) => clinicians.some((one) => one === clinician));
    if (clinician === undefined || withUsual.length === 0) return undefined;
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'all');
    const own = seen.counted.filter((visit) => visit.clinician === clinician);
    const end = lastDay(clinician, history, asOf, thresholds);
    const late = end && withUsual.find(({ day }) => day > end.day);
    if (end === undefined || late === undefined || !seen.attributable || own.length < thresholds.minVisits)
      return undefined;
    return toFinding({ late, clinician, end, own, seen }, history, opening, thresholds);
  },
});

type End = { readonly day: Day; readonly roles: readonly Role[] };

/** The recorded last day here, in the future or past. */
function lastDay(key: ClinicianKey, history: History, asOf: Day, thresholds: Thresholds): End | undefined {
  const ahead = recordedEnd(key, history, asOf, thresholds);
  if (ahead !== undefined) return ahead;
  const { bookings } = history;
  // A later booking shows that someone is still expected here; without bookings, nobody is known to have left.
  if (bookings === undefined) return undefined;
  const gone = departures({ ...history, bookings }, asOf).find((one) => one.clinician === key && one.dated);
  if (gone === undefined || wasTrainee(history.clinicians.get(key), gone.day)) return undefined;
  const limits = { persons: thresholds.batchPersons, share: thresholds.batchShare };
  return isMassDeparture(history, gone.day, limits) ? undefined : gone;
}

interface Evidence {
  readonly late: DatedProposal;
  readonly clinician: ClinicianKey;
  readonly end: End;
  readonly own: readonly Visit[];
  readonly seen: Visits;
}

function toFinding(
  { late, clinician, end, own, seen }: Evidence,
  history: History,
  opening: Opening,
  thresholds: Thresholds,
): Result {
  const { asOf } = opening;
  return {
    code: 'booking-after-leaving',
    facts: {
      clinician: toNamedClinician(history, clinician),
      you: isUser(opening, clinician),
      leaves: isoDay(end.day),
      gone: end.day < asOf,
      visits: own.length,
      on: isoDay(late.day),
      early: isEarly(end.day, asOf, isUser(opening, clinician), thresholds),
    },
    counted: [...[...own, ...end.roles].map(({ reference }) => reference), ...referencesOf(late)],
    notCounted: seen.notCounted,
    span: { from: own[0]?.day ?? asOf, to: own.at(-1)?.day ?? asOf },
    number: own.length,
    unit: 'visits',
    changeKey: `${clinician} ${isoDay(late.day)}`,
  };
}
