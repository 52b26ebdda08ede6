import { longestId } from '../ids.ts';
import { type JsonObject, objects, text } from '../json.ts';
import { canonicalCode } from './code-matching.ts';
import { canonicalSystem } from './code-systems.ts';

/** A concept has a handful of codings; each may cost a look into every code set. */
const maxCodings = 50;

/** The codings of a CodeableConcept, the first {@link maxCodings} of them. */
export function codingsOf({ coding }: JsonObject): readonly JsonObject[] {
  return objects(Array.isArray(coding) && coding.length > maxCodings ? coding.slice(0, maxCodings) : coding);
}

/** System and code of a Coding that has both, as they are compared; longer ones than any identifier name nothing. */
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
 * A Coding or CodeableConcept as concepts to look for in code sets, best first: itself, then each of its codes as a word,
 * as a code may come without its list or under another's name. A single letter of a foreign list may mean anything: it is
 * a word only where no list is named.
 */
export function withCodesAsWords(given: JsonObject): JsonObject[] {
  const codings = given.coding === undefined ? [given] : codingsOf(given);
  const words = codings.filter(({ system, code }) => text(system) === undefined || (text(code) ?? '').length > 1);
  return [{ text: given.text, coding: codings }, ...words.map(({ code }) => ({ text: code }))];
}
