import { type Code, codes } from '../detectors/codes.ts';
import type { Finding } from '../detectors/detector.ts';
import type { BuiltCode, BuiltFinding } from '../detectors/facts.ts';
import { withGoodbyes } from './goodbyes.ts';
import { type Chart, type Silence, silenceOf, type Unfitting, unfitting } from './suppression.ts';
import { hasWords } from './wording/index.ts';

/** Why a finding is not shown. `another-finding`: another detection found what makes this one beside the point. */
type Held = Silence | Unfitting | 'another-finding' | 'over-limit';

/** What to show, first things first, and what was held back. */
export interface Choice {
  readonly shown: readonly BuiltFinding[];
  readonly held: readonly { readonly code: Code; readonly why: Held }[];
}

/** What a finding gives way to: any finding of `to`; with `same` only where both are about one clinician. */
const givesWay: { readonly [C in BuiltCode]?: { readonly to: readonly BuiltCode[]; readonly same: boolean } } = {
  'usual-clinician-left': { to: ['trainee-changeover'], same: true },
  'usual-clinician-leaving': { to: ['trainee-changeover'], same: true },
  'first-meeting': {
    to: ['usual-clinician-left', 'usual-clinician-away', 'usual-clinician-leaving', 'trainee-changeover'],
    same: true,
  },
  'continuity-fell': { to: ['usual-clinician-left', 'usual-clinician-away'], same: false },
  'continuity-low': { to: ['usual-clinician-left', 'usual-clinician-away'], same: false },
  'repeated-goodbyes': { to: ['usual-clinician-left', 'first-meeting'], same: false },
  'late-presentation': { to: ['quiet-pattern'], same: false },
  'gone-quiet': { to: ['quiet-pattern'], same: false },
  'unanswered-invitations': { to: ['quiet-pattern'], same: false },
  'missed-appointments': { to: ['quiet-pattern'], same: false },
};

/**
 * Chooses at most `maxCards` findings: silence first, then what does not fit the person, then what another finding (shown
 * or not) makes beside the point, then the order of the codes.
 */
export function choose(found: readonly Finding[], chart: Chart & { readonly maxCards: number }): Choice {
  const findings = found.filter(hasWords).toSorted((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
  const silence = silenceOf(chart);
  const shown: BuiltFinding[] = [];
  const held: { code: Code; why: Held }[] = [];
  for (const finding of findings) {
    const why =
      silence ??
      unfitting(finding.code, chart.person, chart.opening.asOf) ??
      (isBesideThePoint(finding, findings) ? 'another-finding' : undefined) ??
      (shown.length >= chart.maxCards ? 'over-limit' : undefined);
    if (why === undefined) shown.push(withGoodbyes(finding, findings));
    else held.push({ code: finding.code, why });
  }
  return { shown, held };
}

function isBesideThePoint(finding: BuiltFinding, findings: readonly BuiltFinding[]): boolean {
  const rule = givesWay[finding.code];
  if (rule === undefined) return false;
  return findings.some(
    (other) => rule.to.includes(other.code) && (!rule.same || clinicianOf(other) === clinicianOf(finding)),
  );
}

function clinicianOf({ facts }: BuiltFinding): string | undefined {
  return 'clinician' in facts ? facts.clinician?.reference : undefined;
}
