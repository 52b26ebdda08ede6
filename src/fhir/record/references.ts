import type { RegisteredNumber } from '../../history/registered-number.ts';
import { longestReference } from '../ids.ts';
import { type JsonObject, text } from '../json.ts';
import { isAbsolute } from '../own-bases.ts';
import { canonicalNumber, holderType, systemOf } from './registers.ts';

/**
 * One form for every kind of Reference (hl7.org/fhir/R4/references.html): `Type/id` of relative and versioned ones;
 * `Type?identifier=system|value` of conditional and logical ones; `urn:uuid:…` and `#contained` as they are. An absolute
 * one is another server's (the EHR's own were made relative when they came in): it stays the address that it is.
 * Undefined where it leads nowhere, such as one with only a display or one that is longer than any address of a resource.
 */
export function referenceKey(reference: JsonObject): string | undefined {
  const literal = text(reference.reference);
  if (literal === undefined) return logicalKey(reference);
  if (literal.length > longestReference) return undefined;
  if (literal.startsWith('#') || literal.startsWith('urn:')) return literal;
  if (literal.includes('?')) return conditionalKey(literal);
  const [, type, id] = /(?:^|\/)([A-Z][A-Za-z]+)\/([^/#]+)(?:\/_history\/[^/]*)?$/.exec(literal) ?? [];
  if (type === undefined || id === undefined) return undefined;
  return isAbsolute(literal) ? literal.replace(/\/_history\/[^/]*$/, '') : `${type}/${id}`;
}

/** The resource type that a key names; undefined for `urn:` and `#` keys. */
export function typeOfKey(key: string): string | undefined {
  if (isAbsolute(key)) return key.split('/').at(-2);
  return /^[A-Z][A-Za-z]+(?=[/?])/.exec(key)?.[0];
}

/** Key of whatever resource of the type carries an identifier. */
export function identifierKey(type: string, system: string, value: string): string | undefined {
  const number = canonicalNumber(system, value);
  return number.number === '' ? undefined : numberKey(type, number);
}

/** Key of a register's number. */
export function numberKey(type: string, { register, number }: RegisteredNumber): string {
  return `${type}?identifier=${systemOf(register)}|${number}`;
}

/** The number of a practitioner's key that was made of an identifier. */
export function identifierOfKey(key: string): RegisteredNumber | undefined {
  return key.startsWith('Practitioner?') ? numberOfKey(key) : undefined;
}

/** The number of any key that was made of an identifier. */
export function numberOfKey(key: string): RegisteredNumber | undefined {
  const [, system, value] = /^[A-Za-z]+\?identifier=([^|]+)\|(.+)$/.exec(key) ?? [];
  return system === undefined || value === undefined ? undefined : canonicalNumber(system, value);
}

/** A register tells the type, where the reference itself does not. */
function logicalKey(reference: JsonObject): string | undefined {
  const { identifier } = reference;
  if (typeof identifier !== 'object' || identifier === null) return undefined;
  const { system, value }: JsonObject = { ...identifier };
  if (typeof system !== 'string' || typeof value !== 'string') return undefined;
  const type = holderType(canonicalNumber(system, value).register) ?? text(reference.type);
  return type === undefined ? undefined : identifierKey(type, system, value);
}

function conditionalKey(literal: string): string | undefined {
  const [, type, query] = /(?:^|\/)([A-Z][A-Za-z]+)\?(.+)$/.exec(literal) ?? [];
  const identifier = new URLSearchParams(query).get('identifier') ?? '';
  const bar = identifier.indexOf('|');
  return type === undefined || bar < 1
    ? undefined
    : identifierKey(type, identifier.slice(0, bar), identifier.slice(bar + 1));
}
