import type { Day } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** One condition of the problem list; those entered in error or refuted are left out when the record is mapped. */
export interface Condition {
  readonly reference: string;
  /** Names of the code sets that contain its codes or words, for example `diabetes` or `alarm-symptom`. */
  readonly groups: readonly string[];
  /** By its status; where it has none, because nothing says that it has ended. */
  readonly active: boolean;
  /** Active by its status but ended by its abatement: it suppresses whatever an active one does, and supports nothing. */
  readonly contradictory: boolean;
  readonly recorded: Day | undefined;
  /** First day; where only a month is recorded, its last day; undefined where missing or only a year. */
  readonly onset: Day | undefined;
  /** The onset is known to the day. */
  readonly onsetExact: boolean;
  /** An onset is recorded, but as a year, an age or in words, so that nobody can tell how long ago it was. */
  readonly onsetUnclear: boolean;
  /** Day of the abatement; where only a month is recorded, its last day. */
  readonly ended: Day | undefined;
  /** Clinical status `relapse` or `recurrence`. */
  readonly relapse: boolean;
  /** Clinical status `remission`: still present, but inactive. */
  readonly remission: boolean;
  /** Recorded at a review of an existing problem (UK Core ConditionEpisodicity). */
  readonly review: boolean;
  /** Unconfirmed, provisional or differential. */
  readonly tentative: boolean;
  /** Reference of the encounter in which it was recorded. */
  readonly contact: string | undefined;
  /** The clinicians by whom it was recorded or asserted. */
  readonly recordedBy: readonly ClinicianKey[];
}

/** Active without contradiction, so that a finding may rest on it. */
export function isSurelyActive({ active, contradictory }: Pick<Condition, 'active' | 'contradictory'>): boolean {
  return active && !contradictory;
}
