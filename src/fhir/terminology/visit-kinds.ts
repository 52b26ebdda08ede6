import { type JsonObject, text } from '../json.ts';
import { type CodeSetName, codeSetNames } from './code-set-names.ts';
import type { CodeSets } from './code-sets.ts';
import { codesOf, codingsOf } from './codings.ts';
import { oncePerConcept } from './concepts.ts';
import { matchable } from './matching-text.ts';

/** What the type, service or reason of an encounter or appointment says about it. */
export interface VisitKind {
  /** Its codes as `system|code`. */
  readonly codes: readonly string[];
  /** What invitations and their answers are matched by: names of recall sets, its codes, its texts in lower case. */
  readonly kinds: readonly string[];
  readonly notAVisit: boolean;
  /** It says nothing ('Other report'): what other types say counts, where there are any. */
  readonly unspecified: boolean;
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
export function visitKinds(codeSets: CodeSets): (concept: JsonObject) => VisitKind {
  return oncePerConcept((concept) => kindOf(concept, codeSets));
}

function kindOf(concept: JsonObject, codeSets: CodeSets): VisitKind {
  const [series] = codeSets.setsOf(concept, seriesSets);
  const codes = codesOf(concept);
  return {
    codes,
    kinds: [...new Set([...codeSets.setsOf(concept, recallSets), ...codes, ...textsOf(concept)])],
    ...isEntryWithoutVisit(concept, codeSets),
    series: series?.replace('series-', ''),
    duty: codeSets.has('visit-duty', concept),
    walkIn: codeSets.has('visit-walk-in', concept),
    interpreter: codeSets.has('interpreter', concept),
    way: waySets.find((set) => codeSets.has(set, concept)),
  };
}

/**
 * Whether a type is of an entry in which nobody met. A text is the word that somebody chose, a code what a system made of
 * it, and either may be a stopgap: 'GP Surgery' comes with the code for 'Other report', the code for a telephone call with
 * the text 'Other'. What says nothing is therefore left out where the same type says anything else. Of what is left one
 * sign of no visit is enough, be it code, display or text ('GP Surgery' coded as an A+E report is a report): an entry that
 * was no visit makes a card say what is not so, and one visit less only makes it say less.
 */
function isEntryWithoutVisit(concept: JsonObject, codeSets: CodeSets): Pick<VisitKind, 'notAVisit' | 'unspecified'> {
  const saying = (part: JsonObject) => !codeSets.has('visit-type-unspecified', part);
  const coding = codingsOf(concept).filter(saying);
  const words = text(concept.text) !== undefined && saying({ text: concept.text }) ? { text: concept.text } : {};
  const unspecified = coding.length === 0 && words.text === undefined;
  return { notAVisit: codeSets.has('not-a-visit', unspecified ? concept : { ...words, coding }), unspecified };
}

/** Of several types, those that say nothing are left out where another says something. */
export function isNoVisit(types: readonly VisitKind[]): boolean {
  const saying = types.filter(({ unspecified }) => !unspecified);
  return (saying.length === 0 ? types : saying).some(({ notAVisit }) => notAVisit);
}

function textsOf(concept: JsonObject): string[] {
  const words = [concept.text, ...codingsOf(concept).map(({ display }) => display)];
  return words.flatMap(
    (each) =>
      matchable(text(each) ?? '')
        .trim()
        .toLowerCase() || [],
  );
}
