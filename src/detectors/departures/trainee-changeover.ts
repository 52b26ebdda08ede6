import { z } from 'zod';
import { cliniciansIn } from '../../history/by-clinician.ts';
import { type DateRange, type Day, type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { isSeenAfter } from '../../history/departure.ts';
import { doubtfulSince, mayHaveSeenOften } from '../../history/doubtful.ts';
import { isHeldOrAhead, rolesHere } from '../../history/employment.ts';
import type { Clinician, ClinicianKey, Role } from '../../history/history.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import { hasBegunNote } from '../../history/note-left.ts';
import type { Opening } from '../../history/opening.ts';
import { usualClinician } from '../../history/usual-clinician.ts';
import { countVisits, type Visit, type Visits, visits, visitsWith } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { type Changeover, changeoverOf } from './changeover.ts';
import { massDepartureSettings } from './mass-departure.ts';
import { traineeRole } from './trainee.ts';

/** `visits` of the person's last `of` GP visits were with the trainee. */
export type TraineeChangeover = {
  readonly clinician: NamedClinician;
  readonly you: boolean;
  readonly ends: IsoDate;
  /** The end is recorded; otherwise `ends` is the usual changeover day. */
  readonly recorded: boolean;
  /** `ends` is before today. */
  readonly passed: boolean;
  readonly visits: number;
  readonly of: number;
  /** Whole weeks from today to `ends`, or since `ends` when passed. */
  readonly weeks: number;
  /** The trainee has begun a note for whoever comes next. */
  readonly noteBegun: boolean;
};

const settings = massDepartureSettings.extend({
  daysAhead: z.int().min(1).default(84).describe('Days before the changeover from which it is reported'),
  daysAfter: z.int().min(0).default(90).describe('Days after the changeover until which it is reported'),
  months: z.int().min(1).default(6).describe('Months in which the visits are counted'),
  minVisits: z.int().min(1).default(3).describe('Least visits with the trainee'),
  minShare: z.number().min(0).max(1).default(0.5).describe('Least share of the GP visits'),
  newUsualVisits: z
    .int()
    .min(1)
    .default(2)
    .describe('Visits with one other since the changeover that make a new usual GP'),
  minRoleMonths: z
    .int()
    .min(0)
    .default(5)
    .describe('Months from the start of a role without an end to a changeover by calendar'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['contacts', 'roles', 'clinicians'],
  uses: ['bookings', 'activity', 'registration', 'handoverNotes'],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'trainee-changeover', TraineeChangeover>;

/** A4: the person's usual clinician is a trainee whose post ends, or has just ended. */
export const traineeChangeover = detector({
  code: 'trainee-changeover',
  mark: 'A4',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 6,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const { asOf, now } = opening;
    for (const key of cliniciansIn(history.contacts)) {
      const change = changeOf(history.clinicians.get(key), asOf, thresholds);
      if (change === undefined || isNoChange(key, change, history, asOf, thresholds)) continue;
      const before = lookBack(Math.min(asOf, change.day), thresholds.months);
      if (!isOften(key, before, history, now, thresholds)) continue;
      const seen = visits(history, { from: before.from, to: asOf + 1 }, now, 'gp');
      const until = seen.counted.filter(({ day }) => day <= change.day);
      const later = seen.counted.filter(({ day }) => day > change.day);
      const doubtful = change.day < asOf ? doubtfulSince(history, change.day, opening) : [];
      const by = { ...history, left: key };
      if (!seen.attributable || !isUsual(key, until, thresholds)) continue;
      if (!mayHaveSeenOften(later, doubtful, thresholds.newUsualVisits, by))
        return toFinding(key, change, seen, history, opening);
    }
    return undefined;
  },
});

/** A changeover close to `asOf`, unless the trainee stays on in another role. */
function changeOf(
  clinician: Clinician | undefined,
  asOf: Day,
  thresholds: Thresholds,
): (Changeover & { role: Role }) | undefined {
  const role = traineeRole(clinician, asOf);
  if (role === undefined) return undefined;
  const { daysAhead: ahead, daysAfter: past, minRoleMonths: minMonths } = thresholds;
  const change = changeoverOf(role, asOf, { ahead, past, minMonths });
  if (change === undefined || change.day > asOf + ahead || change.day < asOf - past) return undefined;
  const staysOn = (rolesHere(clinician) ?? []).some(
    (other) => other !== role && isHeldOrAhead(other, asOf) && (other.end ?? Infinity) > change.day,
  );
  return staysOn ? undefined : { ...change, role };
}

/** The trainee was active here after a past or merely usual changeover day, or many people's roles end on it. */
function isNoChange(
  key: ClinicianKey,
  { day, recorded }: Changeover,
  history: History,
  asOf: Day,
  { batchPersons: persons, batchShare: share }: Thresholds,
): boolean {
  const uncertain = day < asOf || !recorded;
  return (
    (uncertain && isSeenAfter(day, key, history, asOf)) ||
    isMassDeparture(history, day, { persons, share }, ['trainee'])
  );
}

/** Seen often enough to be the usual clinician. */
function isOften(key: ClinicianKey, range: DateRange, history: History, now: number, thresholds: Thresholds): boolean {
  const own = visitsWith(key, history, range, now, 'gp').length;
  return own >= thresholds.minVisits && own >= thresholds.minShare * countVisits(history, range, now, 'gp');
}

function isUsual(key: ClinicianKey, counted: readonly Visit[], { minVisits, minShare }: Thresholds): boolean {
  const usual = usualClinician(counted);
  return usual?.clinician === key && usual.visits.length >= minVisits && usual.share >= minShare;
}

function toFinding(
  key: ClinicianKey,
  { day, recorded, role }: Changeover & { role: Role },
  seen: Visits,
  history: History,
  opening: Opening,
): Result {
  const own = seen.counted.filter(({ clinician }) => clinician === key);
  return {
    code: 'trainee-changeover',
    facts: {
      clinician: toNamedClinician(history, key),
      you: isUser(opening, key),
      ends: isoDay(day),
      recorded,
      passed: day < opening.asOf,
      visits: own.length,
      of: seen.counted.length,
      weeks: Math.floor(Math.abs(day - opening.asOf) / 7),
      noteBegun: hasBegunNote(history, key),
    },
    counted: [...seen.counted, role].map(({ reference }) => reference),
    notCounted: seen.notCounted,
    span: { from: seen.counted[0]?.day ?? day, to: seen.counted.at(-1)?.day ?? day },
    number: seen.counted.length,
    unit: 'visits',
    changeKey: `${key} ${isoDay(day)}`,
  };
}
