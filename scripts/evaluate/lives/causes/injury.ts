import type { CodeableConcept, Encounter } from '@medplum/fhirtypes';
import { person } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { icd10, words } from './codes.ts';
import { wronglyEntered } from './everyone.ts';
import { at, enter, type Meeting, meet } from './meet.ts';
import { finding, problem } from './write.ts';

/** A stay in hospital after an injury: its last day and its length, in days. */
interface Injury {
  readonly ended: number;
  readonly stayed: number;
  readonly code: CodeableConcept;
  readonly planned: boolean;
}

const serious: readonly [CodeableConcept, ...CodeableConcept[]] = [
  icd10('S72.0'),
  icd10('S32.1'),
  icd10('S12.1'),
  icd10('S22.0'),
  icd10('S02.1'),
  icd10('S06.5'),
  icd10('T24.3'),
  icd10('S88.1'),
  icd10('T07'),
  words('Fracture of neck of femur'),
  words('Fractured hip'),
  words('Fracture of pelvis'),
];

/** UK Core's method of admission. */
export function admitted(method: string): Pick<Encounter, 'hospitalization'> {
  const system = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AdmissionMethodEngland';
  const url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod';
  return { hospitalization: { extension: [{ url, valueCodeableConcept: { coding: [{ system, code: method }] } }] } };
}

const emergency = (random: Random) => admitted(random.pick(['21', '22', '24', '28', '2A', '2D']));
const violence = ['Intentional self-harm', 'Assault', 'Overdose, deliberate self-harm', 'Physical abuse'] as const;

export const injury: Cause<Injury> = {
  code: 'serious-injury',
  plan: (random) => {
    const [ended, stayed] = [random.integer(8, 58), random.integer(2, 25)];
    return { ended, stayed, code: random.pick(serious), planned: false, quiet: ended + stayed + 1 };
  },
  write: (scene, { ended, stayed, code, planned }) => {
    const { random } = scene;
    const how: Meeting = planned
      ? admitted(random.pick(['11', '12', '13']))
      : random.chance(0.7)
        ? emergency(random)
        : {};
    return [
      meet(scene, ended + stayed, { class: random.pick(['IMP', 'ACUTE']), until: ended, reasonCode: [code], ...how }),
    ];
  },
  lines: [
    ...wronglyEntered,
    { says: 'a child', fires: true, change: (_, random) => ({ age: random.integer(6, 15) }) },
    { says: 'an infant', change: (_, random) => ({ age: random.integer(0, 1), registered: 200 }) },
    { says: 'home for less than a week', change: (_, random) => ({ ended: random.integer(1, 6) }) },
    { says: 'home for more than two months', change: (_, random) => ({ ended: random.integer(62, 400), quiet: 500 }) },
    {
      says: 'a visit here since',
      also: (scene, { ended }) =>
        meet(scene, scene.random.integer(1, ended - 1), { who: scene.random.pick(['usual', 'other', 'nurse']) }),
    },
    { says: 'a planned admission', change: () => ({ planned: true }) },
    { says: 'not overnight', change: () => ({ stayed: 0 }) },
    {
      says: 'in the emergency department over midnight',
      change: () => ({ stayed: 1 }),
      edit: (resource) =>
        ({
          ...resource,
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EMER' },
        }) as typeof resource,
    },
    {
      says: 'a slight injury',
      change: (_, random) => ({
        code: random.pick([icd10('S06.0'), icd10('T24.1'), icd10('S61.0'), icd10('M80.0'), words('Sprained ankle')]),
      }),
    },
    {
      says: 'in hospital again',
      also: (scene, { ended }) =>
        meet(scene, Math.min(ended - 1, 4), {
          class: 'IMP',
          status: 'in-progress',
          period: { start: at(scene, Math.min(ended - 1, 4), 9) },
        }),
    },
    {
      says: 'an old stay that was never closed',
      fires: true,
      also: (scene) => meet(scene, 400, { class: 'IMP', status: 'in-progress', period: { start: at(scene, 400, 9) } }),
    },
    {
      says: 'moved to another hospital',
      fires: true,
      change: (_, random) => ({ ended: random.integer(15, 50) }),
      also: (scene, { ended }) =>
        meet(scene, ended, {
          class: 'IMP',
          until: ended - 5,
          period: { start: at(scene, ended, 10), end: at(scene, ended - 5, 9) },
        }),
    },
    {
      says: 'self-harm or assault as another reason',
      edit: (resource) =>
        resource.resourceType === 'Encounter'
          ? { ...resource, reasonCode: [...(resource.reasonCode ?? []), icd10('X78.9')] }
          : resource,
    },
    {
      says: 'self-harm, assault or abuse within two weeks',
      also: (scene, { ended, stayed }) =>
        (scene.random.chance(0.5) ? problem : finding)(
          scene,
          ended + stayed + scene.random.integer(-stayed, 10),
          words(scene.random.pick(violence)),
        ),
    },
    {
      says: 'the injury stands in the diagnosis',
      fires: true,
      also: (scene, { ended, stayed, code }) => {
        const condition = enter(scene, ended + stayed, { resourceType: 'Condition', subject: person, code });
        meet(scene, ended + stayed, {
          class: 'IMP',
          until: ended,
          diagnosis: [{ condition: { reference: condition } }],
        });
      },
    },
  ],
};
