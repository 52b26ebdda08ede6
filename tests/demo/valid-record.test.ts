import { expect, test } from '@jest/globals';
import type { Coding, Reference, Resource } from '@medplum/fhirtypes';
import { practiceRecord } from '../../demo/practice/record.ts';
import { faultsOf } from '../cards/profiles.ts';
import { on } from './days.ts';

const record = practiceRecord(on('2026-11-24'));

/** Every object within a resource. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

test('every resource is valid R4', () => {
  const faults = record.flatMap((one) => faultsOf(one).map((fault) => `${one.resourceType}/${one.id}: ${fault}`));
  expect(faults).toEqual([]);
});

test('a resource that lacks an element that it must have is found', () => {
  const { status: _, ...rest } = record.find((one) => one.resourceType === 'Encounter') ?? {
    resourceType: 'Encounter',
  };
  expect(faultsOf(rest as Resource)).not.toEqual([]);
});

test('every reference leads to a resource of the practice', () => {
  const ids = new Set(record.map(({ resourceType, id }) => `${resourceType}/${id}`));
  const references = record.flatMap((one) => objectsIn(one).flatMap((part) => (part as Reference).reference ?? []));
  expect(references.filter((reference) => !ids.has(reference))).toEqual([]);
  expect(references.length).toBeGreaterThan(record.length);
});

test('every code has its system', () => {
  const codings = record.flatMap((one) =>
    objectsIn(one).flatMap((part) => (part as { coding?: Coding[] }).coding ?? []),
  );
  expect(codings.filter(({ system, code }) => !system || !code)).toEqual([]);
  expect(codings.length).toBeGreaterThan(record.length);
});

test('an appointment that has a start has an end after it', () => {
  const appointments = record.flatMap((one) => (one.resourceType === 'Appointment' ? [one] : []));
  expect(appointments.filter(({ start = '', end = '' }) => start === '' || start >= end)).toEqual([]);
  expect(appointments.length).toBeGreaterThan(70);
});
