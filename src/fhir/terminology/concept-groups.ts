import type { JsonObject } from '../json.ts';
import { bodilySymptomSets, type CodeSetName, conditionSets, heededSets, symptomSets } from './code-set-names.ts';
import type { CodeSets } from './code-sets.ts';
import { oncePerConcept } from './concepts.ts';

const named: readonly CodeSetName[] = [...conditionSets, ...symptomSets, ...bodilySymptomSets];

/**
 * The sets of conditions and symptoms that a CodeableConcept is in. What is heeded is looked for in its words too,
 * whatever its codes are: a code for headache may stand beside 'with loss of vision'.
 */
export function conceptGroups(codeSets: CodeSets): (concept: JsonObject) => readonly CodeSetName[] {
  return oncePerConcept((concept) => [
    ...withoutOther(codeSets.setsOf(concept, named)),
    ...heededSets.filter((set) => codeSets.has(set, concept)),
  ]);
}

/** A symptom that has a set of its own is no other one. */
function withoutOther(sets: readonly CodeSetName[]): readonly CodeSetName[] {
  const hasOwn = sets.some((set) => set !== 'symptom-other' && set.startsWith('symptom-'));
  return hasOwn ? sets.filter((set) => set !== 'symptom-other') : sets;
}
