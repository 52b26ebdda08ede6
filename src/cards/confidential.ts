import type { Finding } from '../detectors/detector.ts';
import type { AnyFinding } from '../detectors/index.ts';
import { type Disclosure, whyNotDisclosed } from './disclosure.ts';
import { mayBeNamed, type Reason } from './held.ts';
import { audienceExclusion, type Chart, suppressionReasons, userExclusion } from './suppression.ts';
import { hasWords } from './wording/index.ts';

/**
 * Codes of the findings that must neither be named nor change what is named of others. Each reason against a finding counts,
 * not only the first: a record may be restricted, and its person have died.
 */
export function confidentialCodes(found: readonly Finding[], context: Chart & Disclosure): ReadonlySet<string> {
  const confidential = found
    .filter(hasWords)
    .filter((one) => !mayBeNamed(one.code) || reasonsAgainst(one, context).some((why) => !mayBeNamed(one.code, why)));
  return new Set(confidential.map(({ code }) => code));
}

/** The reasons that hold whatever else was found. */
function reasonsAgainst(finding: AnyFinding, context: Chart & Disclosure): readonly Reason[] {
  const { code } = finding;
  const { person, opening } = context;
  const own = [
    // An emergency visit that may only silence, for example a restricted one.
    opening.visit?.emergency && opening.visit.onlySilences ? 'restricted' : undefined,
    userExclusion(code, context),
    audienceExclusion(code, person, opening.asOf),
    whyNotDisclosed(finding, context),
  ] as const;
  return [...suppressionReasons(context), ...own.filter((why) => why !== undefined)];
}
