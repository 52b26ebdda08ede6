import type { Finding } from '../detectors/detector.ts';
import { type AnyFinding, type Code, codes, detectors } from '../detectors/index.ts';
import { fitsBudget } from './budget.ts';
import { type Disclosure, namesSomeoneNotNamed, whyNotDisclosed } from './disclosure.ts';
import { withGoodbyes } from './embed-goodbyes.ts';
import type { Held } from './held.ts';
import { checkQuiet, type QuietDecision, type QuietTimes, type Remembered, silencedCodes } from './quieting.ts';
import { audienceExclusion, type Chart, suppressionReasons, userExclusion } from './suppression.ts';
import { hasWords } from './wording/index.ts';

/** A finding to show; `again` has the ids of the same card shown earlier in this visit. */
export interface Chosen {
  readonly finding: AnyFinding;
  readonly material: string;
  readonly again: { readonly card: string; readonly suggestions: readonly string[] } | undefined;
}

/** Findings to show, most important first, and findings that are not shown. */
export interface Choice {
  readonly shown: readonly Chosen[];
  readonly held: readonly Held[];
}

/** Everything but the findings that the choice depends on. */
export interface ChoiceContext extends Chart, Disclosure {
  readonly maxCards: number;
  readonly remembered: Remembered;
  readonly times: QuietTimes;
  readonly cardsPer100: number;
  /** Codes that no other card may mention in a sentence of its own; none if left out. */
  readonly unmentioned?: ReadonlySet<string>;
}

const rules = new Map(detectors.map(({ code, supersededBy }) => [code, supersededBy]));

/** Cards that include A5 as one sentence instead of its own card. */
const embedsGoodbyes: readonly Code[] = ['usual-clinician-left', 'first-meeting'];

/** Codes that can supersede these or be embedded in them, and so must run even where they are not shown. */
export function codesAffecting(shown: readonly Code[]): readonly string[] {
  return shown.flatMap((code) => {
    return [
      ...(rules.get(code)?.codes ?? []),
      ...(embedsGoodbyes.includes(code) ? (['repeated-goodbyes'] as const) : []),
    ];
  });
}

/**
 * Chooses at most `maxCards` findings. Reasons against a finding, in this order: the whole chart is suppressed; it is not for
 * this user, or not for this person; it is retired; a finding of `all` that is not, shown or not, supersedes it; what it says of a clinician may not be disclosed;
 * it is quieted; the clinician's budget is used up; `maxCards` others come before it in the order of the codes.
 */
export function choose(found: readonly Finding[], choosing: ChoiceContext, all: readonly Finding[] = found): Choice {
  const findings = inOrder(found);
  const { retired } = choosing.remembered;
  const bearing = inOrder(all).filter(({ code }) => !retired.has(code));
  const silenced = silencedCodes(choosing.remembered, choosing.times);
  const mentioned = bearing.filter(
    ({ code, facts }) =>
      !silenced.has(code) &&
      choosing.unmentioned?.has(code) !== true &&
      !namesSomeoneNotNamed(facts, choosing) &&
      userExclusion(code, choosing) === undefined,
  );
  const [silence] = suppressionReasons(choosing);
  const shown: Chosen[] = [];
  const held: Held[] = [];
  for (const finding of findings) {
    const { code } = finding;
    const why =
      silence ??
      userExclusion(code, choosing) ??
      audienceExclusion(code, choosing.person, choosing.opening.asOf) ??
      (retired.has(code) ? 'retired' : undefined) ??
      (isSuperseded(finding, bearing) ? 'another-finding' : whyNotDisclosed(finding, choosing));
    const material = choosing.materialOf(finding);
    const decision =
      why === undefined ? checkQuiet({ code, material }, choosing.remembered, choosing.times) : undefined;
    const withheld: Omit<Held, 'code'> | undefined =
      why === undefined ? quietReason(code, decision, choosing, shown.length) : { why };
    if (withheld !== undefined) held.push({ code, ...withheld });
    else
      shown.push({
        finding: withGoodbyes(finding, mentioned),
        material,
        again: decision?.kind === 'again' ? decision : undefined,
      });
  }
  return { shown, held };
}

/** In the order of the codes; one that stands just after another's place comes before the next code's. */
function inOrder(found: readonly Finding[]): readonly AnyFinding[] {
  return found.filter(hasWords).toSorted(byPlace);
}

/** Compares two findings by their place in the order of cards. */
export function byPlace(a: AnyFinding, b: AnyFinding): number {
  return placeOf(a) - placeOf(b);
}

function placeOf({ code, justAfter }: AnyFinding): number {
  const before: readonly string[] = codes;
  const place = justAfter === undefined ? -1 : before.indexOf(justAfter);
  return place < 0 ? codes.indexOf(code) : place + 0.5;
}

function quietReason(
  code: Code,
  decision: QuietDecision | undefined,
  { remembered, cardsPer100, maxCards }: ChoiceContext,
  shown: number,
): Omit<Held, 'code'> | undefined {
  if (decision?.kind === 'quiet') {
    const why = `quiet-${decision.why}` as const;
    return Number.isFinite(decision.until) ? { why, until: decision.until } : { why };
  }
  if (decision?.kind === 'new' && !fitsBudget(code, remembered.budget, cardsPer100)) return { why: 'budget' };
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
