import { z } from 'zod';
import { bookedAhead } from '../../history/booked.ts';
import { type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { plannedEnd } from '../../history/departure.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { hasBegunNote } from '../../history/note-left.ts';
import type { Opening } from '../../history/opening.ts';
import { usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { announcedSettings, isEarly, noRealEnd, recordedEndSettings, whyNoRealEnd } from './recorded-end.ts';

/** `visits` are those with the clinician in the past 12 months. */
export type UsualClinicianLeaving = {
  readonly clinician: NamedClinician;
  /** The clinician who leaves is the one who opened the chart. */
  readonly you: boolean;
  readonly leaves: IsoDate;
  readonly visits: number;
  /** The next booked appointment with the clinician, not after `leaves`. */
  readonly nextBooking?: IsoDate;
  /** About someone else, and so far ahead that it is shown only once they have said goodbye themselves. */
  readonly early: boolean;
  /** The clinician has begun a note for whoever comes next. */
  readonly noteBegun: boolean;
};

const settings = recordedEndSettings.extend(announcedSettings.shape).extend({
  daysAhead: z.int().min(1).default(90).describe('Days before the recorded end from which it is reported'),
  months: z.int().min(1).default(12).describe('Months in which the visits are counted'),
  minVisits: z.int().min(1).default(3).describe('Least visits with the one who leaves in these months'),
  usualMonths: z.int().min(1).default(36).describe('Months in which the usual clinician is looked for'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['contacts', 'roles', 'clinicians'],
  uses: ['bookings', 'registration', 'handoverNotes'],
} as const;
type History = SeenBy<typeof parts>;
const silences = [
  'no-visits',
  'too-few-visits',
  'visits-name-nobody',
  'roles-unread',
  'no-end-ahead',
  ...noRealEnd,
] as const;
type Silent = Silence<(typeof silences)[number]>;
type Found = Finding<'usual-clinician-leaving', UsualClinicianLeaving>;

/** A3: the usual clinician, or the one who opened the chart, is about to leave. */
export const usualClinicianLeaving = detector({
  code: 'usual-clinician-leaving',
  mark: 'A3',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  supersededBy: { codes: ['trainee-changeover'], sameClinician: true },
  ...parts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Found | Silent {
    const { user, asOf, now } = opening;
    const seen = visits(history, lookBack(asOf, thresholds.usualMonths), now, 'gp');
    const usual = seen.attributable ? usualClinician(seen.counted)?.clinician : undefined;
    // The user first: saying goodbye is up to them.
    const keys = [user.kind === 'clinician' ? user.clinician : undefined, usual].filter((key) => key !== undefined);
    const others: Silent[] = [];
    for (const key of new Set(keys)) {
      const found = leavingOf(key, history, opening, thresholds);
      if (!isSilent(found)) return found;
      others.push(found);
    }
    if (usual === undefined) others.push(silent(seen.attributable ? 'no-visits' : 'visits-name-nobody'));
    // Of equals, the usual clinician's.
    return furthest(others.toReversed(), silences) ?? silent('no-visits');
  },
});

/** The visits are looked at before the last day, which is not to be guessed from how far this came. */
function leavingOf(key: ClinicianKey, history: History, opening: Opening, thresholds: Thresholds): Found | Silent {
  const { asOf, now } = opening;
  const seen = visits(history, lookBack(asOf, thresholds.months), now, 'all');
  const own = seen.counted.filter((visit) => visit.clinician === key);
  if (own.length < thresholds.minVisits)
    return silent('too-few-visits', { visits: own.length, needs: thresholds.minVisits });
  if (!seen.attributable) return silent('visits-name-nobody');
  const clinician = history.clinicians.get(key);
  if (clinician?.roles === undefined) return silent('roles-unread');
  const end = plannedEnd(clinician, asOf);
  if (end === undefined || end.day <= asOf || end.day > asOf + thresholds.daysAhead)
    return silent('no-end-ahead', { mostDays: thresholds.daysAhead });
  const notReal = whyNoRealEnd(end, clinician, history, asOf, thresholds);
  if (notReal !== undefined) return notReal;
  const booking = bookedAhead(history.bookings ?? [], asOf).find(
    ({ day, clinicians }) => day <= end.day && clinicians.includes(key),
  );
  return {
    code: 'usual-clinician-leaving',
    facts: {
      clinician: toNamedClinician(history, key),
      you: isUser(opening, key),
      leaves: isoDay(end.day),
      visits: own.length,
      ...(booking !== undefined && { nextBooking: isoDay(booking.day) }),
      noteBegun: hasBegunNote(history, key),
      early: isEarly(end.day, asOf, isUser(opening, key), thresholds),
    },
    counted: [...own, ...end.roles, ...(booking ? [booking] : [])].map(({ reference }) => reference),
    notCounted: seen.notCounted,
    span: { from: own[0]?.day ?? asOf, to: own.at(-1)?.day ?? asOf },
    number: own.length,
    unit: 'visits',
    changeKey: `${key} ${isoDay(end.day)}`,
  };
}
