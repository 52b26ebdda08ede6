import type { Estimate } from './intervals.ts';

/** What a figure is held against. */
export interface Target {
  readonly most?: number;
  readonly least?: number;
}

/** One line of the table. */
export interface Line {
  readonly section: string;
  readonly what: string;
  readonly estimate: Estimate;
  /** What `n` counts. */
  readonly of: string;
  readonly unit: 'share' | 'rate';
  readonly target?: Target;
  /** Held against this instead: such as another rule on the same lives. */
  readonly ahead?: boolean;
}

/** Whether a target is met: by the figure itself, or within its 95 % interval; undefined without a target. */
export function isMet({ estimate, target, ahead }: Pick<Line, 'estimate' | 'target' | 'ahead'>): boolean | undefined {
  if (ahead !== undefined) return ahead;
  if (target === undefined) return undefined;
  const { most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY } = target;
  return estimate.low <= most && estimate.high >= least;
}
