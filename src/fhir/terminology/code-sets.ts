import { fields, text } from '../json.ts';
import { affirmed, canonicalCode, codePath, expandCode, normalized, wordPattern } from './code-matching.ts';
import { type CodeSetName, codeSetNames, conditionSets, physicalSymptomSets, symptomSets } from './code-set-names.ts';
import { canonicalSystem } from './code-systems.ts';
import { codingsOf, systemAndCode } from './codings.ts';
import { matchable } from './matching-text.ts';
import { type CodeSetContent, readValueSet } from './value-sets.ts';

/** What a site changes of the sets that ship: `replace` instead of what is there, then `add` to it. */
export type CodeSetChanges = {
  readonly [name in CodeSetName]?:
    | { readonly add?: CodeSetContent | undefined; readonly replace?: CodeSetContent | undefined }
    | undefined;
};

/** Which sets a CodeableConcept or Coding is in; anything else, whatever its shape, is in none. */
export interface CodeSets {
  has(set: CodeSetName, codeable: unknown): boolean;
  /** The sets among those named, in that order; words count only where no code is in any of them. */
  setsOf<Name extends CodeSetName>(codeable: unknown, among: readonly Name[]): Name[];
  /**
   * The same sets for one record, in which no more than {@link maxCharacters} characters are looked through: then `onSpent`
   * is called, once, and nothing more is in any set.
   */
  forRecord(onSpent: () => void): CodeSets;
}

/** Some thirty times what the longest records need; half a second at most. */
const maxCharacters = 40_000_000;
/** What a look costs that has hardly anything to look at, in characters. */
const minCost = 100;

/** How many characters may still be looked through, and what is done once there are none. */
interface Budget {
  left: number;
  readonly onSpent: () => void;
}

/** Sets of which a text may also say that it is not so. */
const affirmedOnly = new Set<CodeSetName>([
  ...conditionSets,
  ...symptomSets,
  ...physicalSymptomSets,
  'safeguarding',
  'interpreter',
]);

/** By system and code: the sets that hold it (true) or leave it out although they hold its category (false). */
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
  const setsOf = <Name extends CodeSetName>(codeable: unknown, among: readonly Name[], budget: Budget): Name[] => {
    if (budget.left < 0) return [];
    const { cost, held, texts, words } = read(codeable);
    budget.left -= cost;
    if (budget.left < 0) budget.onSpent();
    const byCode = held.length === 0 ? [] : among.filter((set) => held.some((sets) => sets.get(set)));
    if (byCode.length > 0) return byCode;
    if (!words.some((text) => anyOf(among)?.test(text))) return [];
    const stated = texts.map((text) => normalized(affirmed(text)));
    const inWords = (set: CodeSetName) => (affirmedOnly.has(set) ? stated : words);
    return among.filter((set) => inWords(set).some((text) => matching(set)?.test(text)));
  };
  const within = (budget: Budget): CodeSets => ({
    setsOf: (codeable, among) => setsOf(codeable, among, budget),
    has: (set, codeable) => setsOf(codeable, [set], budget).length > 0,
    forRecord: (onSpent) => within({ left: maxCharacters, onSpent }),
  });
  return within({ left: Number.POSITIVE_INFINITY, onSpent: () => {} });
}

/** The pattern of a set's words, and one for the words of several sets: most texts have none of them. */
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
  held: boolean,
): void {
  const system = canonicalSystem(entry.system);
  for (const code of expandCode(system, canonicalCode(system, entry.code))) {
    const key = `${system}|${code}`;
    const sets = index.get(key) ?? new Map<CodeSetName, boolean>();
    index.set(key, sets.set(name, held));
  }
}

/** The sets that a code is in (true) or left out of; where they hold its categories too, the most specific wins. */
function setsHolding(
  index: Index,
  { system, code }: { readonly system: string; readonly code: string },
): Map<CodeSetName, boolean> {
  const sets = new Map<CodeSetName, boolean>();
  for (const category of codePath(system, code)) {
    for (const [set, held] of index.get(`${system}|${category}`) ?? []) if (!sets.has(set)) sets.set(set, held);
  }
  return sets;
}

/** A concept as it is looked for in sets. */
interface ConceptContent {
  /** Sets by each of its codes that has a system. */
  readonly held: readonly Map<CodeSetName, boolean>[];
  /** Every text and display, as patterns may look at it. */
  readonly texts: readonly string[];
  readonly words: readonly string[];
  /** Characters that a look at it costs at least. */
  readonly cost: number;
}

/** Reads a CodeableConcept or a Coding. */
function readConcept(codeable: unknown, index: Index): ConceptContent {
  const concept = fields(codeable);
  const all = concept === undefined ? [] : [concept, ...codingsOf(concept)];
  const held = all.flatMap((coding) => {
    const code = systemAndCode(coding);
    return code === undefined ? [] : [setsHolding(index, code)];
  });
  const given = [concept?.text, ...all.map(({ display }) => display)];
  const texts = given.flatMap((one) => (text(one) === undefined ? [] : matchable(String(one))));
  const cost = texts.reduce((sum, each) => sum + each.length, minCost * (1 + held.length));
  return { held, texts, words: texts.map(normalized), cost };
}

/** One concept is asked about many sets in a row. */
function rememberLast<T>(find: (codeable: unknown) => T): (codeable: unknown) => T {
  let last: { readonly codeable: unknown; readonly found: T } | undefined;
  return (codeable) => {
    if (last === undefined || last.codeable !== codeable) last = { codeable, found: find(codeable) };
    return last.found;
  };
}
