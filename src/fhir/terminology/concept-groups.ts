import type { JsonObject } from '../json.ts';
import { type CodeSetName, cautionSets, conditionSets, physicalSymptomSets, symptomSets } from './code-set-names.ts';
import type { CodeSets } from './code-sets.ts';
import { oncePerConcept } from './concepts.ts';

const groupSets: readonly CodeSetName[] = [...conditionSets, ...symptomSets, ...physicalSymptomSets];

/**
 * The sets of conditions and symptoms that a CodeableConcept is in. The sets that suppress cards are matched by its words
 * too, whatever its codes are: a code for headache may come with the text 'with loss of vision'.
 */
export function conceptGroups(codeSets: CodeSets): (concept: JsonObject) => readonly CodeSetName[] {
  return oncePerConcept((concept) => [
    ...withoutOther(codeSets.setsOf(concept, groupSets)),
    ...cautionSets.filter((set) => codeSets.has(set, concept)),
  ]);
}

/** A symptom that is in a set of its own is not also `symptom-other`. */
function withoutOther(sets: readonly CodeSetName[]): readonly CodeSetName[] {
  const hasOwn = sets.some((set) => set !== 'symptom-other' && set.startsWith('symptom-'));
  return hasOwn ? sets.filter((set) => set !== 'symptom-other') : sets;
}
