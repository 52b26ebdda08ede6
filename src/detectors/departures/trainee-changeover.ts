import { z } from 'zod';
import { cliniciansIn } from '../../history/by-clinician.ts';
import { type Day, type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { isSeenAfter } from '../../history/departure.ts';
import { doubtfulSince, mayHaveSeenOften } from '../../history/doubtful.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import { hasBegunNote } from '../../history/note-left.ts';
import type { Opening } from '../../history/opening.ts';
import { usualClinician } from '../../history/usual-clinician.ts';
import { countVisits, type Visits, visits, visitsWith } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { type Changeover, changeoverNear, noChangeover } from './changeover.ts';
import { massDepartureSettings } from './mass-departure.ts';

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
  /** Weeks from today to `ends`, or since `ends` when passed; to the nearest. */
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
const silences = [
  'no-visits',
  ...noChangeover,
  'seen-since',
  'many-leave-together',
  'too-few-visits',
  'share-too-small',
  'visits-name-nobody',
  'not-usual-clinician',
  'taken-over',
] as const;
type Silent = Silence<(typeof silences)[number]>;
type Found = Finding<'trainee-changeover', TraineeChangeover>;

/** A4: the person's usual clinician is a trainee whose post ends, or has just ended. */
export const traineeChangeover = detector({
  code: 'trainee-changeover',
  mark: 'A4',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 6,
  settings,
  silences,
  detect(history, opening, thresholds): Found | Silent {
    const others: Silent[] = [];
    for (const key of cliniciansIn(history.contacts)) {
      const found = changeoverFor(key, history, opening, thresholds);
      if (!isSilent(found)) return found;
      others.push(found);
    }
    return furthest(others, silences) ?? silent('no-visits');
  },
});

function changeoverFor(key: ClinicianKey, history: History, opening: Opening, thresholds: Thresholds): Found | Silent {
  const { asOf, now } = opening;
  const { minVisits, minShare, newUsualVisits } = thresholds;
  const change = changeoverNear(history.clinicians.get(key), asOf, thresholds);
  if (isSilent(change)) return change;
  const noChange = whyNoChange(key, change, history, asOf, thresholds);
  if (noChange !== undefined) return noChange;
  const before = lookBack(Math.min(asOf, change.day), thresholds.months);
  const own = visitsWith(key, history, before, now, 'gp').length;
  if (own < minVisits) return silent('too-few-visits', { visits: own, needs: minVisits });
  const of = countVisits(history, before, now, 'gp');
  if (own < minShare * of) return silent('share-too-small', { share: own / of, needs: minShare });
  const seen = visits(history, { from: before.from, to: asOf + 1 }, now, 'gp');
  if (!seen.attributable) return silent('visits-name-nobody');
  const until = seen.counted.filter(({ day }) => day <= change.day);
  if (usualClinician(until)?.clinician !== key) return silent('not-usual-clinician', { visits: own, of });
  const later = seen.counted.filter(({ day }) => day > change.day);
  const doubtful = change.day < asOf ? doubtfulSince(history, change.day, opening) : [];
  return mayHaveSeenOften(later, doubtful, newUsualVisits, { ...history, left: key })
    ? silent('taken-over', { needs: newUsualVisits })
    : toFinding(key, change, seen, history, opening);
}

/** The trainee was active here after a past or merely usual changeover day, or many people's roles end on it. */
function whyNoChange(
  key: ClinicianKey,
  { day, recorded }: Changeover,
  history: History,
  asOf: Day,
  { batchPersons: persons, batchShare: share }: Thresholds,
): Silence<'seen-since' | 'many-leave-together'> | undefined {
  const uncertain = day < asOf || !recorded;
  if (uncertain && isSeenAfter(day, key, history, asOf)) return silent('seen-since');
  return isMassDeparture(history, day, { persons, share }, ['trainee']) ? silent('many-leave-together') : undefined;
}

function toFinding(
  key: ClinicianKey,
  { day, recorded, role }: Changeover,
  seen: Visits,
  history: History,
  opening: Opening,
): Found {
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
      weeks: Math.round(Math.abs(day - opening.asOf) / 7),
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
