import type { Day } from './calendar.ts';

/** Measurements, each in one unit: scores, kg, l/min, mmHg, mg/l, µg/g. */
export const measures = ['phq-9', 'gad-7', 'weight', 'peak-flow', 'systolic', 'crp', 'calprotectin'] as const;
export type Measure = (typeof measures)[number];

/** One observation: a measurement, or a symptom or finding that was noted. */
export interface Observation {
  readonly reference: string;
  /** Effective day, else the day of issue; undefined where missing or coarser than a day. */
  readonly day: Day | undefined;
  /** Names of the code sets that contain its code or coded value; empty where the value says that the finding is absent. */
  readonly groups: readonly string[];
  readonly measure: Measure | undefined;
  /** In the measure's unit; undefined where missing or in a unit that cannot be converted. */
  readonly value: number | undefined;
  readonly contact: string | undefined;
}
