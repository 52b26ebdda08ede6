import { type Fields, objects } from '../json.ts';

/** A concept for which something was found. */
interface Known<T> {
  readonly coding: Fields;
  readonly text: unknown;
  readonly found: T;
}

const noCoding: Fields = {};

/**
 * Finds something for CodeableConcepts, once for each: a record repeats few of them. They are compared part by part, as
 * joining the parts to one key would cost more than all the rest.
 */
export function oncePerConcept<T>(find: (concept: Fields) => T): (concept: Fields) => T {
  const known = new Map<unknown, Known<T>[]>();
  return (concept) => {
    const coding = onlyCoding(concept);
    if (coding === undefined) return find(concept);
    const word = coding.code ?? concept.text ?? coding.display;
    const same = known.get(word);
    for (const one of same ?? []) if (isAlike(one, concept, coding)) return one.found;
    const one: Known<T> = { coding, text: concept.text, found: find(concept) };
    if (same === undefined) known.set(word, [one]);
    else same.push(one);
    return one.found;
  };
}

function isAlike<T>({ coding: one, text }: Known<T>, concept: Fields, coding: Fields): boolean {
  return (
    text === concept.text && one.system === coding.system && one.code === coding.code && one.display === coding.display
  );
}

/** The coding of a concept that has one or none; undefined for others, which are rare. */
function onlyCoding({ coding }: Fields): Fields | undefined {
  if (coding === undefined) return noCoding;
  const codings = objects(coding);
  return codings.length > 1 ? undefined : (codings[0] ?? noCoding);
}
