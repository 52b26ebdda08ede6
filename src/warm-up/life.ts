import type { Code } from '../detectors/index.ts';

/** Visits drawn as letters of those who were seen, oldest first, evenly from one day ago to another. */
type Row = readonly [letters: string, from: number, to: number];

/** A problem by its words: the day of its record and of its beginning, and of its end where it has one, in days ago. */
export type Problem = readonly [text: string, recorded: number, since?: number, over?: number];

/** One made-up life, as far as a card can come of it. All numbers are days ago, and days ahead where negative. */
export interface Life {
  /** The cards that its chart gives. */
  readonly gives: readonly Code[];
  readonly visits: readonly Row[];
  readonly namedGp?: string;
  readonly problems?: readonly Problem[];
  /** Problems that were found at an emergency attendance. */
  readonly emergencies?: readonly (readonly [text: string, day: number])[];
  readonly missed?: readonly number[];
  readonly attended?: readonly number[];
  readonly invited?: readonly (readonly [text: string, day: number])[];
  /** Days on which 28 days' supply of a repeat was collected. */
  readonly collected?: readonly number[];
  /** Referrals to clinics that found nothing. */
  readonly referred?: readonly (readonly [text: string, asked: number, seen: number])[];
  /** Day on which a note of signs was written together. */
  readonly note?: number;
  readonly due?: number;
  readonly team?: string;
  /** Whom an appointment about to be booked is with, and when. */
  readonly booking?: readonly [letter: string, day: number];
}
