import { z } from 'zod';
import { type Day, lookBack } from '../../history/calendar.ts';
import { plannedEnd } from '../../history/departure.ts';
import { profession, worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { recordedEndSettings, whyNoRealEnd } from '../departures/recorded-end.ts';
import { wasTrainee } from '../departures/trainee.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { hasLeft } from '../rupture/has-left.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { bookedSoon, mayBeWithOneOf, whyBookedSoon } from './booked-soon.ts';

/**
 * No visit with `clinician` or the `usual` one is booked in the next `days` days. Why that matters is no fact: where it was a
 * loss or a diagnosis, others at the desk would learn of it, and naming only the other reasons would give these away.
 */
export type NextContact = {
  /** Who is seeing the person; the usual clinician where that is unknown or they are about to leave. */
  readonly clinician: NamedClinician;
  readonly you: boolean;
  /** The usual clinician, if someone else. */
  readonly usual?: NamedClinician;
  readonly days: number;
  /** An appointment further ahead is, or may be, with one of them. */
  readonly bookedLater?: true;
};

const settings = recordedEndSettings.extend({
  days: z.int().min(1).default(60).describe('Days ahead in which a visit with the same person counts'),
  months: z.int().min(1).default(36).describe('Months in which the usual clinician is looked for'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'bookings', 'clinicians', 'followUps'],
  uses: ['roles', 'registration', 'teams', 'conditions', 'observations', 'consultingWeeks'],
} as const;
type History = SeenBy<typeof parts>;
const silences = [
  'nothing-noticed',
  'care-home',
  'not-going-home',
  'task-open',
  'visits-name-nobody',
  ...bookedSoon,
  'nobody-known',
  'clinician-not-at-work',
  'leaves-near-then',
  'named-by-nothing',
  'left-the-clinician',
] as const;
type Silent = Silence<(typeof silences)[number]>;

/** Detections that make a next contact matter, the most important first. */
const reasons = [
  'shared-signature',
  'left-before-seen',
  'bereavement',
  'medicine-not-collected',
  'illness-signature',
  'life-changing-diagnosis',
  'gone-quiet',
] as const;

/** K3: something was noticed that calls for continuity, and no next visit with a familiar clinician is booked. */
export const nextContact = detector({
  code: 'next-contact',
  mark: 'K3',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  restsOn: reasons,
  lookBackMonths: 0,
  settings,
  silences,
  detect(history, opening, thresholds, found): Finding<'next-contact', NextContact> | Silent {
    const finding = reasonIn(found, history);
    if (isSilent(finding)) return finding;
    if (opening.visit?.onward) return silent('not-going-home');
    if (hasOpenTask(history)) return silent('task-open');
    const { asOf, now } = opening;
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'gp');
    // Too many visits name nobody: the usual clinician is unknown, so a visit with them may be booked.
    if (!seen.attributable) return silent('visits-name-nobody');
    const seeing = clinicianNow(history, opening);
    const most = usualClinician(seen.counted, namedClinician(history, asOf));
    // Nobody is sent back to whom they left.
    const left = most !== undefined && hasLeft(most.clinician, history, opening);
    const usual = left ? undefined : most;
    const known = [seeing, usual?.clinician].filter((key) => key !== undefined);
    const booked = history.bookings.filter((one) => mayBeWithOneOf(known, one, history, asOf));
    const soon = booked.filter((one) => one.state === 'restricted' || (one.day ?? asOf) <= asOf + thresholds.days);
    if (soon.length > 0) return whyBookedSoon(soon, known, thresholds.days);
    // Only someone well known is worth seeing again.
    const wellKnown = [seeing, usual?.established ? usual.clinician : undefined].filter((key) => key !== undefined);
    const leaving = wellKnown.map((key) => whyNotStaying(key, history, asOf, thresholds));
    const [first, second] = new Set(wellKnown.filter((_, i) => leaving[i] === undefined));
    if (first === undefined) {
      const gone = leaving.filter((one) => one !== undefined);
      return furthest([...gone, ...(left ? [silent('left-the-clinician')] : [])], silences) ?? silent('nobody-known');
    }
    return {
      code: 'next-contact',
      facts: {
        clinician: toNamedClinician(history, first),
        you: isUser(opening, first),
        ...(second !== undefined && { usual: toNamedClinician(history, second) }),
        days: thresholds.days,
        ...(booked.length > 0 && { bookedLater: true }),
      },
      // The reason's own evidence would name it.
      counted: seen.counted.map(({ reference }) => reference),
      notCounted: seen.notCounted,
      span: { from: seen.counted[0]?.day ?? asOf, to: seen.counted.at(-1)?.day ?? asOf },
      number: seen.counted.length,
      unit: 'visits',
      changeKey: `${finding.code} ${finding.changeKey}`,
    };
  },
});

/** The most important reason. A gap is none in a care home, where staff arrange visits. */
function reasonIn(found: readonly Finding[], { person }: History): Finding | Silent {
  const all = reasons.flatMap((code) => found.filter((one) => one.code === code));
  const [first] = all.filter(({ code }) => code !== 'gone-quiet' || !person.careHome);
  return first ?? silent(all.length === 0 ? 'nothing-noticed' : 'care-home');
}

/** A task that an earlier card suggested is still open. */
function hasOpenTask({ followUps }: History): boolean {
  return followUps.some(({ detection, state }) => detection === 'next-contact' && state === 'open');
}

/** Who is seeing the person; where the visit does not record it, the user. */
function clinicianNow({ clinicians }: History, { visit, user }: Opening): ClinicianKey | undefined {
  if (visit?.clinician !== undefined) return visit.clinician;
  if (user.kind !== 'clinician' || profession(clinicians.get(user.clinician)) === 'not-clinical') return undefined;
  return user.clinician;
}

/** Why someone has left, is recorded as leaving within `days`, or may not be named. */
function whyNotStaying(key: ClinicianKey, history: History, asOf: Day, thresholds: Thresholds): Silent | undefined {
  const clinician = history.clinicians.get(key);
  if (worksHere(clinician, asOf) === false) return silent('clinician-not-at-work');
  const end = plannedEnd(clinician, asOf);
  const isNear = end !== undefined && end.day <= asOf + thresholds.days;
  if (isNear && (wasTrainee(clinician, asOf) || !whyNoRealEnd(end, clinician, history, asOf, thresholds)))
    return silent('leaves-near-then');
  return clinician?.notNamed ? silent('named-by-nothing') : undefined;
}
