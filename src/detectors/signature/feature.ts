import type { DateRange, Day } from '../../history/calendar.ts';
import type { SeenBy } from '../detector.ts';
import type { ConditionRow, SignName } from './conditions.ts';
import type { Thresholds } from './settings.ts';

export const signatureParts = {
  needs: ['person', 'contacts', 'conditions'],
  uses: ['bookings', 'observations', 'medicines', 'registration', 'signatures', 'invitations', 'clinicians'],
} as const;
export type History = SeenBy<typeof signatureParts>;

/** One entry of the record that shows a sign, and the encounter in which it was made. */
export interface SignEntry {
  readonly day: Day;
  readonly reference: string;
  readonly contact: string | undefined;
}

/** One sign in one person’s record. */
export interface Feature {
  readonly sign: SignName;
  /** Whether it was there in a period; undefined where it could not be observed. */
  readonly in: (period: DateRange) => boolean | undefined;
  /** What shows it there. */
  readonly marks: (period: DateRange) => readonly SignEntry[];
}

/** What the signs of a condition are looked for in. */
export interface Scene {
  readonly history: History;
  readonly row: ConditionRow;
  readonly asOf: Day;
  readonly now: number;
  readonly settled: readonly DateRange[];
  /** Encounters that told a relapse: what was recorded in them can't foretell it. */
  readonly told: ReadonlySet<string>;
  readonly thresholds: Thresholds;
}
