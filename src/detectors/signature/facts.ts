import type { NamedClinician } from '../detector.ts';
import type { IsoDate } from '../facts.ts';

/** Conditions whose relapses may have signs that come before them. */
export type Relapsing =
  | 'depression'
  | 'bipolar'
  | 'psychosis'
  | 'heart-failure'
  | 'asthma'
  | 'copd'
  | 'inflammatory-bowel-disease'
  | 'eczema'
  | 'rheumatoid-arthritis'
  | 'gout'
  | 'multiple-sclerosis'
  | 'epilepsy'
  | 'migraine';

/** E1. The person's own past pattern: what came before past relapses and is recorded again now. */
export type IllnessSignature = {
  readonly condition: Relapsing;
  /** Reference of the latest relapse's record, where it is a problem. */
  readonly relapse?: string;
  /** The signs that are there now, the strongest first: before how many of the `relapses`, in how many of the `settled` periods, and when it was last recorded. */
  readonly signs: readonly {
    readonly sign: string;
    readonly before: number;
    readonly settled: number;
    readonly on: IsoDate;
  }[];
  readonly relapses: number;
  readonly settled: number;
  /** Before how many relapses, and in how many settled periods, all of `signs` were there together. */
  readonly together: number;
  readonly togetherSettled: number;
  /** Length of a period in days. */
  readonly windowDays: number;
  /** Every sign that was learned, present now or not: what a shared note starts from. */
  readonly learned: readonly string[];
  /** There is a note of shared signs already. */
  readonly plan: boolean;
};

/** E2. Signs of a shared note that are in the record now. */
export type SharedSignatureSeen = {
  readonly present: number;
  readonly of: number;
  readonly signs: readonly { readonly text: string; readonly on: IsoDate }[];
  readonly written?: IsoDate;
  readonly author?: NamedClinician;
  /** The author is the one who opened the chart. */
  readonly you: boolean;
  /** The person took part in writing it. */
  readonly together: boolean;
  /** The person's own words. */
  readonly words?: string;
  /** Written 12 months ago or more. */
  readonly reviewDue: boolean;
};
