import { z } from 'zod';
import { type Day, type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { endOf } from '../../history/departure.ts';
import { profession, worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { recordedEnd, recordedEndSettings } from '../departures/recorded-end.ts';
import { wasTrainee } from '../departures/trainee.ts';
import type { NamedClinician } from '../detector.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { eventDay } from '../event-day.ts';
import { isUser, named } from '../naming.ts';

/** What makes a next contact matter: a long gap, a late repeat, a pattern of signs that was learned, or signs of a note. */
export type Reason = 'gap' | 'medicine' | 'pattern' | 'note';

/** K3. No visit with `clinician`, nor with the `usual` one, is booked in the next `days` days. */
export type NextContact = {
  /** Who sees the person in this visit; the usual clinician where that is not known or they are about to leave. */
  readonly clinician: NamedClinician;
  readonly you: boolean;
  /** The usual clinician, where that is someone else. */
  readonly usual?: NamedClinician;
  readonly days: number;
  readonly because: Reason;
  /** The last visit before this one, the day on which the medicine ran out, or the latest agreed sign. */
  readonly since?: IsoDate;
};

const settings = recordedEndSettings.extend({
  days: z.int().min(1).default(60).describe('Days ahead in which a visit with the same person counts'),
  months: z.int().min(1).default(36).describe('Months in which the usual clinician is looked for'),
});
type Thresholds = z.output<typeof settings>;
type Result = Finding<'next-contact', NextContact>;
const parts = {
  needs: ['person', 'contacts', 'bookings', 'clinicians', 'followUps'],
  uses: ['roles', 'registration', 'teams'],
} as const;
type History = SeenBy<typeof parts>;

/** What makes a next contact matter, what matters most first. */
const reasons: readonly (readonly [string, Reason])[] = [
  ['shared-signature', 'note'],
  ['medicine-not-collected', 'medicine'],
  ['illness-signature', 'pattern'],
  ['gone-quiet', 'gap'],
];

/** K3: something was noticed that needs a steady person, and no next visit with one is booked. */
export const nextContact = detector({
  code: 'next-contact',
  mark: 'K3',
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  restsOn: ['gone-quiet', 'medicine-not-collected', 'illness-signature', 'shared-signature'],
  lookBackMonths: 0,
  settings,
  detect(history, opening, thresholds, found): Result | undefined {
    const [finding, because] = reasonIn(found, history) ?? [];
    if (finding === undefined || because === undefined) return undefined;
    if (opening.visit?.onward || isBegun(history)) return undefined;
    const { asOf, now } = opening;
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'gp');
    // Where too many visits name nobody, who the usual clinician is can't be told, nor then that nothing is booked there.
    if (!seen.attributable) return undefined;
    const seeing = seeingNow(history, opening);
    const usual = usualClinician(seen.counted, namedClinician(history, asOf));
    const known = [seeing, usual?.clinician].filter((key) => key !== undefined);
    if (mayBeBooked(known, history, opening, thresholds)) return undefined;
    // Someone seen once or twice is hardly a person to hold on to.
    const wellKnown = [seeing, usual?.established ? usual.clinician : undefined].filter((key) => key !== undefined);
    const [first, second] = new Set(wellKnown.filter((key) => stays(key, history, opening.asOf, thresholds)));
    if (first === undefined) return undefined;
    return {
      ...finding,
      code: 'next-contact',
      facts: {
        clinician: named(history, first),
        you: isUser(opening, first),
        ...(second !== undefined && { usual: named(history, second) }),
        days: thresholds.days,
        because,
        ...since(finding),
      },
      changeKey: `${finding.code} ${finding.changeKey}`,
    };
  },
});

/** In a care home someone else keeps the diary: silence there is not the person's. */
function reasonIn(found: readonly Finding[], { person }: History): readonly [Finding, Reason] | undefined {
  const pairs = reasons.flatMap(([code, reason]) =>
    found.filter((one) => one.code === code).map((one) => [one, reason] as const),
  );
  return pairs.find(([, reason]) => reason !== 'gap' || !person.careHome);
}

/** A task of ours for it is open. */
function isBegun({ followUps }: History): boolean {
  return followUps.some(({ detection, state }) => detection === 'next-contact' && state === 'open');
}

/** Who sees the person now; where the visit does not say, the one who ends it. */
function seeingNow({ clinicians }: History, { visit, user }: Opening): ClinicianKey | undefined {
  if (visit?.clinician !== undefined) return visit.clinician;
  if (user.kind !== 'clinician' || profession(clinicians.get(user.clinician)) === 'not-clinical') return undefined;
  return user.clinician;
}

/** A visit ahead is with one of them, or it can't be told that it is with none: nobody is named, or someone was not read. */
function mayBeBooked(
  known: readonly ClinicianKey[],
  { bookings, clinicians }: History,
  { asOf }: Opening,
  { days }: Thresholds,
): boolean {
  const isUnread = (key: ClinicianKey) => clinicians.get(key)?.read !== true;
  const mayBeWith = (own: readonly ClinicianKey[]) =>
    own.length === 0 || known.some(isUnread) || own.some((one) => known.includes(one) || isUnread(one));
  return bookings.some(
    ({ state, day = asOf + 1, clinicians: own, unreadClinician }) =>
      ['booked', 'pending', 'restricted'].includes(state) &&
      day > asOf &&
      day <= asOf + days &&
      (unreadClinician || mayBeWith(own)),
  );
}

/** Works here, as far as that can be read, and is not recorded as leaving in that time. */
function stays(key: ClinicianKey, history: History, asOf: Day, thresholds: Thresholds): boolean {
  const clinician = history.clinicians.get(key);
  if (worksHere(clinician, asOf) === false) return false;
  const end = wasTrainee(clinician, asOf) ? endOf(clinician, asOf) : recordedEnd(key, history, asOf, thresholds);
  return end === undefined || end.day > asOf + thresholds.days;
}

/** The day that the reason is told by; a learned pattern has none of its own. */
function since(finding: Finding): { since?: string } {
  return finding.code === 'illness-signature' ? {} : { since: isoDay(eventDay(finding)) };
}
