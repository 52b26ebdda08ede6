import type { Code } from '#src/detectors/index.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Life } from '../lives/life.ts';
import type { Baselines } from './baselines.ts';
import type { Signatures } from './signatures.ts';

/** The result of judging one life. */
export interface Outcome {
  readonly openings: readonly Day[];
  /** Cards shown, each code at most once in 90 days, with no limit at one opening. */
  readonly cards: readonly { readonly code: Code; readonly day: Day }[];
  /** The same, with at most one card at an opening. */
  readonly oneAtATime: readonly { readonly code: Code; readonly day: Day }[];
  /** Openings by a clinician who had not seen the person before. */
  readonly byNewcomers: number;
  /** Strengths of the baselines at each opening. */
  readonly baselines: readonly Baselines[];
  readonly signatures: Signatures | undefined;
  /** Days of the signature's cards with looser thresholds. */
  readonly looserCards: readonly Day[];
  readonly truth: Life['truth'];
  /** Openings that were also judged from the resources of that day, and where the findings differed. */
  readonly compared: number;
  readonly disagreements: readonly string[];
  readonly unusable: number;
}

/** The results of all lives, by group, in the order in which they were made. */
export type Outcomes = ReadonlyMap<string, readonly Outcome[]>;

/** `count` lives of one group, from the `first` on. */
export interface Task {
  readonly seed: number;
  readonly group: string;
  readonly first: number;
  readonly count: number;
}
