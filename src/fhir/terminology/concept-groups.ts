import type { JsonObject } from '../json.ts';
import {
  type CodeSetName,
  cautionSets,
  conditionSets,
  lifeEventExceptions,
  lifeEventSets,
  lossSets,
  physicalSymptomSets,
  qualifyingSets,
  symptomSets,
} from './code-set-names.ts';
import type { CodeSets } from './code-sets.ts';
import { oncePerConcept } from './concepts.ts';

const groupSets: readonly CodeSetName[] = [
  ...conditionSets,
  ...lossSets,
  ...symptomSets,
  ...physicalSymptomSets,
  ...lifeEventSets,
];
const qualified: readonly CodeSetName[] = [...qualifyingSets, ...cautionSets];
const exceptions: { readonly [set in CodeSetName]?: CodeSetName } = lifeEventExceptions;

/** The groups of concepts, cached for one record. */
export function conceptGroups(codeSets: CodeSets): (concept: JsonObject) => readonly CodeSetName[] {
  return oncePerConcept((concept) => codeSets.meaningOf(concept, groupsOf));
}

/**
 * The sets of conditions and symptoms that a CodeableConcept is in. The sets that suppress cards are matched by its words
 * too, whatever its codes are: a code for headache may come with the text 'with loss of vision'.
 */
export function groupsOf(concept: JsonObject, codeSets: CodeSets): readonly CodeSetName[] {
  const isException = (set: CodeSetName): boolean => {
    const exception = exceptions[set];
    return exception !== undefined && codeSets.has(exception, concept);
  };
  const sets = withoutOther(codeSets.setsOf(concept, groupSets)).filter((set) => !isException(set));
  return [...sets, ...codeSets.eachOf(concept, sets.length === 0 ? cautionSets : qualified)];
}

/** A symptom that is in a set of its own is not also `symptom-other`. */
function withoutOther(sets: readonly CodeSetName[]): readonly CodeSetName[] {
  const hasOwn = sets.some((set) => set !== 'symptom-other' && set.startsWith('symptom-'));
  return hasOwn ? sets.filter((set) => set !== 'symptom-other') : sets;
}
