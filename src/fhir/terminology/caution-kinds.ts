import type { CautionKind } from '../../history/caution.ts';
import type { JsonObject } from '../json.ts';
import type { CodeSetName } from './code-set-names.ts';
import type { CodeSets } from './code-sets.ts';

/** The code sets of each kind. A visit of antenatal care shows that a pregnancy goes on; of self-harm its risk is one. */
const setsOf: Readonly<Record<CautionKind, readonly CodeSetName[]>> = {
  termination: ['termination'],
  pregnancy: ['pregnancy', 'series-antenatal'],
  birth: ['birth'],
  'self-harm': ['self-harm', 'suicidal-risk'],
  assault: ['assault'],
  'domestic-abuse': ['domestic-abuse'],
};
const kinds = Object.keys(setsOf) as readonly CautionKind[];
const noKinds: readonly CautionKind[] = [];
const allSets = kinds.flatMap((kind) => setsOf[kind]);

/** What a concept says that may only silence, by its codes or its words. */
export function cautionsOf(concept: JsonObject, codeSets: CodeSets): readonly CautionKind[] {
  const found = codeSets.eachOf(concept, allSets);
  return found.length === 0 ? noKinds : kinds.filter((kind) => setsOf[kind].some((set) => found.includes(set)));
}
