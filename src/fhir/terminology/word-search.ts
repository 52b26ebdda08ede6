import { memoByList } from '../../history/memo.ts';
import { wordPattern } from './code-matching.ts';
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
import { isFound, type SearchableText, type TextForm } from './concept-content.ts';

/** Finds code sets by their words. */
export interface WordSearch {
  /** Whether a text has a word of any of these sets: most texts have none. */
  anyIn(sets: readonly CodeSetName[], texts: readonly SearchableText[]): boolean;
  /** Those of these sets of which a text says something that counts for the set, in their order. */
  setsIn<Name extends CodeSetName>(sets: readonly Name[], texts: readonly SearchableText[]): readonly Name[];
  /** Whether one has a word of this set, and says something that counts for it. */
  isIn(set: CodeSetName, texts: readonly SearchableText[]): boolean;
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

/** How many sets are searched for at once: a text seldom has words of more than one or two sets. */
const bundleSize = 8;

/** A search for the words of these sets. */
export function wordSearch(wordsOf: ReadonlyMap<CodeSetName, readonly string[]>): WordSearch {
  // The lists that are asked for are constants.
  const patternOf = memoByList((sets: readonly CodeSetName[]) => {
    const words = sets.flatMap((set) => wordsOf.get(set) ?? []);
    return words.length === 0 ? undefined : wordPattern(words);
  });
  const bundlesOf = memoByList(bundles);
  const says = (sets: readonly CodeSetName[], form: TextForm, texts: readonly SearchableText[]): boolean => {
    const pattern = patternOf(sets);
    return pattern !== undefined && texts.some((text) => isFound(pattern, text, form));
  };
  return {
    anyIn: (sets, texts) => says(sets, 'words', texts),
    isIn: (set, texts) => says(alone(set), 'words', texts) && says(alone(set), formOf(set), texts),
    setsIn: <Name extends CodeSetName>(sets: readonly Name[], texts: readonly SearchableText[]) =>
      bundlesOf(sets).flatMap(({ form, each, all }) => {
        if (each.length > 1 && !says(all, form, texts)) return [];
        return each.filter((one) => says(one, form, texts)).flat() as Name[];
      }),
  };
}

/** Neighbours of one form, and each of them as a list of one. */
interface Bundle {
  readonly form: TextForm;
  readonly all: readonly CodeSetName[];
  readonly each: readonly (readonly CodeSetName[])[];
}

function bundles(sets: readonly CodeSetName[]): readonly Bundle[] {
  const found: { form: TextForm; all: CodeSetName[]; each: (readonly CodeSetName[])[] }[] = [];
  for (const set of sets) {
    const form = formOf(set);
    const last = found.at(-1);
    const bundle = last?.form === form && last.all.length < bundleSize ? last : { form, all: [], each: [] };
    if (bundle !== last) found.push(bundle);
    bundle.all.push(set);
    bundle.each.push(alone(set));
  }
  return found;
}

const lists = new Map<CodeSetName, readonly CodeSetName[]>(codeSetNames.map((name) => [name, [name]]));

/** The set as a list of one, always the same. */
export function alone(set: CodeSetName): readonly CodeSetName[] {
  return lists.get(set) ?? [set];
}
