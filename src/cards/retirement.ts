import { wilson } from '../detectors/statistics.ts';
import type { OverrideReason } from './override-reasons.ts';

/** Cards of one detection in one tenant, shown since it was last woken. */
export interface CardCounts {
  /** Different cards first shown within the rule's days. */
  readonly shown: number;
  /** Of these, or of all cards where the days run from the answer, those whose latest answer is one of the rule's. */
  readonly answered: number;
}

/** When answers retire a detection: it falls silent in that tenant until somebody wakes it, or has another version. */
export interface RetirementRule {
  readonly name: 'rejected' | 'unkind';
  readonly reasons: readonly OverrideReason[];
  readonly days: number;
  /** From when the days of a card run: its first showing, or the receipt of its latest answer. */
  readonly daysFrom: 'showing' | 'answer';
  readonly leastShown: number;
  readonly leastAnswered: number;
  /** Whether the lower bound of the share answered so, of all that were shown, must be over `RETIRE_ABOVE` too. */
  readonly byShare: boolean;
}

/** THE TABLE: the first rule that is met retires a detection. */
export const retirementRules: readonly RetirementRule[] = [
  {
    name: 'rejected',
    reasons: ['facts-wrong', 'not-right-for-this-person', 'unkind-wording'],
    days: 60,
    daysFrom: 'showing',
    leastShown: 30,
    leastAnswered: 1,
    byShare: true,
  },
  {
    name: 'unkind',
    reasons: ['unkind-wording'],
    days: 30,
    daysFrom: 'answer',
    leastShown: 0,
    leastAnswered: 3,
    byShare: false,
  },
];

/** A rule with the share of a site. */
export type RuleInForce = RetirementRule & { readonly isMet: (counts: CardCounts) => boolean };

/** The rules with this share (`RETIRE_ABOVE`, from 0 to 1); 0 turns all of them off. */
export function rulesInForce(above: number): readonly RuleInForce[] {
  if (above === 0) return [];
  return retirementRules.map((rule) => ({ ...rule, isMet: (counts) => isMet(rule, counts, above) }));
}

function isMet(rule: RetirementRule, { shown, answered }: CardCounts, above: number): boolean {
  if (shown < rule.leastShown || answered < rule.leastAnswered) return false;
  return !rule.byShare || wilson({ with: answered, of: shown }).low > above;
}
