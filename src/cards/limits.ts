import type { Code } from '../detectors/index.ts';
import { fitsBudget } from './budget.ts';
import type { Held } from './held.ts';
import { checkQuiet, type QuietDecision, type QuietTimes, type Remembered } from './quieting.ts';

/** A site's limits of what one clinician is shown. */
export interface Limits {
  readonly maxCards: number;
  readonly times: QuietTimes;
  /** Maximum new cards per 100 openings of one clinician; 0 for no limit. */
  readonly cardsPer100: number;
}

/** What the limits need of a finding: its code and the pseudonym of its change key. */
export interface Candidate {
  readonly code: Code;
  readonly material: string;
}

/** A finding within the limits: new, or the same card again; or one that is held back. */
export type Decided<C extends Candidate> = { readonly candidate: C } & (
  | { readonly withheld: Omit<Held, 'code'> }
  | { readonly withheld: undefined; readonly decision: Exclude<QuietDecision, { readonly kind: 'quiet' }> }
);

/**
 * Decides of each candidate, most important first, whether it is shown. Reasons against it, in this order: it is quieted; the
 * clinician's budget is used up; `maxCards` others come before it.
 */
export function applyLimits<C extends Candidate>(
  candidates: readonly C[],
  remembered: Pick<Remembered, 'past' | 'complete' | 'now' | 'budget'>,
  { maxCards, times, cardsPer100 }: Limits,
): readonly Decided<C>[] {
  let shown = 0;
  return candidates.map((candidate): Decided<C> => {
    const decision = checkQuiet(candidate, remembered, times);
    if (decision.kind === 'quiet') return { candidate, withheld: whyQuiet(decision) };
    if (decision.kind === 'new' && !fitsBudget(candidate.code, remembered.budget, cardsPer100))
      return { candidate, withheld: { why: 'budget' } };
    if (shown >= maxCards) return { candidate, withheld: { why: 'over-limit' } };
    shown += 1;
    return { candidate, withheld: undefined, decision };
  });
}

function whyQuiet({ why, until }: Extract<QuietDecision, { readonly kind: 'quiet' }>): Omit<Held, 'code'> {
  return Number.isFinite(until) ? { why: `quiet-${why}`, until } : { why: `quiet-${why}` };
}
