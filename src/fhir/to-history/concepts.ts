import { type Fields, objects } from '../json.ts';

/** A concept for which something was found. */
interface Known<T> {
  readonly codings: readonly Fields[];
  readonly text: unknown;
  readonly found: T;
}

/**
 * Finds something for CodeableConcepts, once for each: a record repeats few of them. They are compared part by part, as
 * joining the parts to one key would cost more than all the rest.
 */
export function oncePerConcept<T>(find: (concept: Fields) => T): (concept: Fields) => T {
  const known = new Map<unknown, Known<T>[]>();
  return (concept) => {
    const codings = objects(concept.coding);
    const word = codings[0]?.code ?? concept.text ?? codings[0]?.display;
    const same = known.get(word);
    for (const one of same ?? []) if (isAlike(one, concept.text, codings)) return one.found;
    const one: Known<T> = { codings, text: concept.text, found: find(concept) };
    if (same === undefined) known.set(word, [one]);
    else same.push(one);
    return one.found;
  };
}

function isAlike<T>(one: Known<T>, text: unknown, codings: readonly Fields[]): boolean {
  if (text !== one.text || codings.length !== one.codings.length) return false;
  for (let i = 0; i < codings.length; i += 1) if (!isSameCoding(codings[i], one.codings[i])) return false;
  return true;
}

function isSameCoding(one: Fields | undefined, other: Fields | undefined): boolean {
  return one?.system === other?.system && one?.code === other?.code && one?.display === other?.display;
}
