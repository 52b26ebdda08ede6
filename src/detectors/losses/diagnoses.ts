import type { Day } from '../../history/calendar.ts';
import type { Medicine, RelationalHistory } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
import { dayNoted, type FirstProblem, mentionsOf, problemsOf } from './entries.ts';

/** The diagnoses that change a life, each by the name of its code set. */
export type Diagnosis =
  | 'multiple-sclerosis'
  | 'cancer'
  | 'diabetes-type-1'
  | 'heart-failure'
  | 'rheumatoid-arthritis'
  | 'inflammatory-bowel-disease'
  | 'parkinson'
  | 'dementia'
  | 'epilepsy'
  | 'chronic-kidney-disease-severe';

export interface DiagnosisRule {
  readonly set: Diagnosis;
  /** Medicines that stand for it: where one was issued long before, the illness is old and only now coded. */
  readonly medicine?: string;
  /** A less exact set under which the same illness may have been recorded before. */
  readonly wider?: string;
}

export const diagnoses: readonly DiagnosisRule[] = [
  { set: 'multiple-sclerosis' },
  { set: 'cancer' },
  { set: 'diabetes-type-1', medicine: 'insulin', wider: 'diabetes' },
  { set: 'heart-failure' },
  { set: 'rheumatoid-arthritis', medicine: 'dmard' },
  { set: 'inflammatory-bowel-disease', medicine: 'dmard' },
  { set: 'parkinson', medicine: 'dopaminergic' },
  { set: 'dementia' },
  { set: 'epilepsy', medicine: 'antiepileptic' },
  { set: 'chronic-kidney-disease-severe' },
];

type History = Pick<RelationalHistory, 'conditions' | 'observations' | 'contacts'> &
  Partial<Pick<RelationalHistory, 'medicines'>>;

/** Reasons why an illness is not new, though its first entry is. */
export const knownLonger = ['medicines-unread', 'treated-before', 'known-before'] as const;

/** That it was, or may have been, known over `days` before its first entry: treated, or recorded less exactly. */
export function whyKnownLonger(
  { medicine, wider }: DiagnosisRule,
  { recorded }: FirstProblem,
  history: History,
  days: number,
): Silence<(typeof knownLonger)[number]> | undefined {
  const isLongBefore = (day: Day | undefined) => day === undefined || day < recorded - days;
  if (medicine !== undefined) {
    // Where medicines are unread, nobody can tell.
    if (history.medicines === undefined) return silent('medicines-unread');
    const own = history.medicines.filter(({ groups }) => groups.includes(medicine));
    if (own.some((one) => issuesOf(one).some(isLongBefore))) return silent('treated-before', { most: days });
  }
  if (wider === undefined) return undefined;
  const noted = [...problemsOf(history, [wider]).map(dayNoted), ...mentionsOf(history, [wider]).map(({ day }) => day)];
  return noted.some(isLongBefore) ? silent('known-before', { most: days }) : undefined;
}

function issuesOf({ orders, supplies, withheldUntil }: Medicine): readonly (Day | undefined)[] {
  const withheld = withheldUntil === undefined ? [] : [withheldUntil];
  return [...orders.map(({ authored }) => authored), ...supplies.map(({ day }) => day), ...withheld];
}

/** D3: stage III or IV of a cancer, recorded with it or about the same time. */
export function isStagedAsAdvanced(set: Diagnosis, entry: FirstProblem, history: History, days: number): boolean {
  if (set !== 'cancer') return false;
  const isNear = (day: Day | undefined) => day !== undefined && Math.abs(day - entry.recorded) <= days;
  const isAdvanced = ({ groups }: { readonly groups: readonly string[] }) => groups.includes('cancer-stage-advanced');
  return (
    isAdvanced(entry) ||
    problemsOf(history, ['cancer']).some((one) => isAdvanced(one) && isNear(dayNoted(one))) ||
    history.observations.some((one) => isAdvanced(one) && isNear(one.day))
  );
}
