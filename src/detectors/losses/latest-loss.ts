import type { Day } from '../../history/calendar.ts';
import type { Relation, RelationalHistory } from '../../history/history.ts';
import type { Agreement } from './agreement.ts';
import { contradicted, deathsIn, recordsOf } from './deaths.ts';

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

/** The latest death, or an entry of one at an unknown time; undefined where sources contradict each other about it. */
export function latestLoss(history: LossHistory, asOf: Day, agreement: Agreement): RecordedLoss | undefined {
  const deaths = deathsIn(history, asOf);
  const latest = deaths.at(-1);
  const entry = latestEntry(history, asOf);
  // An entry soon after a death is most likely about it.
  if (entry !== undefined && entry.day - (latest?.day ?? -Infinity) > agreement.conflictDays) return entry;
  if (latest === undefined) return undefined;
  const records = recordsOf(latest, deaths, agreement);
  if (records.some(contradicted(deaths, agreement))) return undefined;
  const [{ day, exact, relation }] = records;
  return { day, exact, relation, isDeath: true, references: records.map(({ reference }) => reference) };
}

/** The latest entry that gives no day of death. */
function latestEntry({ losses, relatives = [] }: LossHistory, asOf: Day): RecordedLoss | undefined {
  // Which death it is about can't be known: it may be the one that is hidden.
  if (relatives.some(({ doubtful }) => doubtful)) return undefined;
  let latest: RecordedLoss | undefined;
  for (const { died, recorded, relation, reference } of losses) {
    if (died !== undefined || recorded === undefined || recorded > asOf || recorded < (latest?.day ?? -Infinity))
      continue;
    latest = { day: recorded, isDeath: false, exact: true, relation, references: [reference] };
  }
  return latest;
}
