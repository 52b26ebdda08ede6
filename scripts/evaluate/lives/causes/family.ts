import type { Address, CodeableConcept, FamilyMemberHistory, Patient, RelatedPerson } from '@medplum/fhirtypes';
import { isoDay } from '#src/history/calendar.ts';
import { person } from '../entries.ts';
import { recordOn } from '../record.ts';
import { dateAgo, enter } from './meet.ts';
import type { Scene } from './scene.ts';

/** A relative's code of v3-RoleCode: what they are to the person. */
export type Relation =
  | 'SPS'
  | 'HUSB'
  | 'WIFE'
  | 'DOMPART'
  | 'CHILD'
  | 'SON'
  | 'DAU'
  | 'MTH'
  | 'FTH'
  | 'PRN'
  | 'SIB'
  | 'BRO'
  | 'SIS';

/** Relatives who count wherever they lived. */
export const close = ['SPS', 'HUSB', 'WIFE', 'DOMPART', 'SON', 'DAU', 'CHILD', 'SIB', 'BRO', 'SIS'] as const;
export const home: Address = { line: ['3 Mill Lane'], city: 'Thorpe', postalCode: 'NR7 0AB' };
export const elsewhere: Address = { line: ['12 High Street'], city: 'Leeds', postalCode: 'LS1 4DT' };

/** The code of a relation. */
export function relationship(code: string): CodeableConcept {
  return { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code }] };
}

/** A relative with a record of their own. */
export interface Kin {
  readonly relation: string;
  /** Days before the opening on which they were born. */
  readonly born?: number;
  /** The day on which they died, and how it is recorded. */
  readonly died?: number | undefined;
  readonly precision?: 'day' | 'month' | 'year' | 'flag';
  /** The person's own record names a RelatedPerson of the relative's, instead of the other way round. */
  readonly turned?: boolean;
  readonly related?: Partial<RelatedPerson>;
  readonly record?: Partial<Patient>;
}

/** Writes a RelatedPerson and the relative's own Patient; returns their keys. */
export function kin(
  scene: Scene,
  { relation, born = 20_000, died, precision = 'day', turned = false, related, record }: Kin,
): string[] {
  const id = scene.record.id();
  const patient = `Patient/${id}`;
  const link = `RelatedPerson/${scene.record.id()}`;
  enter(scene, scene.on - scene.from, {
    resourceType: 'RelatedPerson',
    id: link.replace('RelatedPerson/', ''),
    active: true,
    patient: turned ? { reference: patient } : person,
    relationship: [relationship(relation)],
    ...related,
  });
  const alive: Patient = {
    resourceType: 'Patient',
    id,
    active: true,
    birthDate: dateAgo(scene, born),
    ...(!turned && { link: [{ other: { reference: link }, type: 'seealso' }] }),
    ...record,
  };
  enter(scene, scene.on - scene.from, alive);
  if (turned)
    amendPatient(scene, {
      link: [...(ownPatient(scene)?.link ?? []), { other: { reference: link }, type: 'seealso' }],
    });
  if (died !== undefined) enter(scene, died, { ...alive, ...deceased(scene, died, precision) });
  return [patient, link];
}

function deceased(scene: Scene, died: number, precision: NonNullable<Kin['precision']>): Partial<Patient> {
  if (precision === 'flag') return { deceasedBoolean: true };
  const length = { day: 10, month: 7, year: 4 }[precision];
  return { deceasedDateTime: dateAgo(scene, died).slice(0, length) };
}

/** Rewrites the person's Patient from the start. */
export function amendPatient(scene: Scene, more: Partial<Patient>): void {
  const id = person.reference.replace('Patient/', '');
  scene.record.write(scene.from, { ...ownPatient(scene), resourceType: 'Patient', id, ...more });
}

function ownPatient({ record }: Scene): Patient | undefined {
  return recordOn(record).find(
    (one): one is Patient => one.resourceType === 'Patient' && `Patient/${one.id}` === person.reference,
  );
}

/** Writes what the person's own record says of a relative. */
export function familyHistory(scene: Scene, ago: number, relation: string, more: Partial<FamilyMemberHistory>): string {
  return enter(scene, ago, {
    resourceType: 'FamilyMemberHistory',
    status: 'completed',
    patient: person,
    relationship: relationship(relation),
    date: isoDay(scene.on - ago),
    ...more,
  });
}
