import type { RegisteredNumber } from '../../history/registered-number.ts';
import { longestId } from '../ids.ts';

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
  npi: ['http://hl7.org/fhir/sid/us-npi', 'urn:oid:2.16.840.1.113883.4.6'],
  gmp: ['https://fhir.hl7.org.uk/Id/gmp-number', 'https://fhir.nhs.uk/Id/gmp-number'],
  ods: [
    'https://fhir.nhs.uk/Id/ods-organization-code',
    'https://fhir.nhs.uk/Id/ods-site-code',
    'https://fhir.nhs.uk/id/ods-organization-code',
  ],
};
/** How the numbers of a register look, as far as published records keep to it (GP Connect's have G for a GMC number's C, Synthea's NPIs are short). */
const shapes: Readonly<Record<string, RegExp>> = {
  gmc: /^[CG]?\d{7}$/,
  sds: /^\d{12}$/,
  nmc: /^\d{2}[A-Z]\d{4}[A-Z]$/,
  gphc: /^\d{7}$/,
  hcpc: /^[A-Z]{2}\d{4,6}$/,
  hpii: /^\d{16}$/,
  npi: /^\d{1,10}$/,
  gmp: /^[A-Z]\d{7}$/,
  ods: /^[A-Z0-9]{3,12}$/,
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
  // Organisations have NPIs too.
  if (register === 'npi') return undefined;
  return register === 'ods' ? 'Organization' : 'Practitioner';
}

/** Whether a number looks like those of its register; of a register that we don't know any does. */
export function hasShape(register: string, number: string): boolean {
  return !Object.hasOwn(shapes, register) || shapes[register]?.test(number) === true;
}

/** Whether a system's identifiers are a person's or organisation's own. */
export function isOfAPerson(system: string): boolean {
  return !notOfAPerson.has(system);
}

/** Address of a register by its short name, for a search. */
export function systemOf(register: string): string {
  return registers[register]?.[0] ?? register;
}
