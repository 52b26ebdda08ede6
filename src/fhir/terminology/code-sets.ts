import { fields, text } from '../json.ts';
import { affirmed, canonicalCode, codePath, expandCode, normalized, notDenied, wordPattern } from './code-matching.ts';
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
import { canonicalSystem } from './code-systems.ts';
import { codingsOf, systemAndCode } from './codings.ts';
import { matchable } from './matching-text.ts';
import { type CodeSetContent, readValueSet } from './value-sets.ts';

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
  setsOf<Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[]): Name[];
  /**
   * The same sets for one record, of which at most {@link maxCharacters} characters are searched. At the limit `onSpent` is
   * called, once, and after that nothing is in any set.
   */
  forRecord(onSpent: () => void): CodeSets;
}

/** About thirty times what the longest records need; half a second at most. */
const maxCharacters = 40_000_000;
/** The cost of looking up a concept with hardly any text, in characters. */
const minCost = 100;

/** How many characters may still be searched, and what is called when none are left. */
interface Budget {
  left: number;
  readonly onSpent: () => void;
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
  const { matching, anyOf } = patternsOf(words);
  const read = rememberLast((codeable) => readConcept(codeable, index));
  const setsOf = <Name extends CodeSetName>(codeable: unknown, candidates: readonly Name[], budget: Budget): Name[] => {
    if (budget.left < 0) return [];
    const { cost, byCodes, texts, words } = read(codeable);
    budget.left -= cost;
    if (budget.left < 0) budget.onSpent();
    const found = byCodes.length === 0 ? [] : candidates.filter((set) => byCodes.some((sets) => sets.get(set)));
    if (found.length > 0) return found;
    if (!words.some((text) => anyOf(candidates)?.test(text))) return [];
    const stated = texts.map((text) => normalized(affirmed(text)));
    const suspected = texts.map((text) => normalized(notDenied(text)));
    const inWords = (set: CodeSetName) => (suspectedToo.has(set) ? suspected : affirmedOnly.has(set) ? stated : words);
    return candidates.filter((set) => inWords(set).some((text) => matching(set)?.test(text)));
  };
  const within = (budget: Budget): CodeSets => ({
    setsOf: (codeable, candidates) => setsOf(codeable, candidates, budget),
    has: (set, codeable) => setsOf(codeable, [set], budget).length > 0,
    forRecord: (onSpent) => within({ left: maxCharacters, onSpent }),
  });
  return within({ left: Number.POSITIVE_INFINITY, onSpent: () => {} });
}

/** A pattern for the words of each set, and one for several sets together: most texts have none of their words. */
function patternsOf(words: ReadonlyMap<CodeSetName, readonly string[]>) {
  const patternOf = (all: readonly string[]) => (all.length === 0 ? undefined : wordPattern(all));
  const single = new Map([...words].map(([name, each]) => [name, patternOf(each)]));
  const several = new WeakMap<readonly CodeSetName[], RegExp | undefined>();
  return {
    matching: (set: CodeSetName) => single.get(set),
    anyOf: (sets: readonly CodeSetName[]) => {
      const [only] = sets;
      if (sets.length === 1 && only !== undefined) return single.get(only);
      if (!several.has(sets)) several.set(sets, patternOf(sets.flatMap((set) => words.get(set) ?? [])));
      return several.get(sets);
    },
  };
}

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
): Map<CodeSetName, boolean> {
  const sets = new Map<CodeSetName, boolean>();
  for (const category of codePath(system, code)) {
    for (const [set, included] of index.get(`${system}|${category}`) ?? []) if (!sets.has(set)) sets.set(set, included);
  }
  return sets;
}

/** The parts of a concept that are looked up in sets. */
interface ConceptContent {
  /** Sets by each of its codes that has a system. */
  readonly byCodes: readonly Map<CodeSetName, boolean>[];
  /** Every text and display, truncated for matching. */
  readonly texts: readonly string[];
  readonly words: readonly string[];
  /** The cost of a lookup, in characters. */
  readonly cost: number;
}

function readConcept(codeable: unknown, index: Index): ConceptContent {
  const concept = fields(codeable);
  const all = concept === undefined ? [] : [concept, ...codingsOf(concept)];
  const byCodes = all.flatMap((coding) => {
    const code = systemAndCode(coding);
    return code === undefined ? [] : [setsHolding(index, code)];
  });
  const given = [concept?.text, ...all.map(({ display }) => display)];
  const texts = given.flatMap((one) => (text(one) === undefined ? [] : matchable(String(one))));
  const cost = texts.reduce((sum, each) => sum + each.length, minCost * (1 + byCodes.length));
  return { byCodes, texts, words: texts.map(normalized), cost };
}

/** Caches the last result: one concept is looked up in many sets in a row. */
function rememberLast<T>(find: (codeable: unknown) => T): (codeable: unknown) => T {
  let last: { readonly codeable: unknown; readonly found: T } | undefined;
  return (codeable) => {
    if (last === undefined || last.codeable !== codeable) last = { codeable, found: find(codeable) };
    return last.found;
  };
}
