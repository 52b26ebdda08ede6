import { type Day, months } from '../../history/calendar.ts';
import { greatest } from '../../history/extremes.ts';
import type { Condition } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
import type { ConditionRow, Relapsing } from './conditions.ts';
import type { History } from './feature.ts';
import { type Relapse, relapsesOf } from './relapses.ts';
import type { Thresholds } from './settings.ts';

type Limits = Pick<Thresholds, 'conditions' | 'minRelapses'> & {
  readonly endedDays: number;
  readonly remissionMonths: number;
};

/** The latest relapse of a condition, and its end where recorded. */
export interface Ending {
  readonly condition: Relapsing;
  readonly row: ConditionRow;
  readonly relapses: readonly Relapse[];
  readonly latest: Relapse;
  readonly ended: Day | undefined;
}

/** Reasons why no relapse of a condition is ending. */
export const noEnding = [
  'no-signs-looked-for',
  'too-few-relapses',
  'relapse-goes-on',
  'relapse-ended-long-ago',
] as const;

/** How the latest relapse of a condition is ending; or why it is not. */
export function endingOf(
  condition: Relapsing,
  history: History,
  asOf: Day,
  limits: Limits,
): Ending | Silence<(typeof noEnding)[number]> {
  const row = limits.conditions[condition];
  if (row.signs.length === 0) return silent('no-signs-looked-for');
  const relapses = relapsesOf(history, row, asOf);
  const latest = relapses.at(-1);
  if (latest === undefined || relapses.length < limits.minRelapses)
    return silent('too-few-relapses', { relapses: relapses.length, needs: limits.minRelapses });
  const problems = problemsOf(latest, history);
  const days = problems.flatMap(({ ended }) => (ended !== undefined && ended <= asOf ? ended : []));
  const isPast = latest.end <= asOf && asOf - latest.end <= limits.endedDays;
  const isRecordedAsOver =
    problems.length > 0 &&
    problems.every(({ active }) => !active) &&
    (latest.end > asOf || (days.length === 0 && isResting(problems, latest, asOf, limits)));
  if (!isPast && !isRecordedAsOver)
    return latest.end > asOf || problems.some(({ active }) => active)
      ? silent('relapse-goes-on')
      : silent('relapse-ended-long-ago', { endedDays: asOf - latest.end, mostDays: limits.endedDays });
  return { condition, row, relapses, latest, ended: days.length > 0 ? greatest(days) : undefined };
}

/** In remission since an unrecorded day; no news where the relapse began long ago. */
function isResting(problems: readonly Condition[], { day }: Relapse, asOf: Day, { remissionMonths }: Limits): boolean {
  return problems.some(({ remission }) => remission) && asOf - day <= months(remissionMonths);
}

/** The problems as which a relapse is recorded. */
export function problemsOf(relapse: Relapse, { conditions }: Pick<History, 'conditions'>): readonly Condition[] {
  const references = new Set(relapse.references);
  return conditions.filter(({ reference }) => references.has(reference));
}
