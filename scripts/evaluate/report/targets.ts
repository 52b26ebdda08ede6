import type { Estimate } from './intervals.ts';

/** The target of a figure. */
export interface Target {
  readonly most?: number;
  readonly least?: number;
}

/** One figure of the report. */
export interface Figure {
  readonly section: string;
  readonly label: string;
  readonly estimate: Estimate;
  /** What `estimate.n` counts. */
  readonly of: string;
  readonly unit: 'share' | 'rate';
  readonly target?: Target;
  /** Instead of a target: whether it is ahead of another rule on the same lives. */
  readonly ahead?: boolean;
}

/** A target is met by the figure itself, or only within its 95 % interval, or not. */
export type Verdict = 'met' | 'within its interval' | 'not met';

/** Undefined without a target. */
export function verdictOf({
  estimate,
  target,
  ahead,
}: Pick<Figure, 'estimate' | 'target' | 'ahead'>): Verdict | undefined {
  if (ahead !== undefined) return ahead ? 'met' : 'not met';
  if (target === undefined) return undefined;
  const { most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY } = target;
  if (estimate.value <= most && estimate.value >= least) return 'met';
  return estimate.low <= most && estimate.high >= least ? 'within its interval' : 'not met';
}
