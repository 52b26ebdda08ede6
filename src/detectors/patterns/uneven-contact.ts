import { z } from 'zod';
import { type DateRange, isInRange, itemsIn } from '../../history/calendar.ts';
import { possibleCustody } from '../../history/custody.ts';
import { daysInRanges, mergeRanges } from '../../history/date-ranges.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { conditions as relapsing } from '../signature/conditions.ts';
import { relapsesOf } from '../signature/relapses.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { abruptEnding } from './abrupt-ending.ts';
import { contactDays, daysOfOneReason } from './contact-days.ts';
import { wasPregnant } from './explained.ts';
import { busyQuarters, notUneven, type Quarter, quartersOf } from './quarters.ts';

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
const otherwise = ['temporary-registration', 'episodic-illness', 'pregnancy', 'custody'] as const;
const silences = [...notUneven, 'follows-illness', 'no-abrupt-ending', ...otherwise, 'safeguarding'] as const;
type Result = Finding<'uneven-contact', UnevenContact> | Silence<(typeof silences)[number]>;

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
  silences,
  detect(history, opening, thresholds): Result {
    const range = { from: opening.asOf - thresholds.quarters * thresholds.quarterDays, to: opening.asOf };
    const days = itemsIn(contactDays(history, opening), range);
    const high = busyQuarters(quartersOf(days, range, thresholds), history, opening, thresholds);
    if (isSilent(high)) return high;
    const illness = whyIllness(high, history, opening, thresholds);
    if (illness !== undefined) return illness;
    const ending = abruptEnding(days, range, history, thresholds);
    if (ending === undefined) return silent('no-abrupt-ending');
    const reason = whyOtherwise(history, range, opening);
    if (reason !== undefined) return reason;
    if (history.safeguarding.length > 0) return silent('safeguarding');
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
function whyOtherwise(
  { conditions, contacts, registration }: History,
  range: DateRange,
  { asOf }: Opening,
): Silence<(typeof otherwise)[number]> | undefined {
  if (registration.temporary) return silent('temporary-registration');
  if (conditions.some(({ active, groups }) => active && groups.some((group) => episodic.includes(group))))
    return silent('episodic-illness');
  if (wasPregnant({ conditions, contacts }, range)) return silent('pregnancy');
  return daysInRanges(mergeRanges(possibleCustody(contacts, asOf)), range) > 0 ? silent('custody') : undefined;
}

/** Too many of the quarters with many hold a relapse, or one reason for a third of their days. */
function whyIllness(
  high: readonly Quarter[],
  history: History,
  { asOf }: Opening,
  { reasonShare, maxExplained }: Thresholds,
): Silence<'follows-illness'> | undefined {
  const relapses = Object.values(relapsing).flatMap((row) => relapsesOf(history, row, asOf));
  const isExplained = ({ range, days }: Quarter) =>
    relapses.some(({ day }) => isInRange(day, range)) || daysOfOneReason(days, reasonShare) !== undefined;
  const quarters = high.filter(isExplained).length;
  return quarters > maxExplained ? silent('follows-illness', { quarters, most: maxExplained }) : undefined;
}
