import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import type { Referral } from '../../history/history.ts';
import type { Thresholds } from './settings.ts';
import type { History } from './symptom-entries.ts';
import { namesSyndrome, physicalSymptoms } from './symptoms.ts';

const freshLook = [
  'red-flag',
  'alarm-symptom',
  'cancer-pathway',
  'symptom-is-changing',
  'autoimmune-or-rare',
  'easily-missed',
  'viral-illness',
  'only-suspected',
];
/** What is in it can't be told from another symptom in it. */
const other = 'symptom-other';

/**
 * Whether every referral that is signed is a further one for symptoms that are known, as far as it says for what it is;
 * none, a first, an urgent one, one for a new symptom and one for something else are not.
 */
export function areFurther(
  signing: readonly Referral[],
  { referrals }: History,
  known: readonly string[],
  asOf: Day,
  { years }: Thresholds,
): boolean {
  const own = new Set(signing.map(({ reference }) => reference));
  const { from } = lastMonths(asOf, 12 * years);
  const earlier = referrals.filter(isDated).filter(({ reference, day }) => !own.has(reference) && day >= from);
  return signing.length > 0 && earlier.length > 0 && signing.every((one) => isForKnown(one, known));
}

function isForKnown({ urgent, groups, reasons }: Referral, known: readonly string[]): boolean {
  if (urgent || groups.some((group) => freshLook.includes(group))) return false;
  if (!physicalSymptoms(groups).every((name) => name !== other && known.includes(name))) return false;
  // One reason that is something else, or can't be read, is enough for a referral of its own.
  return reasons.every((reason) => physicalSymptoms(reason).length > 0 || namesSyndrome(reason));
}
