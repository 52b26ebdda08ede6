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
  /** Undefined where it could not be observed in that period. */
  readonly isPresentIn: (period: DateRange) => boolean | undefined;
  /** The entries that show it in a period. */
  readonly entriesIn: (period: DateRange) => readonly SignEntry[];
}

/** Where the signs of a condition are looked for. */
export interface Scene {
  readonly history: History;
  readonly row: ConditionRow;
  readonly asOf: Day;
  readonly now: number;
  readonly settled: readonly DateRange[];
  /** Encounters in which a relapse was recorded: other entries of these are no early signs of it. */
  readonly relapseContacts: ReadonlySet<string>;
  readonly thresholds: Thresholds;
}
