import {
  type CodeSetName,
  codeSetNames,
  conditionSets,
  lifeEventSets,
  lossSets,
  physicalSymptomSets,
  promiseSets,
  symptomSets,
} from './code-set-names.ts';
import { foundIn, type SearchableText, type TextForm } from './concept-content.ts';
import { type SentenceKind, wordsOfSentences } from './sentences.ts';
import { wordIndex } from './word-index.ts';

/** Finds code sets by their words. */
export interface WordSearch {
  /** Those of these sets of which a text says something that counts for the set, in their order. */
  setsIn<Name extends CodeSetName>(sets: readonly Name[], texts: readonly SearchableText[]): readonly Name[];
}

/** Sets that a text may also deny; only what it affirms counts. */
const affirmedOnly = new Set<CodeSetName>([
  ...conditionSets,
  ...lossSets,
  ...symptomSets,
  ...physicalSymptomSets,
  ...lifeEventSets,
  ...promiseSets,
  'interpreter',
]);

/** Of these a suspicion is enough, as they keep cards back where someone may be harmed. */
const suspectedToo = new Set<CodeSetName>(['safeguarding', 'domestic-abuse', 'self-harm', 'assault', 'suicidal-risk']);

/** What of a text counts for a set. */
function formOf(set: CodeSetName): TextForm {
  if (suspectedToo.has(set)) return 'suspected';
  return affirmedOnly.has(set) ? 'stated' : 'words';
}

/** A search for the words of these sets. */
export function wordSearch(wordsOf: ReadonlyMap<CodeSetName, readonly string[]>): WordSearch {
  const ofSets = [...wordsOf].flatMap(([set, words]) => words.map((word) => [word, set] as const));
  const index = wordIndex<CodeSetName | SentenceKind>([...ofSets, ...wordsOfSentences]);
  const isIn = (set: CodeSetName, text: SearchableText) => foundIn(text, formOf(set), index).has(set);
  return { setsIn: (sets, texts) => sets.filter((set) => texts.some((text) => isIn(set, text))) };
}

const lists = new Map<CodeSetName, readonly CodeSetName[]>(codeSetNames.map((name) => [name, [name]]));

/** The set as a list of one, always the same. */
export function alone(set: CodeSetName): readonly CodeSetName[] {
  return lists.get(set) ?? [set];
}
