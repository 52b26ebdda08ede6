import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { isConsultation } from '../../history/contact.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Opening } from '../../history/opening.ts';
import { type CameAfter, cameAfter, cameAfterSettings, departure } from '../came-after.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { type OverdueFacts, overdueItem } from './overdue-item.ts';
import { pregnancies } from './pregnancies.ts';
import { daysAYear, gapStarts, hasRestrictedSince, noGap, silenceGap, usualGap, whyUsual } from './silence-gap.ts';

/** The gap before this opening (or today's visit), compared with the person's own rhythm. */
export type GoneQuiet = {
  readonly lastSeen: IsoDate;
  readonly gapDays: number;
  /** The gap in months, to the nearest. */
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
const silences = [
  ...noGap,
  ...usualGap,
  'nobody-seen-here',
  'nothing-recorded-lately',
  'appointment-attended',
  'nothing-due',
  'restricted-entry',
  'safeguarding',
] as const;
type Result = Finding<'gone-quiet', GoneQuiet> | Silence<(typeof silences)[number]>;

const daysAMonth = daysAYear / 12;

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
  silences,
  detect(history, opening, thresholds, others): Result {
    const observed = observableFrom(history) ?? opening.asOf;
    const found = silenceGap(history.contacts, opening, observed, pregnancies(history), thresholds);
    if (isSilent(found)) return found;
    const explained = whyUsual(found, thresholds) ?? whyGapInData(history, opening, thresholds);
    if (explained !== undefined) return explained;
    if (hasAttendedAppointment(history, found.last, opening)) return silent('appointment-attended');
    const due = overdueItem(history, { last: found.last, asOf: opening.asOf });
    if (due === undefined) return silent('nothing-due');
    if (hasRestrictedSince(history.contacts, found.last, opening.asOf)) return silent('restricted-entry');
    // Asking why they stayed away may harm someone who hides from a violent partner.
    if (history.safeguarding.length > 0) return silent('safeguarding');
    const { visits, days, from, last, lastSeen } = found;
    const events = { days: [last], ofKind: gapStarts(history.contacts, opening, thresholds) };
    const after = cameAfter(history, others, events, thresholds);
    const [first, latest] = [visits[0], visits.at(-1)];
    return {
      code: 'gone-quiet',
      facts: {
        lastSeen: isoDay(last),
        gapDays: opening.asOf - last,
        gapMonths: Math.round((opening.asOf - last) / daysAMonth),
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

/** An appointment during the gap was attended, though no encounter records it. */
function hasAttendedAppointment({ bookings = [] }: History, last: Day, { asOf }: Opening): boolean {
  return bookings.some(({ state, day }) => state === 'attended' && day !== undefined && day > last && day < asOf);
}

/** Nobody was seen here in the weeks of the gap; or, where that is unread, nothing recent is recorded for the person. */
function whyGapInData(
  { practiceWeeks = [], person }: History,
  { asOf }: Opening,
  { freshDays }: Thresholds,
): Silence<'nobody-seen-here' | 'nothing-recorded-lately'> | undefined {
  if (practiceWeeks.length > 0)
    return practiceWeeks.every(({ seen }) => !seen) ? silent('nobody-seen-here') : undefined;
  const isFresh = person.lastRecorded !== undefined && asOf - person.lastRecorded <= freshDays;
  return isFresh ? undefined : silent('nothing-recorded-lately', { withinDays: freshDays });
}

function isHere({ contacts }: History, { asOf, visit }: Opening): boolean {
  const isInVisit = visit !== undefined && !visit.onlySilences;
  return isInVisit || contacts.some((one) => one.day === asOf && one.here && isConsultation(one));
}
