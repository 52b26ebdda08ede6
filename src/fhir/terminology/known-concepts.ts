import { hash, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { JsonObject } from '../json.ts';
import type { CodeSetName } from './code-set-names.ts';
import { codingsOf } from './codings.ts';

/** What was found out about a concept, in whichever record: none of its texts, but what they mean. */
export interface KnownConcept {
  /** The cost of a lookup, in characters. */
  readonly cost: number;
  /** By each of its codes the sets that include it (true) or exclude it. */
  readonly byCodes: readonly ReadonlyMap<CodeSetName, boolean>[];
  /** By the sets that were asked for. */
  readonly setsOf: Map<readonly CodeSetName[], readonly CodeSetName[]>;
  readonly eachOf: Map<readonly CodeSetName[], readonly CodeSetName[]>;
  /** By the function that found it; with what finding it cost, in characters. */
  readonly meanings: Map<unknown, { readonly meaning: unknown; readonly cost: number }>;
}

/** Most records share some hundred concepts; each takes about a kilobyte here. */
const maxConcepts = 3000;

/**
 * Remembers what was found out about concepts, since records repeat the same few kinds of visits and illnesses, and trying
 * all patterns on one takes a hundred times as long as finding it here. Their texts are not stored: concepts are known by
 * digests, with a salt that ends with the process.
 */
export function rememberConcepts(): (
  concept: JsonObject,
  make: () => Pick<KnownConcept, 'cost' | 'byCodes'>,
) => KnownConcept {
  const salt = randomUUID();
  const known = new LRUCache<string, KnownConcept>({ max: maxConcepts });
  return (concept, make) => {
    const digest = hash('sha256', salt + contentOf(concept), 'base64');
    const before = known.get(digest);
    if (before !== undefined) return before;
    const made = { ...make(), setsOf: new Map(), eachOf: new Map(), meanings: new Map() };
    known.set(digest, made);
    return made;
  };
}

/**
 * A concept as it is known: its texts and codes and nothing else, so that nothing else can decide what is remembered of it
 * for the next record.
 */
export function asKnown(concept: JsonObject): JsonObject {
  const coding = codingsOf(concept).map((one) => onlyTexts(one, ['system', 'code', 'display']));
  return { ...onlyTexts(concept, ['text', 'system', 'code', 'display']), ...(coding.length > 0 && { coding }) };
}

function onlyTexts(owner: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (typeof owner[name] === 'string' ? [[name, owner[name]]] : [])));
}

/** The same as a text. */
function contentOf(concept: JsonObject): string {
  const parts = [concept.text, concept.system, concept.code, concept.display];
  for (const { system, code, display } of codingsOf(concept)) parts.push(system, code, display);
  // Values that are not texts have no meaning here, and may be deeply nested.
  for (let i = 0; i < parts.length; i += 1) if (typeof parts[i] !== 'string') parts[i] = null;
  return JSON.stringify(parts);
}
