import { getSearchParameters, parseSearchRequest } from '@medplum/core';
import type { ResourceType, SearchParameter } from '@medplum/fhirtypes';
import { Refusal } from './refusal.ts';

/** Parameters of every search, with the values that they may have. */
const general: Readonly<Record<string, RegExp>> = {
  _count: /^\d{1,9}$/,
  _offset: /^\d{1,9}$/,
  _summary: /^(true|false|text|data|count)$/,
  _total: /^(none|estimate|accurate)$/,
  _pretty: /^(true|false)$/,
  _elements: /./,
  _format: /./,
  _sort: /./,
  _include: /./,
};
/** Medplum's own parameters, which FHIR does not have, and those that its in-memory repository can't compare. */
const unsupported = new Set([
  '_compartment',
  '_project',
  'phonetic',
  'telecom',
  'phone',
  'email',
  'requisition',
  'group-identifier',
]);
/** The modifiers that Medplum's in-memory repository applies correctly to each type of parameter it can search by. */
const modifiers: Readonly<Partial<Record<SearchParameter['type'], readonly string[]>>> = {
  reference: ['missing'],
  string: ['missing', 'contains'],
  uri: ['missing'],
  token: ['missing', 'not'],
  date: ['missing'],
};

/**
 * The parameters of a search that are used. One that is unknown or unsupported is refused, or left out if the client
 * prefers lenient handling (FHIR R4, 3.1.1.1); an unsupported modifier and a value that can't be read are always refused.
 * @throws Refusal
 */
export function readSearchQuery(type: ResourceType, given: URLSearchParams, isLenient: boolean): URLSearchParams {
  const used = new URLSearchParams();
  for (const [name, value] of given) {
    if (value === '') continue;
    if (isSupported(type, name, value)) {
      refuseUnreadable(type, name, value);
      used.append(name, value);
    } else if (!isLenient) throw refusal('not-supported', 'unknown or unsupported search parameter', name);
  }
  return used;
}

/** The search parameters of a type that the endpoint supports. */
export function supportedParameters(type: ResourceType): readonly SearchParameter[] {
  return Object.values(getSearchParameters(type) ?? {}).filter(
    (parameter) => parameter.type in modifiers && !unsupported.has(parameter.code),
  );
}

function supportedParameter(type: ResourceType, code: string): SearchParameter | undefined {
  return supportedParameters(type).find((parameter) => parameter.code === code);
}

function isSupported(type: ResourceType, name: string, value: string): boolean {
  if (name === '_sort') {
    return value.split(',').every((code) => supportedParameter(type, code.replace(/^-/, '')) !== undefined);
  }
  if (name === '_include') {
    const [from, code = ''] = value.split(':');
    return from === type && supportedParameter(type, code)?.type === 'reference';
  }
  const [code = ''] = name.split(':');
  return code in general || supportedParameter(type, code) !== undefined;
}

function refuseUnreadable(type: ResourceType, name: string, value: string): void {
  const [code = '', modifier] = name.split(':');
  const parameter = code in general ? undefined : supportedParameter(type, code);
  if (modifier !== undefined && !(parameter && modifiers[parameter.type]?.includes(modifier)))
    throw refusal('not-supported', 'unsupported modifier of a search parameter', name);
  if (general[code]?.test(value) === false || !canBeParsed(type, name, value))
    throw refusal('invalid', 'invalid value of a search parameter', name);
}

function canBeParsed(type: ResourceType, name: string, value: string): boolean {
  try {
    return parseSearchRequest(type, { [name]: value }) !== undefined;
  } catch {
    return false;
  }
}

function refusal(code: Refusal['code'], what: string, name: string): Refusal {
  return new Refusal(400, code, `${what}: ${name.slice(0, 64)}`);
}
