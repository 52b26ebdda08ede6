import type { RegisteredNumber } from '../../history/clinician.ts';
import { longestId } from '../ids.ts';
import { type Fields, objects, text } from '../json.ts';

/** Registers of clinicians and organisations with every address under which their numbers are sent (UK Core, EMIS and STU3 exports). */
const registers: Readonly<Record<string, readonly string[]>> = {
  gmc: [
    'https://fhir.hl7.org.uk/Id/gmc-number',
    'https://fhir.nhs.uk/Id/gmc-reference-number',
    'https://fhir.nhs.uk/Id/gmc-number',
  ],
  sds: ['https://fhir.nhs.uk/Id/sds-user-id'],
  nmc: ['https://fhir.hl7.org.uk/Id/nmc-number', 'https://fhir.nhs.uk/Id/nmc-number'],
  gphc: ['https://fhir.hl7.org.uk/Id/gphc-number', 'https://fhir.nhs.uk/Id/gphc-number'],
  hcpc: ['https://fhir.hl7.org.uk/Id/hcpc-number', 'https://fhir.nhs.uk/Id/hcpc-number'],
  hpii: ['http://ns.electronichealth.net.au/id/hi/hpii/1.0'],
  gmp: ['https://fhir.hl7.org.uk/Id/gmp-number', 'https://fhir.nhs.uk/Id/gmp-number'],
  ods: ['https://fhir.nhs.uk/Id/ods-organization-code', 'https://fhir.nhs.uk/Id/ods-site-code'],
};
const registerOf = new Map(
  Object.entries(registers).flatMap(([name, systems]) => systems.map((system): [string, string] => [system, name])),
);
/** Identifiers of a role or card, not of the person. */
const notOfAPerson = new Set(['https://fhir.nhs.uk/Id/sds-role-profile-id']);

/**
 * A system and value as register and number: national registers under one short name, numbers in capitals without
 * spaces. The number is empty where either is longer than any identifier.
 */
export function canonicalNumber(system: string, value: string): RegisteredNumber {
  if (system.length > longestId || value.length > longestId) return { register: '', number: '' };
  const register = registerOf.get(system) ?? system;
  const plain = value.trim();
  if (register === system) return { register, number: plain };
  const number = plain.replaceAll(/\s/g, '').toUpperCase();
  // EMIS writes a GMC number with its letter C.
  return { register, number: register === 'gmc' ? number.replace(/^C(?=\d{7}$)/, '') : number };
}

/** Type of resource that a national register's numbers belong to. */
export function holderType(register: string): 'Practitioner' | 'Organization' | undefined {
  if (!Object.hasOwn(registers, register)) return undefined;
  return register === 'ods' ? 'Organization' : 'Practitioner';
}

/** Address of a register by its short name, for a search. */
export function systemOf(register: string): string {
  return registers[register]?.[0] ?? register;
}

/** The numbers that a resource's identifiers give, sorted; placeholders (one repeated character) are none. */
export function numbersOf(resource: Fields): RegisteredNumber[] {
  const numbers = objects(resource.identifier).flatMap((identifier) => {
    const system = text(identifier.system);
    const value = text(identifier.value);
    if (system === undefined || value === undefined || notOfAPerson.has(system)) return [];
    const number = canonicalNumber(system, value);
    return number.number === '' || /^(.)\1{3,}$/.test(number.number) ? [] : [number];
  });
  return numbers.sort((a, b) => (a.register + a.number < b.register + b.number ? -1 : 1));
}
