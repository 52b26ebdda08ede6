import type { JsonObject } from '../json.ts';
import { codingsOf } from './codings.ts';

/** A concept for which something was found. */
interface CachedConcept<T> {
  readonly codings: readonly JsonObject[];
  readonly text: unknown;
  readonly found: T;
}

/** Concepts that begin alike are compared one by one up to here. */
const maxCompared = 8;
/** A long record has some thousands of different concepts. Those of a larger one cost more to remember than to look at. */
const maxCached = 20_000;

/**
 * Finds something for CodeableConcepts, once for each: a record repeats few of them. They are compared part by part, as
 * joining the parts to one key would cost more than all the rest; only where very many begin alike there is a key.
 */
export function oncePerConcept<T>(find: (concept: JsonObject) => T): (concept: JsonObject) => T {
  const known = new Map<unknown, CachedConcept<T>[]>();
  const byKey = new Map<string, T>();
  return (concept) => {
    const codings = codingsOf(concept);
    const word = codings[0]?.code ?? concept.text ?? codings[0]?.display;
    const same = known.get(word);
    for (const one of same ?? []) if (hasSameParts(one, concept.text, codings)) return one.found;
    if (same !== undefined && same.length >= maxCompared) return findByKey(byKey, concept, codings, find);
    const one: CachedConcept<T> = { codings, text: concept.text, found: find(concept) };
    if (known.size >= maxCached) return one.found;
    if (same === undefined) known.set(word, [one]);
    else same.push(one);
    return one.found;
  };
}

function findByKey<T>(
  byKey: Map<string, T>,
  concept: JsonObject,
  codings: readonly JsonObject[],
  find: (concept: JsonObject) => T,
): T {
  const parts = [concept.text, ...codings.flatMap(({ system, code, display }) => [system, code, display])];
  // What is no text says nothing, and may be nested.
  const key = JSON.stringify(parts.map((part) => (typeof part === 'string' ? part : null)));
  const found = byKey.get(key);
  if (found !== undefined || byKey.has(key)) return found as T;
  const made = find(concept);
  if (byKey.size < maxCached) byKey.set(key, made);
  return made;
}

function hasSameParts<T>(one: CachedConcept<T>, text: unknown, codings: readonly JsonObject[]): boolean {
  if (text !== one.text || codings.length !== one.codings.length) return false;
  for (let i = 0; i < codings.length; i += 1) if (!isSameCoding(codings[i], one.codings[i])) return false;
  return true;
}

function isSameCoding(one: JsonObject | undefined, other: JsonObject | undefined): boolean {
  return one?.system === other?.system && one?.code === other?.code && one?.display === other?.display;
}
