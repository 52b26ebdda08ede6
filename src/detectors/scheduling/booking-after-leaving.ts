import { z } from 'zod';
import { type Day, type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { departureOf, hasLeftHere, plannedEnd } from '../../history/departure.ts';
import type { ClinicianKey, Role } from '../../history/history.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import type { Opening } from '../../history/opening.ts';
import { type Visit, type Visits, visits } from '../../history/visits.ts';
import {
  announcedSettings,
  isEarly,
  noRealEnd,
  recordedEndSettings,
  whyNoRealEnd,
} from '../departures/recorded-end.ts';
import { wasTrainee } from '../departures/trainee.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { type DatedProposal, nearestFirst, referencesOf } from './proposals.ts';
import { noUsual, usualClinicianNow } from './usual-clinician-now.ts';

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
const silences = [
  'nothing-being-booked',
  ...noUsual,
  'not-booked-with-usual',
  'too-few-visits',
  'roles-unread',
  'no-role-here',
  'last-day-unknown',
  'seen-since',
  'bookings-unread',
  'no-end-before-then',
  ...noRealEnd,
] as const;
type Silent = Silence<(typeof silences)[number]>;
type Found = Finding<'booking-after-leaving', BookingAfterLeaving>;

/** K2: an appointment with the usual clinician is being booked for a day after they have left. */
export const bookingAfterLeaving = detector({
  code: 'booking-after-leaving',
  mark: 'K2',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: true },
  ...parts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Found | Silent {
    const { asOf, now, proposed } = opening;
    if (proposed.length === 0) return silent('nothing-being-booked');
    const usual = usualClinicianNow(history, opening, thresholds.usualMonths);
    if (isSilent(usual)) return usual;
    const { clinician } = usual;
    const withUsual = nearestFirst(proposed).filter(({ clinicians }) => clinicians.includes(clinician));
    if (withUsual.length === 0) return silent('not-booked-with-usual');
    // The visits are looked at before the last day, which is not to be guessed from how far this came.
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'all');
    if (!seen.attributable) return silent('visits-name-nobody');
    const own = seen.counted.filter((visit) => visit.clinician === clinician);
    if (own.length < thresholds.minVisits)
      return silent('too-few-visits', { visits: own.length, needs: thresholds.minVisits });
    const end = lastDay(clinician, history, asOf);
    if (isSilent(end)) return end;
    const late = withUsual.find(({ day }) => day > end.day);
    if (late === undefined) return silent('no-end-before-then');
    const notReal =
      end.day < asOf
        ? whyNotGone(end, clinician, history, thresholds)
        : whyNoRealEnd(end, history.clinicians.get(clinician), history, asOf, thresholds);
    return notReal ?? toFinding({ late, clinician, end, own, seen }, history, opening, thresholds);
  },
});

type End = { readonly day: Day; readonly roles: readonly Role[] };

/** The recorded last day here, in the future or past. */
function lastDay(key: ClinicianKey, history: History, asOf: Day): End | Silent {
  const ahead = plannedEnd(history.clinicians.get(key), asOf);
  if (ahead !== undefined) return ahead;
  const { bookings } = history;
  const gone = departureOf(key, { ...history, bookings: bookings ?? [] }, asOf);
  if (!hasLeftHere(gone)) return silent(gone === 'works-here' ? 'no-end-before-then' : gone);
  // A later booking shows that someone is still expected here; without bookings, nobody is known to have left.
  if (bookings === undefined) return silent('bookings-unread');
  return gone.dated ? gone : silent('last-day-unknown');
}

/** Why a past last day is another detection's, or no real one. */
function whyNotGone(
  { day }: End,
  key: ClinicianKey,
  history: History,
  { batchPersons: persons, batchShare: share }: Thresholds,
): Silent | undefined {
  if (wasTrainee(history.clinicians.get(key), day)) return silent('trainee');
  return isMassDeparture(history, day, { persons, share }) ? silent('many-leave-together') : undefined;
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
): Found {
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
