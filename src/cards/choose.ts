import type { Finding } from '../detectors/detector.ts';
import { type AnyFinding, type Code, codes, detectors } from '../detectors/index.ts';
import { type Disclosure, namesSomeoneNotNamed, whyNotDisclosed } from './disclosure.ts';
import { withGoodbyes } from './embed-goodbyes.ts';
import type { Held, Reason } from './held.ts';
import { applyLimits, type Limits } from './limits.ts';
import { type QuietTimes, type Remembered, silencedCodes } from './quieting.ts';
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

/** Everything but the findings that decides whether one of them may be shown at all. */
export interface Judging extends Chart, Disclosure {
  readonly remembered: Omit<Remembered, 'budget'>;
  readonly times: QuietTimes;
  /** Codes that no other card may mention in a sentence of its own; none if left out. */
  readonly unmentioned?: ReadonlySet<string>;
}

/** Everything but the findings that the choice depends on. */
export interface ChoiceContext extends Judging, Limits {
  readonly remembered: Remembered;
}

/** A finding and the reason against it, whatever was shown before; undefined if there is none. */
export type Judged =
  | { readonly code: Code; readonly why: Reason }
  | { readonly code: Code; readonly why: undefined; readonly finding: AnyFinding; readonly material: string };

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
 * Chooses at most `maxCards` findings: of those against which there is no reason ({@link judgeFindings}) the ones within the
 * limits of what was shown before ({@link applyLimits}).
 */
export function choose(found: readonly Finding[], choosing: ChoiceContext, all: readonly Finding[] = found): Choice {
  const judged = judgeFindings(found, choosing, all);
  const decisions = applyLimits(judged.filter(isCandidate), choosing.remembered, choosing);
  const shown = decisions.flatMap((one): Chosen[] => {
    if (one.withheld !== undefined) return [];
    const { finding, material } = one.candidate;
    return [{ finding, material, again: one.decision.kind === 'again' ? one.decision : undefined }];
  });
  const withheld = new Map(decisions.map((one) => [one.candidate.code, one.withheld]));
  const held = judged.flatMap(({ code, why }): Held[] => {
    const reason = why === undefined ? withheld.get(code) : { why };
    return reason === undefined ? [] : [{ code, ...reason }];
  });
  return { shown, held };
}

/**
 * Judges each finding, most important first, by all but what the clinician was shown. Reasons against one, in this order: the
 * whole chart is suppressed; it is not for this user, or not for this person; it is retired; a finding of `all` that is not,
 * shown or not, supersedes it; what it says of a clinician may not be disclosed.
 */
export function judgeFindings(
  found: readonly Finding[],
  judging: Judging,
  all: readonly Finding[] = found,
): readonly Judged[] {
  const { retired } = judging.remembered;
  const bearing = inOrder(all).filter(({ code }) => !retired.has(code));
  const silenced = silencedCodes(judging.remembered, judging.times);
  const mentioned = bearing.filter(
    ({ code, facts }) =>
      !silenced.has(code) &&
      judging.unmentioned?.has(code) !== true &&
      !namesSomeoneNotNamed(facts, judging) &&
      userExclusion(code, judging) === undefined,
  );
  const [silence] = suppressionReasons(judging);
  return inOrder(found).map((finding): Judged => {
    const { code } = finding;
    const why =
      silence ??
      userExclusion(code, judging) ??
      audienceExclusion(code, judging.person, judging.opening.asOf) ??
      (retired.has(code) ? 'retired' : undefined) ??
      (isSuperseded(finding, bearing) ? 'another-finding' : whyNotDisclosed(finding, judging));
    if (why !== undefined) return { code, why };
    return { code, why, finding: withGoodbyes(finding, mentioned), material: judging.materialOf(finding) };
  });
}

/** Whether there is no reason against a finding. */
export function isCandidate(judged: Judged): judged is Extract<Judged, { readonly why: undefined }> {
  return judged.why === undefined;
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
