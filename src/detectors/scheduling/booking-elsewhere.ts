import { z } from 'zod';
import { type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { countByClinician } from '../../history/indices.ts';
import type { Opening } from '../../history/opening.ts';
import { relationship, type UsualClinician } from '../../history/usual-clinician.ts';
import { type Visits, visits } from '../../history/visits.ts';
import { absenceSettings } from '../departures/absence.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { hasLeft } from '../rupture/has-left.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { type DatedProposal, nearestFirst, referencesOf } from './proposals.ts';
import { noUnfamiliarGp, unfamiliarGpIn } from './unfamiliar-gp.ts';
import { noUsual, usualClinicianNow } from './usual-clinician-now.ts';
import { notHere, notMissed, whyNotHere, whyNotMissed } from './usual-gp-here.ts';

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
const parts = {
  needs: ['contacts', 'roles', 'clinicians'],
  uses: ['activity', 'registration', 'person', 'bookings', 'conditions', 'observations', 'consultingWeeks'],
} as const;
type History = SeenBy<typeof parts>;
const silences = [
  'nothing-being-booked',
  ...noUsual,
  'booked-with-unread',
  'booked-with-usual',
  ...notMissed,
  'day-unknown',
  ...noUnfamiliarGp,
  ...notHere,
  'left-the-clinician',
] as const;
type Silent = Silence<(typeof silences)[number]>;
type Found = Finding<'booking-elsewhere', BookingElsewhere>;

/** K1: someone with a usual clinician is being booked with another, though the usual one will be here. */
export const bookingElsewhere = detector({
  code: 'booking-elsewhere',
  mark: 'K1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: true },
  ...parts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Found | Silent {
    const { asOf, now, proposed } = opening;
    if (proposed.length === 0) return silent('nothing-being-booked');
    const most = usualClinicianNow(history, opening, thresholds.usualMonths);
    if (isSilent(most)) return most;
    const { clinician } = most;
    // An appointment with someone unread may be with the usual clinician.
    if (proposed.some(({ unreadClinician }) => unreadClinician)) return silent('booked-with-unread');
    if (proposed.some(({ clinicians }) => clinicians.includes(clinician))) return silent('booked-with-usual');
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'gp');
    const usual = relationship(seen.counted, clinician);
    const why = whyNotMissed(usual, seen, history, opening, thresholds);
    if (why !== undefined) return why;
    const counts = countByClinician(seen.counted.map((visit) => visit.clinician));
    const shareOf = (key: ClinicianKey) => (counts.get(key) ?? 0) / seen.counted.length;
    const others: Silent[] = [];
    for (const one of nearestFirst(proposed)) {
      const found = unfamiliarGpIn(one, shareOf, history, opening, thresholds);
      const away = whyNotHere(clinician, one.day, history, opening, thresholds);
      if (isSilent(found)) others.push(found);
      else if (away !== undefined) others.push(away);
      else if (hasLeft(clinician, history, opening)) return silent('left-the-clinician');
      else return toFinding({ one, other: found.key, usual, seen }, history, opening);
    }
    return furthest(others, silences) ?? silent('day-unknown');
  },
});

interface Evidence {
  readonly one: DatedProposal;
  readonly other: ClinicianKey;
  readonly usual: UsualClinician;
  readonly seen: Visits;
}

function toFinding({ one, other, usual, seen }: Evidence, history: History, opening: Opening): Found {
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
