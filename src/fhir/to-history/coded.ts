import { canonicalSystem } from '../code-matching.ts';
import { codingsOf } from '../codings.ts';
import { type Fields, fields, text } from '../json.ts';
import { matchable } from '../matching-text.ts';

/**
 * A value (a code, a Coding or a CodeableConcept) has a wanted Coding: the same code of the same system, of a plain code
 * the code alone. Words are compared only where the wanted Coding has no code.
 */
export function isCoded(value: unknown, wanted: Fields): boolean {
  const code = text(wanted.code);
  if (typeof value === 'string') return value === code;
  const concept = fields(value);
  if (concept === undefined) return false;
  const codings = [concept, ...codingsOf(concept)];
  if (code !== undefined) return codings.some((one) => one.code === code && systemOf(one) === systemOf(wanted));
  const words = plain(wanted.display);
  return (
    words !== undefined && [concept.text, ...codings.map(({ display }) => display)].some((one) => plain(one) === words)
  );
}

function systemOf({ system }: Fields): string | undefined {
  return typeof system === 'string' ? canonicalSystem(system) : undefined;
}

function plain(value: unknown): string | undefined {
  return (
    matchable(text(value) ?? '')
      .trim()
      .toLowerCase() || undefined
  );
}
