import { longestId } from '../ids.ts';
import { type JsonObject, objects, text } from '../json.ts';
import { canonicalCode } from './code-matching.ts';
import { canonicalSystem } from './code-systems.ts';

/** A concept has a handful of codings, and each may be looked up in every code set. */
const maxCodings = 50;

/** The codings of a CodeableConcept, the first {@link maxCodings} of them. */
export function codingsOf({ coding }: JsonObject): readonly JsonObject[] {
  return objects(Array.isArray(coding) && coding.length > maxCodings ? coding.slice(0, maxCodings) : coding);
}

/** System and code of a Coding in the form in which they are compared; undefined if one is missing or too long. */
export function systemAndCode(coding: JsonObject): { readonly system: string; readonly code: string } | undefined {
  const [one, other] = [text(coding.system), text(coding.code)];
  if (one === undefined || other === undefined || one.length > longestId || other.length > longestId) return undefined;
  const system = canonicalSystem(one);
  return { system, code: canonicalCode(system, other) };
}

/** The codes of a CodeableConcept as `system|code`. */
export function codesOf(concept: JsonObject): string[] {
  return codingsOf(concept).flatMap((coding) => {
    const found = systemAndCode(coding);
    return found === undefined ? [] : [`${found.system}|${found.code}`];
  });
}

/**
 * A Coding or CodeableConcept as concepts to look up in code sets, best first: itself, then each of its codes as a word,
 * because a code may come without its system or under a wrong one. A single letter of another system may mean anything: it
 * is a word only if no system is given.
 */
export function withCodesAsWords(given: JsonObject): JsonObject[] {
  const codings = given.coding === undefined ? [given] : codingsOf(given);
  const words = codings.filter(({ system, code }) => text(system) === undefined || (text(code) ?? '').length > 1);
  return [{ text: given.text, coding: codings }, ...words.map(({ code }) => ({ text: code }))];
}
