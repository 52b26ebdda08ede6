import type { Agreement } from '../detectors/losses/agreement.ts';
import { contradicted, type Death, deathsIn, recordsOf } from '../detectors/losses/deaths.ts';
import { whyUnsafe } from '../detectors/losses/unsafe-to-speak.ts';
import { type DateRange, type Day, isInRange } from '../history/calendar.ts';
import type { Relation, RelationalHistory } from '../history/history.ts';

/** The death of someone close, as a card may speak of it. */
export interface LossMark {
  /** Of a month its last day. */
  readonly day: Day;
  readonly exact: boolean;
  /** Undefined where no code says who it was. */
  readonly relation: Relation | undefined;
}

/** What must have been read to speak of a death at all. */
type Needed = Pick<RelationalHistory, 'contacts' | 'safeguarding' | 'domesticAbuse' | 'losses'> &
  Partial<Pick<RelationalHistory, 'familyLosses' | 'relatives'>>;

/** Deaths of a period, oldest first; none where speaking of them may be unsafe, or where sources contradict each other. */
export function lossMarks(
  history: Needed,
  { period, asOf }: { readonly period: DateRange; readonly asOf: Day },
  limits: Agreement,
): readonly LossMark[] {
  if (whyUnsafe(history) !== undefined) return [];
  const deaths = deathsIn(history, asOf);
  const isContradicted = contradicted(deaths, limits);
  const distinct = new Map<Death, LossMark>();
  // Entries of one day about one kind of relative have the same records: each is looked at once.
  const each = new Map(deaths.map((death) => [`${death.kind} ${death.day}`, death]));
  for (const death of each.values()) {
    const records = recordsOf(death, deaths, limits);
    const [{ day, exact, relation }] = records;
    if (isInRange(day, period) && !records.some(isContradicted)) distinct.set(records[0], { day, exact, relation });
  }
  return [...distinct.values()];
}
