import { fields, type JsonObject } from '../json.ts';
import { addToIndex, type CodeIndex, setsHolding } from './code-index.ts';
import { type CodeSetName, codeSetNames } from './code-set-names.ts';
import { type ConceptContent, conceptReader } from './concept-content.ts';
import { asKnown, type KnownConcept, rememberConcepts } from './known-concepts.ts';
import { type CodeSetContent, readValueSet } from './value-sets.ts';
import { alone, type WordSearch, wordSearch } from './word-search.ts';

/** A site's changes of the sets that ship: first `replace` the content of a set, then `add` to it. */
export type CodeSetChanges = {
  readonly [name in CodeSetName]?:
    | { readonly add?: CodeSetContent | undefined; readonly replace?: CodeSetContent | undefined }
    | undefined;
};

/** Finds the sets that a CodeableConcept or Coding is in; any other value is in none. Lists of `candidates` are constants. */
export interface CodeSets {
  has(set: CodeSetName, codeable: unknown): boolean;
  /** The `candidates` that it is in, in their order; words count only if no code is in any of them. */
  setsOf<Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]): readonly Name[];
  /** Those of the `candidates` that it is in, each asked for by itself: its words count whatever set its codes are in. */
  eachOf<Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]): readonly Name[];
  /**
   * What `find` says of a concept, which it is given without all but its texts and codes, remembered for other records too.
   * It may look at nothing else but the sets, what it says may hold none of the texts, and it is one function for all calls.
   */
  meaningOf<T>(concept: JsonObject, find: (concept: JsonObject, codeSets: CodeSets) => T): T;
  /**
   * The same sets for one record, of which at most {@link maxCharacters} characters are searched. At the limit `onSpent` is
   * called, once, and after that nothing is in any set.
   */
  forRecord(onSpent: () => void): CodeSets;
}

/** About twenty times what the longest records need; half a second at most. */
const maxCharacters = 28_000_000;

/** How many characters may be searched. */
interface Budget {
  charge(cost: number): void;
  spent(): number;
  /** No more may be searched. */
  isSpent(): boolean;
}

function openBudget(limit: number, onSpent: () => void): Budget {
  let spent = 0;
  return {
    charge: (cost) => {
      spent += cost;
      if (spent > limit) onSpent();
    },
    spent: () => spent,
    isSpent: () => spent > limit,
  };
}

/** The sets of `fhir-profiles/` with a site's changes; throws when a file is missing or broken. */
export function loadCodeSets(changes: CodeSetChanges = {}): CodeSets {
  const index: CodeIndex = new Map();
  const words = new Map<CodeSetName, readonly string[]>();
  for (const name of codeSetNames) {
    const { replace = readValueSet(name), add } = changes[name] ?? {};
    for (const { codes = [], except = [] } of [replace, add ?? {}]) {
      for (const entry of codes) addToIndex(index, entry, name, true);
      for (const entry of except) addToIndex(index, entry, name, false);
    }
    words.set(name, [...(replace.words ?? []), ...(add?.words ?? [])]);
  }
  const sets = { index, search: wordSearch(words), knownConcept: rememberConcepts() };
  // Of what no record holds, such as staff, no text is kept.
  const readConcept = (concept: JsonObject) => conceptReader()(concept);
  const unlimited = openBudget(Number.POSITIVE_INFINITY, () => {});
  return codeSetsWithin(unlimited, sets, readConcept);
}

/** What is looked up in. */
interface LoadedSets {
  readonly index: CodeIndex;
  readonly search: WordSearch;
  readonly knownConcept: ReturnType<typeof rememberConcepts>;
}

function codeSetsWithin(
  budget: Budget,
  sets: LoadedSets,
  readConcept: (concept: JsonObject) => ConceptContent,
): CodeSets {
  const contentOf = rememberLast(readConcept);
  const knownOf = rememberLast((concept) =>
    sets.knownConcept(concept, () => {
      const { codes, cost } = contentOf(concept);
      return { cost, byCodes: codes.map((code) => setsHolding(sets.index, code)) };
    }),
  );
  const lookUp = (way: LookUp, codeable: unknown, candidates: readonly CodeSetName[]): readonly CodeSetName[] => {
    const concept = fields(codeable);
    if (concept === undefined || budget.isSpent()) return none;
    const known = knownOf(concept);
    budget.charge(known.cost);
    if (budget.isSpent()) return none;
    const before = known[way].get(candidates);
    if (before !== undefined) return before;
    const found = lookUps[way](sets.search, candidates, known, contentOf(concept).texts);
    known[way].set(candidates, found);
    return found;
  };
  const meaningOf: CodeSets['meaningOf'] = (concept, find) => {
    if (budget.isSpent()) return find(asKnown(concept), codeSets);
    const { meanings } = knownOf(concept);
    const before = meanings.get(find);
    if (before !== undefined) {
      budget.charge(before.cost);
      return before.meaning as ReturnType<typeof find>;
    }
    const spentBefore = budget.spent();
    const meaning = find(asKnown(concept), codeSets);
    if (!budget.isSpent()) meanings.set(find, { meaning, cost: budget.spent() - spentBefore });
    return meaning;
  };
  const codeSets: CodeSets = {
    setsOf: <Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]) =>
      lookUp('setsOf', codeable, candidates) as readonly Name[],
    has: (set, codeable) => lookUp('setsOf', codeable, alone(set)).length > 0,
    eachOf: <Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]) =>
      lookUp('eachOf', codeable, candidates) as readonly Name[],
    meaningOf,
    forRecord: (onSpent) => codeSetsWithin(openBudget(maxCharacters, onSpent), sets, conceptReader()),
  };
  return codeSets;
}

type LookUp = 'setsOf' | 'eachOf';
type Find = (
  search: WordSearch,
  candidates: readonly CodeSetName[],
  known: KnownConcept,
  texts: ConceptContent['texts'],
) => readonly CodeSetName[];

const lookUps: Readonly<Record<LookUp, Find>> = {
  setsOf: (search, candidates, known, texts) => {
    const coded = known.byCodes.length === 0 ? none : candidates.filter((set) => isCoded(known, set));
    return coded.length > 0 ? coded : search.setsIn(candidates, texts);
  },
  eachOf: (search, candidates, known, texts) => {
    const worded = search.setsIn(candidates, texts);
    return candidates.filter((set) => isCoded(known, set) || worded.includes(set));
  },
};

function isCoded({ byCodes }: KnownConcept, set: CodeSetName): boolean {
  return byCodes.some((sets) => sets.get(set) === true);
}

const none: readonly never[] = [];

/** Caches the last result: one concept is looked up in many sets in a row. */
function rememberLast<T>(find: (concept: JsonObject) => T): (concept: JsonObject) => T {
  let last: { readonly concept: JsonObject; readonly found: T } | undefined;
  return (concept) => {
    if (last === undefined || last.concept !== concept) last = { concept, found: find(concept) };
    return last.found;
  };
}
