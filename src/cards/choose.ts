import type { Finding } from '../detectors/detector.ts';
import { type AnyFinding, type Code, codes, detectors } from '../detectors/index.ts';
import { withGoodbyes } from './embed-goodbyes.ts';
import {
  checkQuiet,
  fitsBudget,
  type QuietDecision,
  type QuietReason,
  type QuietTimes,
  type Remembered,
} from './quieting.ts';
import {
  type AudienceExclusion,
  audienceExclusion,
  type Chart,
  type SuppressionReason,
  suppressionReason,
  userExclusion,
} from './suppression.ts';
import { hasWords } from './wording/index.ts';

/** Why a finding is not shown. `another-finding`: another detection found what makes this one beside the point. */
type Reason =
  | SuppressionReason
  | AudienceExclusion
  | 'user-not-clinical'
  | 'another-finding'
  | `quiet-${QuietReason}`
  | 'budget'
  | 'over-limit';

/** A finding that is not shown. */
export interface Held {
  readonly code: Code;
  readonly why: Reason;
  /** When the quiet ends, in ms since 1970, where it does. */
  readonly until?: number;
}

/** A finding to show; one that comes back keeps the ids of its card and suggestions. */
export interface Chosen {
  readonly finding: AnyFinding;
  readonly material: string;
  readonly again: { readonly card: string; readonly suggestions: readonly string[] } | undefined;
}

/** What to show, first things first, and what was held back. */
export interface Choice {
  readonly shown: readonly Chosen[];
  readonly held: readonly Held[];
}

/** What decides besides the findings. */
export interface ChoiceContext extends Chart {
  readonly maxCards: number;
  readonly remembered: Remembered;
  readonly times: QuietTimes;
  readonly cardsPer100: number;
  /** Stands for what a finding rests on. */
  readonly materialOf: (finding: AnyFinding) => string;
}

const rules = new Map(detectors.map(({ code, supersededBy }) => [code, supersededBy]));

/** A5 is said as a sentence within these. */
const embedsGoodbyes: readonly Code[] = ['usual-clinician-left', 'first-meeting'];

/** Detections whose findings decide what becomes of these, though they may not be shown themselves. */
export function codesAffecting(shown: readonly Code[]): readonly string[] {
  return shown.flatMap((code) => {
    return [
      ...(rules.get(code)?.codes ?? []),
      ...(embedsGoodbyes.includes(code) ? (['repeated-goodbyes'] as const) : []),
    ];
  });
}

/**
 * Chooses at most `maxCards` findings. What is held back, in this order: everything (silence), what is not for the user or
 * does not fit the person, what another finding (of `all`, shown or not) makes beside the point, what is quieted, what is
 * over the clinician's budget, and what comes later in the order of the codes.
 */
export function choose(found: readonly Finding[], choosing: ChoiceContext, all: readonly Finding[] = found): Choice {
  const findings = inOrder(found);
  const bearing = inOrder(all);
  const silence = suppressionReason(choosing);
  const shown: Chosen[] = [];
  const held: Held[] = [];
  for (const finding of findings) {
    const { code } = finding;
    const why =
      silence ??
      userExclusion(code, choosing) ??
      audienceExclusion(code, choosing.person, choosing.opening.asOf) ??
      (isSuperseded(finding, bearing) ? 'another-finding' : undefined);
    const material = choosing.materialOf(finding);
    const hearing = why === undefined ? checkQuiet({ code, material }, choosing.remembered, choosing.times) : undefined;
    const kept: Omit<Held, 'code'> | undefined =
      why === undefined ? quietReason(code, hearing, choosing, shown.length) : { why };
    if (kept !== undefined) held.push({ code, ...kept });
    else
      shown.push({
        finding: withGoodbyes(finding, bearing),
        material,
        again: hearing?.as === 'again' ? hearing : undefined,
      });
  }
  return { shown, held };
}

/** Findings that have words, in the order of their codes. */
function inOrder(found: readonly Finding[]): readonly AnyFinding[] {
  return found.filter(hasWords).toSorted((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
}

function quietReason(
  code: Code,
  hearing: QuietDecision | undefined,
  { remembered, cardsPer100, maxCards }: ChoiceContext,
  shown: number,
): Omit<Held, 'code'> | undefined {
  if (hearing?.as === 'quiet') {
    const why = `quiet-${hearing.why}` as const;
    return Number.isFinite(hearing.until) ? { why, until: hearing.until } : { why };
  }
  if (hearing?.as === 'new' && !fitsBudget(code, remembered.budget, cardsPer100)) return { why: 'budget' };
  return shown >= maxCards ? { why: 'over-limit' } : undefined;
}

function isSuperseded(finding: AnyFinding, findings: readonly AnyFinding[]): boolean {
  const rule = rules.get(finding.code);
  if (rule === undefined) return false;
  return findings.some(
    (other) => rule.codes.includes(other.code) && (!rule.sameClinician || clinicianOf(other) === clinicianOf(finding)),
  );
}

function clinicianOf({ facts }: AnyFinding): string | undefined {
  return 'clinician' in facts ? facts.clinician?.reference : undefined;
}
