import type { LeftEarly } from '../../history/contact.ts';
import type { JsonObject } from '../json.ts';
import { leftSets } from './code-set-names.ts';
import type { CodeSets } from './code-sets.ts';

const stages = {
  'left-before-seen': 'unseen',
  'left-before-treated': 'untreated',
  'left-against-advice': 'against-advice',
} as const satisfies Readonly<Record<(typeof leftSets)[number], LeftEarly['stage']>>;

/** What a concept says of an early end of a visit. */
export function leftStageOf(concept: JsonObject, codeSets: CodeSets): LeftEarly['stage'] | undefined {
  const [set] = codeSets.setsOf(concept, leftSets);
  return set && stages[set];
}
