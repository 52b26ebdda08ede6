import type { LeftEarly } from '../../../history/contact.ts';
import type { JsonObject } from '../../json.ts';
import { leftSets } from '../../terminology/code-set-names.ts';
import type { CodeSets } from '../../terminology/code-sets.ts';
import { oncePerConcept } from '../../terminology/concepts.ts';

const stages = {
  'left-before-seen': 'unseen',
  'left-before-treated': 'untreated',
  'left-against-advice': 'against-advice',
} as const satisfies Readonly<Record<(typeof leftSets)[number], LeftEarly['stage']>>;

/** What a concept says of an early end. */
export type StageOf = (concept: JsonObject) => LeftEarly['stage'] | undefined;

export function leftStages(codeSets: CodeSets): StageOf {
  return oncePerConcept((concept) => {
    const [set] = codeSets.setsOf(concept, leftSets);
    return set && stages[set];
  });
}
