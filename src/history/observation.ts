import type { Day } from './calendar.ts';

/** What is measured, each in one unit: scores, kg, l/min, mmHg, mg/l, µg/g. */
export const measures = ['phq-9', 'gad-7', 'weight', 'peak-flow', 'systolic', 'crp', 'calprotectin'] as const;
export type Measure = (typeof measures)[number];

/** One observation: a measurement, or a symptom or finding that was noted. */
export interface Observation {
  readonly reference: string;
  /** Day on which it was true (effective), else on which it was issued; undefined where missing or coarser than a day. */
  readonly day: Day | undefined;
  /** Names of the code sets that its code, or its coded value, is in; empty where the value says that it is absent. */
  readonly groups: readonly string[];
  readonly measure: Measure | undefined;
  /** In the measure's unit; undefined where there is none, or in a unit that can't be converted. */
  readonly value: number | undefined;
  readonly contact: string | undefined;
}
