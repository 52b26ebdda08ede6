import type { CautionKind } from '../../history/caution.ts';
import type { LeftEarly } from '../../history/contact.ts';
import { type JsonObject, text } from '../json.ts';
import { cautionsOf } from './caution-kinds.ts';
import { type CodeSetName, codeSetNames } from './code-set-names.ts';
import type { CodeSets } from './code-sets.ts';
import { codesOf, codingsOf } from './codings.ts';
import { groupsOf } from './concept-groups.ts';
import { oncePerConcept } from './concepts.ts';
import { leftStageOf } from './left-stages.ts';
import { matchable } from './matching-text.ts';

/** The meaning of a type, service, reason or diagnosis of an encounter or appointment. */
export interface VisitKind {
  /** Its codes as `system|code`. */
  readonly codes: readonly string[];
  /** Invitations and their answers are matched by these: names of recall sets, its codes, its texts in lower case. */
  readonly kinds: readonly string[];
  readonly notAVisit: boolean;
  /** Too general to mean anything ('Other report'): if there are other types, only they count. */
  readonly unspecified: boolean;
  /** Planned series, by name. */
  readonly series: string | undefined;
  readonly duty: boolean;
  readonly walkIn: boolean;
  readonly interpreter: boolean;
  /** Sets of conditions and symptoms. */
  readonly groups: readonly CodeSetName[];
  /** What it says that may only silence. */
  readonly cautions: readonly CautionKind[];
  /** The person left early. */
  readonly left: LeftEarly['stage'] | undefined;
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

const markSets = ['visit-duty', 'visit-walk-in', 'interpreter', ...waySets] as const;

/** Finds the kind of a CodeableConcept, cached. */
export function visitKinds(codeSets: CodeSets): (concept: JsonObject) => VisitKind {
  return oncePerConcept((concept) => {
    const { recalls, ...meaning } = codeSets.meaningOf(concept, meaningOf);
    const codes = codesOf(concept);
    return { codes, kinds: [...new Set([...recalls, ...codes, ...textsOf(concept)])], ...meaning };
  });
}

/** A {@link VisitKind} without the concept's own codes and texts, and the recall sets that it is in. */
type VisitMeaning = Omit<VisitKind, 'codes' | 'kinds'> & { readonly recalls: readonly CodeSetName[] };

function meaningOf(concept: JsonObject, codeSets: CodeSets): VisitMeaning {
  const [series] = codeSets.setsOf(concept, seriesSets);
  const marks = codeSets.eachOf(concept, markSets);
  return {
    recalls: codeSets.setsOf(concept, recallSets),
    series: series?.replace('series-', ''),
    duty: marks.includes('visit-duty'),
    walkIn: marks.includes('visit-walk-in'),
    interpreter: marks.includes('interpreter'),
    way: waySets.find((set) => marks.includes(set)),
    groups: groupsOf(concept, codeSets),
    cautions: cautionsOf(concept, codeSets),
    left: leftStageOf(concept, codeSets),
    ...isEntryWithoutVisit(concept, codeSets),
  };
}

/**
 * Whether a type means an entry without a visit. The text was chosen by a person, the code by a system, and either may be a
 * placeholder: 'GP Surgery' comes with the code for 'Other report', the code for a telephone call with the text 'Other'.
 * Placeholders are therefore ignored if the same type says anything else. One code, display or text that means no visit is
 * then enough ('GP Surgery' coded as an A+E report is a report): an entry wrongly counted as a visit makes a card say
 * something false, and a visit that is not counted only makes it say less.
 */
function isEntryWithoutVisit(concept: JsonObject, codeSets: CodeSets): Pick<VisitKind, 'notAVisit' | 'unspecified'> {
  const isSpecific = (part: JsonObject) => !codeSets.has('visit-type-unspecified', part);
  const coding = codingsOf(concept).filter(isSpecific);
  const words = text(concept.text) !== undefined && isSpecific({ text: concept.text }) ? { text: concept.text } : {};
  const unspecified = coding.length === 0 && words.text === undefined;
  return { notAVisit: codeSets.has('not-a-visit', unspecified ? concept : { ...words, coding }), unspecified };
}

/** Types that are too general are ignored if there are others. */
export function isNoVisit(types: readonly VisitKind[]): boolean {
  const isSpecific = types.some(({ unspecified }) => !unspecified);
  return types.some(({ notAVisit, unspecified }) => notAVisit && !(isSpecific && unspecified));
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
