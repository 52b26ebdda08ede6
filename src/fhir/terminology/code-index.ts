import { canonicalCode, codePath, expandCode } from './code-matching.ts';
import type { CodeSetName } from './code-set-names.ts';
import { canonicalSystem } from './code-systems.ts';

/** By system and code: the sets that include it (true), or exclude it although they include its category (false). */
export type CodeIndex = Map<string, Map<CodeSetName, boolean>>;

/** Adds a code of a set, or what it excludes. */
export function addToIndex(
  index: CodeIndex,
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
export function setsHolding(
  index: CodeIndex,
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
