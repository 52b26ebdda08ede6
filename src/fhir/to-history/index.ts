export type { Named } from './named.ts';
export { namedInHistory } from './named.ts';
export type { At, Sources } from './sources.ts';

import type { Opening, Reading } from '../../history/history.ts';
import type { CodeSets } from '../code-sets.ts';
import type { At, Sources } from './sources.ts';

/** Maps what came of a record to the history it tells. Never throws: what can't be used is left out and counted by reason. */
export function toReading(
  _sources: Sources,
  _at: At,
  _codeSets: CodeSets,
): { reading: Reading; opening: Opening; tally: Map<string, number> } {
  throw new Error('in work');
}
