import type { Day } from '../../history/calendar.ts';
import type { Seen } from '../detector.ts';
import type { ConditionRow, SignName } from './conditions.ts';
import type { Mark, Period } from './observations-in-period.ts';
import type { Thresholds } from './settings.ts';

/** What E1 sees of a history. */
export type History = Seen<
  'person' | 'contacts' | 'conditions',
  'bookings' | 'observations' | 'medicines' | 'registration' | 'signatures' | 'invitations' | 'clinicians'
>;

/** One sign in one person’s record. */
export interface Feature {
  readonly sign: SignName;
  /** Whether it was there in a period; undefined where it could not be observed. */
  readonly in: (period: Period) => boolean | undefined;
  /** What shows it there. */
  readonly marks: (period: Period) => readonly Mark[];
}

/** What the signs of a condition are looked for in. */
export interface Scene {
  readonly history: History;
  readonly row: ConditionRow;
  readonly asOf: Day;
  readonly now: number;
  readonly settled: readonly Period[];
  /** Encounters that told a relapse: what was recorded in them can't foretell it. */
  readonly told: ReadonlySet<string>;
  readonly thresholds: Thresholds;
}
