import type { CodeableConcept, Identifier, Patient, RelatedPerson } from '@medplum/fhirtypes';
import type { Random } from '../random.ts';
import { icd10, icpc, words } from './codes.ts';
import { close, familyHistory, kin, type Relation } from './family.ts';
import { dateAgo, meet } from './meet.ts';
import type { Scene, Setting } from './scene.ts';
import { finding, problem } from './write.ts';

/** A death of someone close, and how the record says so. */
export interface Death {
  /** Days before the opening: of the death; of the recording where only that is dated. */
  readonly died: number;
  readonly form: 'linked' | 'turned' | 'problem' | 'recorded' | 'family-history' | 'nothing';
  readonly relation: string;
  readonly precision: 'day' | 'month' | 'year' | 'flag';
  readonly inVisit?: boolean;
  readonly related?: Partial<RelatedPerson>;
  readonly record?: Partial<Patient>;
}

/** Codes and words of a bereavement. */
export const bereavementCodes: readonly [CodeableConcept, ...CodeableConcept[]] = [
  icd10('Z63.4'),
  icpc('Z15'),
  icpc('Z19'),
  icpc('Z23'),
  words('Bereavement'),
  words('Bereaved'),
  words('Death of husband'),
  words('Death of partner'),
];

/** A death in any form that a record may have. */
export function drawDeath(random: Random, died: number): Death & Partial<Setting> {
  const form = random.pick(['linked', 'turned', 'problem', 'problem', 'recorded', 'family-history'] as const);
  const relation: Relation =
    form === 'turned' ? random.pick(['SPS', 'DOMPART', 'SIB', 'MTH', 'FTH']) : random.pick(close);
  // The day on which an entry is made must not be that of a visit here, which would acknowledge it.
  const quiet = form === 'problem' || form === 'recorded' ? died + 3 : 0;
  return form === 'recorded'
    ? { died: Math.min(died, 80), form, relation, precision: 'day', quiet }
    : { died, form, relation, precision: 'day', quiet };
}

/** Writes it; returns the keys of its entries. */
export function writeDeath(scene: Scene, death: Death): string[] {
  const { died, form, relation, precision, inVisit = false, related, record } = death;
  if (form === 'nothing') return [];
  if (form === 'linked' || form === 'turned')
    return kin(scene, {
      relation,
      died,
      precision,
      turned: form === 'turned',
      ...(related && { related }),
      ...(record && { record }),
    });
  if (form === 'family-history') return [familyHistory(scene, died, relation, { deceasedDate: dateAgo(scene, died) })];
  const code = scene.random.pick(bereavementCodes);
  if (form === 'recorded') return [problem(scene, died, code)];
  const recorded = Math.max(1, died - 3);
  const encounter = inVisit ? { reference: meet(scene, recorded) } : undefined;
  const day = dateAgo(scene, died).slice(0, precision === 'year' ? 4 : 10);
  if (precision === 'day' && !inVisit && scene.random.chance(0.3))
    return [finding(scene, recorded, code, { effectiveDateTime: day })];
  return [problem(scene, recorded, code, { onsetDateTime: day, ...(encounter && { encounter }) })];
}

/** UK Core's statement of how a death is known: 1 informally, 2 formally, U no longer. */
export function deathNotification(code: '1' | '2' | 'U'): Partial<Patient> {
  const system = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-DeathNotificationStatus';
  return {
    extension: [
      {
        url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus',
        extension: [{ url: 'deathNotificationStatus', valueCodeableConcept: { coding: [{ system, code }] } }],
      },
    ],
  };
}

/** An NHS number. */
export function nhsNumber(value: string): Identifier[] {
  return [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value }];
}
