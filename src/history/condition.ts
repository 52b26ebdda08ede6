import type { Day } from './calendar.ts';

/** One condition of the problem list; entered-in-error and refuted ones never get here. */
export interface Condition {
  readonly reference: string;
  /** Names of the code sets that its codes or words are in, such as `diabetes`, `symptom-headache` or `alarm-symptom`. */
  readonly groups: readonly string[];
  /** By its status, or else because nothing says that it is over. */
  readonly active: boolean;
  /** Active by its status and over by its abatement. It keeps back what an active one keeps back, and brings nothing. */
  readonly contradictory: boolean;
  readonly recorded: Day | undefined;
  /** Day on which it began, of a month its last; undefined where missing or only a year. */
  readonly onset: Day | undefined;
  /** The onset is known to the day. */
  readonly onsetExact: boolean;
  /** Day on which it ended (abatement), of a month its last. */
  readonly ended: Day | undefined;
  /** Clinical status `relapse` or `recurrence`. */
  readonly relapse: boolean;
  /** Clinical status `remission`: it is there, and at rest. */
  readonly remission: boolean;
  /** Entered at a review of what was there already (UK Core ConditionEpisodicity). */
  readonly review: boolean;
  /** Unconfirmed, provisional or differential. */
  readonly tentative: boolean;
  /** Reference of the encounter in which it was recorded. */
  readonly contact: string | undefined;
}

/** It is there now, and nothing says otherwise: what may be said of a person because of it. */
export function isSurelyActive({ active, contradictory }: Pick<Condition, 'active' | 'contradictory'>): boolean {
  return active && !contradictory;
}
