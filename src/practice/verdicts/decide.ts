import { type Code, codes } from '../../detectors/index.ts';
import { wilson } from '../../detectors/statistics.ts';
import type { JudgedCard, Verdict } from './read-verdicts.ts';

/** A share with its 95 % interval (Wilson 1927). */
export interface Estimate {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * `on`: may be switched on; `off`: should stay off; `undecided`: the interval spans the stopping rule, or the share is under the
 * target.
 */
export type Decision = 'on' | 'undecided' | 'off';

/** What clinicians' verdicts say of one detection. */
export interface CodeVerdict {
  readonly code: Code;
  readonly judged: number;
  readonly usefulCount: number;
  readonly unkind: number;
  /** Right and useful, of all that were judged: the positive predictive value. */
  readonly useful: Estimate;
  /** Facts right, of all that were judged. */
  readonly accurate: Estimate;
  readonly decision: Decision;
}

/** Retired below 35 %; the target is 60 % (docs/switch-on.md). */
export const stoppingRule = { retireBelow: 0.35, target: 0.6 };

/** Judges each detection of which cards were judged, in the order of cards. */
export function decide(judged: readonly JudgedCard[]): readonly CodeVerdict[] {
  const byCode = Map.groupBy(judged, ({ code }) => code);
  return codes.flatMap((code) => {
    const own = byCode.get(code);
    return own === undefined ? [] : [verdictOn(code, own)];
  });
}

function verdictOn(code: Code, cards: readonly JudgedCard[]): CodeVerdict {
  const count = (...which: readonly Verdict[]) => cards.filter(({ verdict }) => which.includes(verdict)).length;
  const [usefulCount, unkind] = [count('right and useful'), count('unkind')];
  const useful = estimate(usefulCount, cards.length);
  const accurate = estimate(cards.length - count('wrong'), cards.length);
  return { code, judged: cards.length, usefulCount, unkind, useful, accurate, decision: decisionOn(useful) };
}

function decisionOn({ share, low, high }: Estimate): Decision {
  if (high < stoppingRule.retireBelow) return 'off';
  return low >= stoppingRule.retireBelow && share >= stoppingRule.target ? 'on' : 'undecided';
}

function estimate(count: number, of: number): Estimate {
  return { share: count / of, ...wilson({ with: count, of }) };
}
