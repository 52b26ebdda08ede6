import { type CodeSetName, codeSetNames } from '../code-set-names.ts';
import type { CodeSets } from '../code-sets.ts';
import { codesOf, codingsOf } from '../codings.ts';
import { type Fields, text } from '../json.ts';
import { matchable } from '../matching-text.ts';
import { oncePerConcept } from './concepts.ts';

/** What the type, service or reason of an encounter or appointment says about it. */
export interface VisitKind {
  /** Its codes as `system|code`. */
  readonly codes: readonly string[];
  /** What invitations and their answers are matched by: names of recall sets, its codes, its texts in lower case. */
  readonly kinds: readonly string[];
  readonly notAVisit: boolean;
  /** Planned series, by name. */
  readonly series: string | undefined;
  readonly duty: boolean;
  readonly walkIn: boolean;
  readonly interpreter: boolean;
  readonly way: Extract<CodeSetName, 'visit-remote' | 'visit-home' | 'visit-emergency' | 'visit-hospital'> | undefined;
}

const seriesSets: readonly CodeSetName[] = [
  'series-vaccination',
  'series-antenatal',
  'series-postnatal',
  'series-baby-clinic',
  'series-dialysis',
  'series-chemotherapy',
  'series-monitoring',
  'series-dressing',
  'series-injection',
  'series-contraception',
];
const recallSets = codeSetNames.filter((name) => name.startsWith('recall-'));
const waySets = ['visit-emergency', 'visit-hospital', 'visit-remote', 'visit-home'] as const;

/** Tells the kind of a CodeableConcept. */
export function visitKinds(codeSets: CodeSets): (concept: Fields) => VisitKind {
  return oncePerConcept((concept) => kindOf(concept, codeSets));
}

function kindOf(concept: Fields, codeSets: CodeSets): VisitKind {
  const [series] = codeSets.setsOf(concept, seriesSets);
  const codes = codesOf(concept);
  return {
    codes,
    kinds: [...new Set([...codeSets.setsOf(concept, recallSets), ...codes, ...textsOf(concept)])],
    notAVisit: codeSets.has('not-a-visit', concept),
    series: series?.replace('series-', ''),
    duty: codeSets.has('visit-duty', concept),
    walkIn: codeSets.has('visit-walk-in', concept),
    interpreter: codeSets.has('interpreter', concept),
    way: waySets.find((set) => codeSets.has(set, concept)),
  };
}

function textsOf(concept: Fields): string[] {
  const words = [concept.text, ...codingsOf(concept).map(({ display }) => display)];
  return words.flatMap(
    (each) =>
      matchable(text(each) ?? '')
        .trim()
        .toLowerCase() || [],
  );
}
