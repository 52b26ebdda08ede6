import type { Day } from '../../history/calendar.ts';
import type { Relation, RelationalHistory } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
import type { Agreement } from './agreement.ts';
import { contradicted, deathsIn, mayHideDeath, recordsOf, whyNoDeath } from './deaths.ts';

/** The latest loss that a card may speak of. */
export interface RecordedLoss {
  /** Day of death; where that is not known, the day on which it was recorded. */
  readonly day: Day;
  readonly isDeath: boolean;
  readonly exact: boolean;
  readonly relation: Relation | undefined;
  readonly references: readonly string[];
}

type LossHistory = Pick<RelationalHistory, 'losses'> & Partial<Pick<RelationalHistory, 'familyLosses' | 'relatives'>>;

/** Reasons why there is no loss to speak of. */
export const noLoss = ['nothing-found', 'hidden-death', 'sources-differ'] as const;

/** The latest death, or an entry of one at an unknown time; none where sources contradict each other about it. */
export function latestLoss(
  history: LossHistory,
  asOf: Day,
  agreement: Agreement,
): RecordedLoss | Silence<(typeof noLoss)[number]> {
  const deaths = deathsIn(history, asOf);
  const latest = deaths.at(-1);
  const entry = latestEntry(history, asOf);
  // An entry soon after a death is most likely about it.
  if (entry !== undefined && entry.day - (latest?.day ?? -Infinity) > agreement.conflictDays) return entry;
  if (latest === undefined) return whyNoDeath(history);
  const records = recordsOf(latest, deaths, agreement);
  if (records.some(contradicted(deaths, agreement))) return silent('sources-differ', { most: agreement.sameDeathDays });
  const [{ day, exact, relation }] = records;
  return { day, exact, relation, isDeath: true, references: records.map(({ reference }) => reference) };
}

/** The latest entry that gives no day of death. */
function latestEntry({ losses, relatives }: LossHistory, asOf: Day): RecordedLoss | undefined {
  // Which death it is about can't be known: it may be the one that is hidden.
  if (mayHideDeath(relatives)) return undefined;
  let latest: RecordedLoss | undefined;
  for (const { died, recorded, relation, reference } of losses) {
    if (died !== undefined || recorded === undefined || recorded > asOf || recorded < (latest?.day ?? -Infinity))
      continue;
    latest = { day: recorded, isDeath: false, exact: true, relation, references: [reference] };
  }
  return latest;
}
