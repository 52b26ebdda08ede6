import type { Code } from '#src/detectors/index.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Life } from '../lives/life.ts';
import type { Baselines } from './baselines.ts';
import type { Signatures } from './signatures.ts';

/** What came of one life. */
export interface Outcome {
  readonly openings: readonly Day[];
  /** Cards shown: each code at most once in 90 days, however many at one opening. */
  readonly cards: readonly { readonly code: Code; readonly day: Day }[];
  /** Openings at which there was a card where only one is shown at a time. */
  readonly one: readonly { readonly code: Code; readonly day: Day }[];
  /** Openings by a clinician who had not seen the person before. */
  readonly byNewcomers: number;
  /** Strengths of the baselines at each opening. */
  readonly baselines: readonly Baselines[];
  readonly signatures: Signatures | undefined;
  /** The same with other thresholds, where that was asked. */
  readonly varied: readonly Varied[];
  readonly truth: Life['truth'];
  /** Openings that went the full way as well, and of them those that found something else. */
  readonly compared: number;
  readonly disagreements: readonly string[];
  readonly unusable: number;
}

/** What came of one choice of thresholds. */
export interface Varied {
  /** Days of its cards. */
  readonly days: readonly Day[];
  /** Something was learned by the last opening. */
  readonly learned: boolean;
}

/** What came of every life, by group, in the order in which they were made. */
export type Outcomes = ReadonlyMap<string, readonly Outcome[]>;

/** Some lives of one group: those from `first` on. */
export interface Task {
  readonly seed: number;
  readonly group: string;
  readonly first: number;
  readonly count: number;
}
