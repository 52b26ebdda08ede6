import { z } from 'zod';
import { type DateRange, isInRange, itemsIn } from '../../history/calendar.ts';
import { type Contact, isRestricted, isUndated } from '../../history/contact.ts';
import { possibleCustody } from '../../history/custody.ts';
import { daysInRanges, mergeRanges } from '../../history/date-ranges.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { conditions as relapsing } from '../signature/conditions.ts';
import { relapsesOf } from '../signature/relapses.ts';
import { dispersionProbability } from '../statistics.ts';
import { abruptEnding } from './abrupt-ending.ts';
import { type ContactDay, contactDays, daysElsewhere, hasOneReason } from './contact-days.ts';
import { wasPregnant } from './explained.ts';

/** Quarters with `visits` (to `upTo`) contact days beside quarters with none. */
export type UnevenContact = { readonly visits: number; readonly upTo?: number };

/** Illnesses that come in episodes: what is uneven is then the illness. */
const episodic = [
  'asthma',
  'copd',
  'heart-failure',
  'migraine',
  'epilepsy',
  'inflammatory-bowel-disease',
  'syndrome-irritable-bowel',
  'gout',
  'multiple-sclerosis',
];

/** Days of the coarsest date that is a date. */
const coarsest = 366;

const settings = z.object({
  quarters: z.int().min(2).default(8).describe('Quarters up to the opening'),
  quarterDays: z.int().min(28).default(91).describe('Days of a quarter'),
  maxP: z.number().min(0).max(1).default(0.001).describe('Greatest probability that so uneven counts are chance'),
  minMean: z.number().min(0).default(1.25).describe('Least mean of contact days in a quarter'),
  minEmpty: z.int().min(1).default(2).describe('Least quarters without any'),
  minHigh: z.int().min(1).default(2).describe('Least quarters with many'),
  highTimes: z.number().min(1).default(2).describe('Times the mean from which a quarter has many'),
  burstDays: z.int().min(1).default(14).describe('Days in which contact days are a burst'),
  minBurst: z.int().min(2).default(3).describe('Least contact days of a burst'),
  missedWithin: z.int().min(1).default(14).describe('Days after a burst within which a missed appointment ends it'),
  reasonShare: z
    .number()
    .min(0)
    .max(1)
    .default(1 / 3)
    .describe('Share of a quarter’s days that one reason explains'),
  maxExplained: z.int().min(0).default(1).describe('Most quarters with many that an illness may explain'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'bookings', 'conditions', 'clinicians', 'safeguarding', 'registration'],
  uses: ['observations', 'medicines'],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'uneven-contact', UnevenContact>;

/** One quarter and the contact days in it. */
interface Quarter {
  readonly range: DateRange;
  readonly days: readonly ContactDay[];
}

/** F3: quarters with many contacts beside quarters with none, and an abrupt ending. */
export const unevenContact = detector({
  code: 'uneven-contact',
  mark: 'F3',
  version: 1,
  audience: { children: false, careHomes: false, hospices: false, anyStaff: false },
  offByDefault: true,
  ...parts,
  lookBackMonths: 24,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const range = { from: opening.asOf - thresholds.quarters * thresholds.quarterDays, to: opening.asOf };
    if (history.safeguarding.length > 0 || isOtherwise(history, range, opening)) return undefined;
    const days = itemsIn(contactDays(history, opening), range);
    const quarters = quartersOf(days, range, thresholds);
    const isEmpty = emptiness(history, opening);
    const high = quartersWithMany(quarters, isEmpty, thresholds);
    if (high === undefined || followIllness(high, history, opening, thresholds)) return undefined;
    const ending = abruptEnding(days, range, history, thresholds);
    if (ending === undefined) return undefined;
    const counts = high.map((quarter) => quarter.days.length);
    const [fewest, most] = [least(counts), greatest(counts)];
    const counted = days.flatMap(({ contacts }) => contacts);
    return {
      code: 'uneven-contact',
      facts: { visits: fewest, ...(most > fewest && { upTo: most }) },
      counted: [...new Set([...counted.map(({ reference }) => reference), ending])],
      notCounted: [],
      span: { from: counted[0]?.day ?? range.from, to: counted.at(-1)?.day ?? opening.asOf },
      number: counted.length,
      unit: 'visits',
      changeKey: history.person.reference,
    };
  },
});

/** Something else explains it, or the person could not come as they would. */
function isOtherwise(history: History, range: DateRange, { asOf }: Opening): boolean {
  const { conditions, contacts, registration } = history;
  return (
    registration.temporary ||
    conditions.some(({ active, groups }) => active && groups.some((group) => episodic.includes(group))) ||
    wasPregnant(history, range) ||
    daysInRanges(mergeRanges(possibleCustody(contacts, asOf)), range) > 0
  );
}

function quartersOf(days: readonly ContactDay[], { from }: DateRange, thresholds: Thresholds): readonly Quarter[] {
  return Array.from({ length: thresholds.quarters }, (_, i) => {
    const start = from + i * thresholds.quarterDays;
    const range = { from: start, to: start + thresholds.quarterDays };
    return { range, days: itemsIn(days, range) };
  });
}

/**
 * Whether a quarter surely was without any contact: no restricted contact, and none without an exact day, may have been in it,
 * and the person was not in hospital or custody for half of it.
 */
function emptiness(history: History, opening: Opening): (quarter: Quarter) => boolean {
  const hidden = history.contacts.filter((one) => one.here && (isRestricted(one) || isUndated(one)));
  const away = daysElsewhere(history, opening);
  return ({ range, days }) =>
    days.length === 0 &&
    2 * daysInRanges(away, range) < range.to - range.from &&
    !hidden.some((one) => mayBeIn(one, range));
}

/** Of a contact without an exact day only the last one possible is known; a year is as coarse as it gets. */
function mayBeIn({ day, latest }: Contact, range: DateRange): boolean {
  if (day !== undefined) return isInRange(day, range);
  return latest === undefined || (latest >= range.from && latest - coarsest < range.to);
}

/** The quarters with many, where counts are as uneven as that; otherwise undefined. */
function quartersWithMany(
  quarters: readonly Quarter[],
  isEmpty: (quarter: Quarter) => boolean,
  thresholds: Thresholds,
): readonly Quarter[] | undefined {
  const { minMean, minEmpty, minHigh, highTimes, maxP } = thresholds;
  const counts = quarters.map(({ days }) => days.length);
  const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  const high = quarters.filter(({ days }) => days.length >= highTimes * mean);
  const isUneven = mean >= minMean && quarters.filter(isEmpty).length >= minEmpty && high.length >= minHigh;
  return isUneven && dispersionProbability(counts) <= maxP ? high : undefined;
}

/** Too many of the quarters with many hold a relapse, or one reason for a third of their days. */
function followIllness(
  high: readonly Quarter[],
  history: History,
  { asOf }: Opening,
  { reasonShare, maxExplained }: Thresholds,
): boolean {
  const relapses = Object.values(relapsing).flatMap((row) => relapsesOf(history, row, asOf));
  const isExplained = ({ range, days }: Quarter) =>
    relapses.some(({ day }) => isInRange(day, range)) || hasOneReason(days, reasonShare);
  return high.filter(isExplained).length > maxExplained;
}
