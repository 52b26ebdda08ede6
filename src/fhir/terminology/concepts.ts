import type { JsonObject } from '../json.ts';
import { codingsOf } from './codings.ts';

/** A concept with its cached result. */
interface CachedConcept<T> {
  readonly codings: readonly JsonObject[];
  readonly text: unknown;
  readonly found: T;
}

/** At most this many concepts with the same first code or word are compared one by one. */
const maxCompared = 8;
/** A long record has some thousands of different concepts. Beyond this number, caching costs more than looking up again. */
const maxCached = 20_000;

/**
 * Caches a function of a CodeableConcept: a record repeats a few of them often. They are compared part by part, because
 * joining the parts to a key costs more than the rest; only if many have the same first part is a key used.
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
  // Values that are not texts have no meaning here, and may be deeply nested.
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
