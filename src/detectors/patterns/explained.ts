import { type DateRange, type Day, isInRange } from '../../history/calendar.ts';
import { didHappen, silencingGroups } from '../../history/contact.ts';
import type { Condition, Contact } from '../../history/history.ts';
import { hospitalStays, restrictedStays, type Stay } from '../../history/hospital-stays.ts';
import type { SeenBy } from '../detector.ts';
import { lifeChanging } from '../engagement/emergency-first.ts';
import { type Silence, silent } from '../silence.ts';
import { hasRedFlag, type RedFlagLimits } from '../symptoms/red-flags.ts';
import { silencingEntries, symptomParts } from '../symptoms/symptom-entries.ts';

export const explainedParts = {
  needs: [...symptomParts.needs, 'safeguarding', 'clinicians'],
  uses: symptomParts.uses,
} as const;
type History = SeenBy<typeof explainedParts>;

const treatments = ['dialysis', 'chemotherapy', 'dressing'];
const ofPregnancy = ['antenatal', 'postnatal'];

/** Reasons that explain many contacts. */
export const explanations = [
  'cancer',
  'new-diagnosis',
  'pregnancy',
  'course-of-treatment',
  'night-in-hospital',
  'urgent-referral',
  'red-flag',
] as const;

/** What explains many contacts in a time, or must come before anything said of their number. */
export function whyExplained(
  history: History,
  window: DateRange,
  asOf: Day,
  limits: RedFlagLimits & { readonly diagnosisDays: number },
): Silence<(typeof explanations)[number]> | undefined {
  const { contacts, conditions, referrals } = history;
  if (conditions.some((one) => one.active && one.groups.includes('cancer'))) return silent('cancer');
  if (conditions.some((one) => isNewDiagnosis(one, asOf, limits.diagnosisDays)))
    return silent('new-diagnosis', { most: limits.diagnosisDays });
  if (wasPregnant(history, window)) return silent('pregnancy');
  if (contacts.some((one) => isSeriesIn(one, treatments, window))) return silent('course-of-treatment');
  const stays = [...hospitalStays(contacts, asOf), ...restrictedStays(contacts, asOf)];
  if (stays.some((stay) => isNightIn(stay, window))) return silent('night-in-hospital');
  if (referrals.some(({ urgent, open }) => urgent && open)) return silent('urgent-referral');
  return hasRedFlag(history, silencingEntries(history), asOf, limits) ? silent('red-flag') : undefined;
}

/** A pregnancy that was there in this time, by a problem, a reason or a planned series. */
export function wasPregnant(
  { conditions, contacts }: Pick<History, 'conditions' | 'contacts'>,
  range: DateRange,
): boolean {
  const isIn = (day: Day | undefined) => day !== undefined && isInRange(day, range);
  return (
    conditions.some(
      ({ groups, active, onset, recorded, ended }) =>
        groups.includes('pregnancy') && (active || [onset, recorded, ended].some(isIn)),
    ) ||
    contacts.some(
      (one) => isSeriesIn(one, ofPregnancy, range) || (isIn(one.day) && silencingGroups(one).includes('pregnancy')),
    )
  );
}

function isNewDiagnosis({ groups, onset, recorded }: Condition, asOf: Day, days: number): boolean {
  const isRecent = [onset, recorded].some((day) => day !== undefined && asOf - day <= days);
  return isRecent && groups.some((group) => lifeChanging.includes(group));
}

function isSeriesIn(contact: Contact, series: readonly string[], range: DateRange): boolean {
  const { day } = contact;
  return day !== undefined && isInRange(day, range) && didHappen(contact) && series.includes(contact.series ?? '');
}

function isNightIn({ first, last }: Stay, { from, to }: DateRange): boolean {
  return last > first && last >= from && first < to;
}
