import { fields, type JsonObject, text } from '../json.ts';
import { codingsOf, systemAndCode } from './codings.ts';
import { matchable } from './matching-text.ts';

/**
 * Tests whether a value (a code, a Coding or a CodeableConcept) has any of the wanted Codings: the same code of the same
 * system; of a plain code only the code is compared. Words are compared only for a wanted Coding without a code.
 */
export function codingMatcher(wanted: readonly JsonObject[]): (value: unknown) => boolean {
  const withCode = wanted.filter(({ code }) => text(code) !== undefined);
  const codes = new Set(withCode.map(({ code }) => code));
  const codings = new Set(withCode.map(keyOf));
  const words = new Set(
    wanted.flatMap(({ code, display }) => (text(code) === undefined ? (normalized(display) ?? []) : [])),
  );
  return (value) => {
    if (typeof value === 'string') return codes.has(value);
    const concept = fields(value);
    if (concept === undefined) return false;
    const own = [concept, ...codingsOf(concept)];
    if (own.some((one) => text(one.code) !== undefined && codings.has(keyOf(one)))) return true;
    return (
      words.size > 0 &&
      [concept.text, ...own.map(({ display }) => display)].some((one) => words.has(normalized(one) ?? ''))
    );
  };
}

function keyOf(coding: JsonObject): string {
  const { system = '', code = coding.code } = systemAndCode(coding) ?? {};
  return `${system}|${code}`;
}

function normalized(value: unknown): string | undefined {
  return (
    matchable(text(value) ?? '')
      .trim()
      .toLowerCase() || undefined
  );
}
