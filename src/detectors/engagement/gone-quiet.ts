import { z } from 'zod';
import { type DateRange, type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { isConsultation, isIndividualVisit } from '../../history/contact.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Opening } from '../../history/opening.ts';
import { type CameAfter, cameAfter, cameAfterSettings, departure } from '../came-after.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { gapProbability } from '../statistics.ts';
import { type OverdueFacts, overdueItem } from './overdue-item.ts';
import { gapStarts, type SilenceGap, silenceGap } from './silence-gap.ts';

/** The gap before this opening (or today's visit), compared with the person's own rhythm. */
export type GoneQuiet = {
  readonly lastSeen: IsoDate;
  readonly gapDays: number;
  /** The gap in full months. */
  readonly gapMonths: number;
  /** Mean days between earlier visits. */
  readonly usualGapDays: number;
  /** Visits from which the rhythm comes, and the full years that they span. */
  readonly visits: number;
  readonly years: number;
  /** The person is here now: a visit is under way. */
  readonly here: boolean;
  /** The usual clinician had left before. */
  readonly after?: CameAfter;
} & OverdueFacts;

const settings = cameAfterSettings.extend({
  rhythmMonths: z.int().min(1).default(36).describe('Months before the last contact that make up the own rhythm'),
  minVisits: z.int().min(1).default(6).describe('Least visits in them'),
  minGapDays: z.int().min(1).default(180).describe('Least days of silence'),
  freshDays: z
    .int()
    .min(0)
    .default(30)
    .describe('Days within which something of the person must be recorded, where the practice’s work can’t be read'),
  perYear: z
    .number()
    .positive()
    .max(1)
    .default(0.05)
    .describe('How often a year chance alone may make a gap that is noticed'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'safeguarding'],
  uses: [
    'registration',
    'medicines',
    'invitations',
    'bookings',
    'procedures',
    'plans',
    'conditions',
    'practiceWeeks',
    'clinicians',
  ],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'gone-quiet', GoneQuiet>;

const daysAYear = 365.25;
const daysAMonth = daysAYear / 12;
const pregnancyDays = 280;

/** D4: no contact for much longer than the person's own rhythm explains. */
export const goneQuiet = detector({
  code: 'gone-quiet',
  mark: 'D4',
  version: 1,
  audience: { children: false, careHomes: false, hospices: false, anyStaff: false },
  supersededBy: { codes: ['quiet-pattern'], sameClinician: false },
  ...parts,
  restsOn: [departure],
  lookBackMonths: 36,
  settings,
  detect(history, opening, thresholds, others): Result | undefined {
    // Asking why they stayed away may harm someone who hides from a violent partner.
    if (history.safeguarding.length > 0) return undefined;
    const observed = observableFrom(history) ?? opening.asOf;
    const found = silenceGap(history.contacts, opening, observed, pregnancies(history), thresholds);
    if (found === undefined || !isUnusual(found, thresholds)) return undefined;
    if (hasAttendedAppointment(history, found.last, opening)) return undefined;
    if (isGapInFeed(history, opening, thresholds)) return undefined;
    const due = overdueItem(history, { last: found.last, asOf: opening.asOf });
    if (due === undefined) return undefined;
    const { visits, days, from, last, lastSeen } = found;
    const events = { days: [last], ofKind: gapStarts(history.contacts, opening, thresholds) };
    const after = cameAfter(history, others, events, thresholds);
    const [first, latest] = [visits[0], visits.at(-1)];
    return {
      code: 'gone-quiet',
      facts: {
        lastSeen: isoDay(last),
        gapDays: opening.asOf - last,
        gapMonths: Math.floor((opening.asOf - last) / daysAMonth),
        usualGapDays: Math.round(days / visits.length),
        visits: visits.length,
        years: Math.max(1, Math.round((last - from) / daysAYear)),
        ...due.facts,
        here: isHere(history, opening),
        ...after.facts,
      },
      counted: [
        ...new Set([...[...visits, ...lastSeen].map(({ reference }) => reference), due.reference, ...after.references]),
      ],
      notCounted: [],
      span: { from: first?.day ?? last, to: latest?.day ?? last },
      number: visits.length,
      unit: 'visits',
      changeKey: lastSeen[0]?.reference ?? due.reference,
    };
  },
});

/** Chance alone gives such a gap less than `perYear` times a year, whatever the person's own rate. */
function isUnusual({ visits, days, gap }: SilenceGap, { minVisits, minGapDays, perYear }: Thresholds): boolean {
  if (visits.length < minVisits || gap < minGapDays || days <= 0) return false;
  return gapProbability(visits.length, days, gap) <= perYear / ((visits.length * daysAYear) / days);
}

/** An appointment during the gap was attended, though no encounter records it. */
function hasAttendedAppointment({ bookings = [] }: History, last: Day, { asOf }: Opening): boolean {
  return bookings.some(({ state, day }) => state === 'attended' && day !== undefined && day > last && day < asOf);
}

/** Nobody was seen here in the weeks of the gap; or, where that is unread, nothing recent is recorded for the person. */
function isGapInFeed({ practiceWeeks = [], person }: History, { asOf }: Opening, { freshDays }: Thresholds): boolean {
  if (practiceWeeks.length > 0) return practiceWeeks.every(({ seen }) => !seen);
  return person.lastRecorded === undefined || asOf - person.lastRecorded > freshDays;
}

/** Days of pregnancies: their visits are no measure of the time afterwards. */
function pregnancies({ contacts, conditions = [] }: History): DateRange[] {
  const recorded = conditions.filter(({ groups }) => groups.includes('pregnancy'));
  return [
    ...recorded.flatMap(({ onset, recorded: noted, ended }) => {
      const from = onset ?? noted;
      return from === undefined ? [] : [{ from, to: (ended ?? from + pregnancyDays) + 1 }];
    }),
    ...contacts
      .filter(isIndividualVisit)
      .flatMap(({ groups, day }) =>
        groups.includes('pregnancy') && day !== undefined ? [{ from: day, to: day + 1 }] : [],
      ),
  ];
}

function isHere({ contacts }: History, { asOf, visit }: Opening): boolean {
  const isInVisit = visit !== undefined && !visit.onlySilences;
  return isInVisit || contacts.some((one) => one.day === asOf && one.here && isConsultation(one));
}
