import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import type { Referral } from '../../history/history.ts';
import type { Thresholds } from './settings.ts';
import type { History } from './symptom-entries.ts';
import { namesSyndrome, physicalSymptoms } from './symptoms.ts';

const needFreshLook = [
  'red-flag',
  'alarm-symptom',
  'cancer-pathway',
  'symptom-is-changing',
  'autoimmune-or-rare',
  'easily-missed',
  'viral-illness',
  'only-suspected',
];
/** Symptoms of this set cannot be distinguished from one another. */
const other = 'symptom-other';

/**
 * Whether every referral about to be signed repeats an earlier one for known symptoms, as far as its reasons show. False for
 * no referral, a first or urgent one, and one for a new symptom or another problem.
 */
export function areRepeatReferrals(
  signing: readonly Referral[],
  { referrals }: History,
  known: readonly string[],
  asOf: Day,
  { years }: Thresholds,
): boolean {
  const own = new Set(signing.map(({ reference }) => reference));
  const { from } = lastMonths(asOf, 12 * years);
  const earlier = referrals.filter(isDated).filter(({ reference, day }) => !own.has(reference) && day >= from);
  return signing.length > 0 && earlier.length > 0 && signing.every((one) => isForKnownSymptoms(one, known));
}

function isForKnownSymptoms({ urgent, groups, reasons }: Referral, known: readonly string[]): boolean {
  if (urgent || groups.some((group) => needFreshLook.includes(group))) return false;
  if (!physicalSymptoms(groups).every((name) => name !== other && known.includes(name))) return false;
  // A single other or unreadable reason makes it a different referral.
  return reasons.every((reason) => physicalSymptoms(reason).length > 0 || namesSyndrome(reason));
}
