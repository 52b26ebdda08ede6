import { canonicalCode, codePath, expandCode } from './code-matching.ts';
import { type CodeSetName, codeSetNames } from './code-set-names.ts';
import { canonicalSystem } from './code-systems.ts';
import { type ConceptContent, conceptReader } from './concept-content.ts';
import { rememberFoundWords } from './found-words.ts';
import { type CodeSetContent, readValueSet } from './value-sets.ts';
import { alone, wordSearch } from './word-search.ts';

/** A site's changes of the sets that ship: first `replace` the content of a set, then `add` to it. */
export type CodeSetChanges = {
  readonly [name in CodeSetName]?:
    | { readonly add?: CodeSetContent | undefined; readonly replace?: CodeSetContent | undefined }
    | undefined;
};

/** Finds the sets that a CodeableConcept or Coding is in. Any other value is in none. */
export interface CodeSets {
  has(set: CodeSetName, codeable: unknown): boolean;
  /** The `candidates` that it is in, in their order; words count only if no code is in any of them. */
  setsOf<Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]): readonly Name[];
  /** Those of the `candidates` that it is in, each asked for by itself: its words count whatever set its codes are in. */
  eachOf<Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]): readonly Name[];
  /**
   * The same sets for one record, of which at most {@link maxCharacters} characters are searched. At the limit `onSpent` is
   * called, once, and after that nothing is in any set.
   */
  forRecord(onSpent: () => void): CodeSets;
}

/** About thirty times what the longest records need; half a second at most. */
const maxCharacters = 40_000_000;

/** How many characters may still be searched, and what is called when none are left. */
interface Budget {
  left: number;
  readonly onSpent: () => void;
}

/** By system and code: the sets that include it (true), or exclude it although they include its category (false). */
type Index = ReadonlyMap<string, ReadonlyMap<CodeSetName, boolean>>;

/** The sets of `fhir-profiles/` with a site's changes; throws when a file is missing or broken. */
export function loadCodeSets(changes: CodeSetChanges = {}): CodeSets {
  const index = new Map<string, Map<CodeSetName, boolean>>();
  const words = new Map<CodeSetName, readonly string[]>();
  for (const name of codeSetNames) {
    const { replace = readValueSet(name), add } = changes[name] ?? {};
    for (const { codes = [], except = [] } of [replace, add ?? {}]) {
      for (const entry of codes) addToIndex(index, entry, name, true);
      for (const entry of except) addToIndex(index, entry, name, false);
    }
    words.set(name, [...(replace.words ?? []), ...(add?.words ?? [])]);
  }
  const search = wordSearch(words);
  const foundBefore = rememberFoundWords();
  const isCoded = ({ byCodes }: FoundContent, set: CodeSetName) => byCodes.some((sets) => sets.get(set) === true);
  const within = (budget: Budget, readConcept: (codeable: unknown) => ConceptContent): CodeSets => {
    const read = rememberLast((codeable): FoundContent => {
      const content = readConcept(codeable);
      return { ...content, byCodes: content.codes.map((code) => setsHolding(index, code)) };
    });
    const lookUp = (codeable: unknown): FoundContent => {
      if (budget.left < 0) return nothing;
      const content = read(codeable);
      budget.left -= content.cost;
      if (budget.left < 0) budget.onSpent();
      return content;
    };
    const setsOf = <Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]): readonly Name[] => {
      const content = lookUp(codeable);
      const coded = content.byCodes.length === 0 ? none : candidates.filter((set) => isCoded(content, set));
      if (coded.length > 0 || !search.anyIn(candidates, content.texts)) return coded;
      return search.setsIn(candidates, content.texts);
    };
    return {
      setsOf,
      has: (set, codeable) => setsOf(codeable, alone(set)).length > 0,
      eachOf: (codeable, candidates) => {
        const content = lookUp(codeable);
        const worded = search.anyIn(candidates, content.texts);
        return candidates.filter((set) => isCoded(content, set) || (worded && search.isIn(set, content.texts)));
      },
      forRecord: (onSpent) => within({ left: maxCharacters, onSpent }, conceptReader(foundBefore)),
    };
  };
  // Of what no record holds, such as staff, no text is kept.
  return within({ left: Number.POSITIVE_INFINITY, onSpent: () => {} }, (codeable) =>
    conceptReader(foundBefore)(codeable),
  );
}

/** A concept, and by each of its codes the sets. */
interface FoundContent extends ConceptContent {
  readonly byCodes: readonly ReadonlyMap<CodeSetName, boolean>[];
}

const none: readonly never[] = [];
const nothing: FoundContent = { byCodes: none, codes: none, texts: none, cost: 0 };

function addToIndex(
  index: Map<string, Map<CodeSetName, boolean>>,
  entry: { readonly system: string; readonly code: string },
  name: CodeSetName,
  included: boolean,
): void {
  const system = canonicalSystem(entry.system);
  for (const code of expandCode(system, canonicalCode(system, entry.code))) {
    const key = `${system}|${code}`;
    const sets = index.get(key) ?? new Map<CodeSetName, boolean>();
    index.set(key, sets.set(name, included));
  }
}

/** The sets that include a code (true) or exclude it; the entry for the most specific category wins. */
function setsHolding(
  index: Index,
  { system, code }: { readonly system: string; readonly code: string },
): ReadonlyMap<CodeSetName, boolean> {
  const path = codePath(system, code);
  const [only = code] = path;
  if (path.length === 1) return index.get(`${system}|${only}`) ?? noSets;
  const sets = new Map<CodeSetName, boolean>();
  for (const category of path) {
    for (const [set, included] of index.get(`${system}|${category}`) ?? []) if (!sets.has(set)) sets.set(set, included);
  }
  return sets;
}

const noSets: ReadonlyMap<CodeSetName, boolean> = new Map();

/** Caches the last result: one concept is looked up in many sets in a row. */
function rememberLast<T>(find: (codeable: unknown) => T): (codeable: unknown) => T {
  let last: { readonly codeable: unknown; readonly found: T } | undefined;
  return (codeable) => {
    if (last === undefined || last.codeable !== codeable) last = { codeable, found: find(codeable) };
    return last.found;
  };
}
