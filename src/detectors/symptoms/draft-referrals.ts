import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import type { Referral } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
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

/** Reasons why a referral about to be signed is no repeat. */
export const noRepeat = [
  'no-referral-signed',
  'first-referral',
  'urgent-referral-signed',
  'referral-for-something-else',
] as const;

/**
 * Why the referrals about to be signed do not all repeat an earlier one for known symptoms, as far as their reasons show:
 * there is none, it is a first or an urgent one, or one for a new symptom or another problem.
 */
export function whyNoRepeat(
  signing: readonly Referral[],
  { referrals }: History,
  known: readonly string[],
  asOf: Day,
  { years }: Thresholds,
): Silence<(typeof noRepeat)[number]> | undefined {
  if (signing.length === 0) return silent('no-referral-signed');
  const own = new Set(signing.map(({ reference }) => reference));
  const { from } = lastMonths(asOf, 12 * years);
  const earlier = referrals.filter(isDated).filter(({ reference, day }) => !own.has(reference) && day >= from);
  if (earlier.length === 0) return silent('first-referral', { years });
  if (signing.some(({ urgent }) => urgent)) return silent('urgent-referral-signed');
  return signing.every((one) => isForKnownSymptoms(one, known)) ? undefined : silent('referral-for-something-else');
}

function isForKnownSymptoms({ groups, reasons }: Referral, known: readonly string[]): boolean {
  if (groups.some((group) => needFreshLook.includes(group))) return false;
  if (!physicalSymptoms(groups).every((name) => name !== other && known.includes(name))) return false;
  // A single other or unreadable reason makes it a different referral.
  return reasons.every((reason) => physicalSymptoms(reason).length > 0 || namesSyndrome(reason));
}
