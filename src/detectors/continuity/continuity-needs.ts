import { z } from 'zod';
import type { Day } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import type { Condition, RelationalHistory } from '../../history/history.ts';
import { longTermConditions } from '../../history/long-term-conditions.ts';
import { hasReachedAge } from '../../history/person.ts';
import type { Finding } from '../detector.ts';

/** Reasons for which a steady relationship seems to matter most. */
export type ContinuityNeed = 'conditions' | 'age' | 'dementia' | 'smi' | 'palliative' | 'pregnancy' | 'symptoms';

/** Thresholds of the reasons for which continuity matters most. */
export const needSettings = z.object({
  minConditions: z
    .int()
    .min(1)
    .default(3)
    .describe('Different long-term conditions from which continuity matters most'),
  minAge: z.int().min(0).default(75).describe('Age in years from which continuity matters most'),
  bookingDays: z
    .int()
    .min(0)
    .default(84)
    .describe('Days from the record of a pregnancy within which it is a reason: the time of booking'),
  postnatalDays: z.int().min(0).default(56).describe('Days from a postnatal visit within which it is a reason'),
});

const longTerm: ReadonlySet<string> = new Set(longTermConditions);
const marked = [
  { reason: 'dementia', groups: ['dementia'] },
  { reason: 'smi', groups: ['serious-mental-illness', 'schizophrenia', 'bipolar'] },
  { reason: 'palliative', groups: ['palliative-care'] },
] as const;

/** Why continuity matters to this person, and the resources that show it. */
export interface ContinuityNeeds {
  readonly reasons: readonly ContinuityNeed[];
  /** Number of long-term conditions, if enough to be a reason. */
  readonly conditions: number | undefined;
  readonly restsOn: readonly string[];
}

type History = Pick<RelationalHistory, 'person' | 'contacts'> & Partial<Pick<RelationalHistory, 'conditions'>>;

/** The reasons on a day; `found` are the findings of the same opening. */
export function needsOf(
  history: History,
  asOf: Day,
  thresholds: z.output<typeof needSettings>,
  found: readonly Finding[],
): ContinuityNeeds {
  const known = (history.conditions ?? []).filter(isSurelyActive);
  const reasons: ContinuityNeed[] = [];
  const restsOn = new Set<string>();
  const note = (reason: (typeof reasons)[number], resources: readonly string[]) => {
    reasons.push(reason);
    for (const reference of resources) restsOn.add(reference);
  };
  const conditions = known.filter(({ groups }) => groups.some((group) => longTerm.has(group)));
  const count = new Set(conditions.flatMap(({ groups }) => groups.filter((group) => longTerm.has(group)))).size;
  const enough = count >= thresholds.minConditions;
  if (enough) note('conditions', references(conditions));
  if (hasReachedAge(history.person.bornBy, thresholds.minAge, asOf, false)) note('age', [history.person.reference]);
  for (const { reason, groups } of marked) {
    const found = known.filter((condition) => condition.groups.some((group) => groups.some((one) => one === group)));
    if (found.length > 0) note(reason, references(found));
  }
  const booking = known.filter((one) => isBooking(one, asOf, thresholds.bookingDays));
  if (booking.length > 0 || hadPostnatal(history, asOf, thresholds.postnatalDays))
    note('pregnancy', references(booking));
  for (const { code, counted } of found) if (code === 'persistent-symptoms') note('symptoms', counted);
  return { reasons, conditions: enough ? count : undefined, restsOn: [...restsOn] };
}

function isBooking({ groups, recorded }: Condition, asOf: Day, days: number): boolean {
  return groups.includes('pregnancy') && recorded !== undefined && asOf - recorded <= days;
}

function hadPostnatal({ contacts }: History, asOf: Day, days: number): boolean {
  return contacts.some((one) => {
    const { series, day } = one;
    return series === 'postnatal' && day !== undefined && day <= asOf && asOf - day <= days && isIndividualVisit(one);
  });
}

function references(conditions: readonly Condition[]): string[] {
  return conditions.map(({ reference }) => reference);
}
