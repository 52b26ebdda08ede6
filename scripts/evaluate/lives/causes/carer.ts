import type { CodeableConcept } from '@medplum/fhirtypes';
import { concept } from '../entries.ts';
import type { Cause } from './cause.ts';
import { icd10, icpc, words } from './codes.ts';
import { wronglyEntered } from './everyone.ts';
import { kin } from './family.ts';
import { meet } from './meet.ts';
import { finding, problem } from './write.ts';

/** The person cares for someone, by their own record. */
interface Carer {
  readonly ago: number;
  readonly code: CodeableConcept;
}

const carerCodes = [
  concept('224484003'),
  icd10('Z63.6'),
  icpc('Z14'),
  icpc('Z18'),
  icpc('Z22'),
  words('Carer'),
  words('Cares for husband'),
] as const;

export const carer: Cause<Carer> = {
  code: 'palliative-care',
  sentence: { name: '`palliative-care` of a carer', isIn: ({ code }) => code === 'palliative-care' },
  plan: (random) => ({
    ago: random.integer(5, 360),
    code: random.pick(carerCodes),
    quiet: random.integer(190, 380),
    visits: 4,
  }),
  write: (scene, { ago, code }) => [(scene.random.chance(0.6) ? problem : finding)(scene, ago, code)],
  lines: [
    ...wronglyEntered,
    {
      says: 'a visit of their own in the last half year',
      also: (scene) =>
        meet(scene, scene.random.integer(1, 180), { who: scene.random.pick(['usual', 'other', 'nurse']) }),
    },
    { says: 'recorded over a year ago', change: (_, random) => ({ ago: random.integer(370, 900) }) },
    {
      says: 'someone cares for the person',
      change: (_, random) => ({ code: words(random.pick(['Has a carer', 'Carer: daughter'])) }),
    },
    {
      says: 'a carer by occupation',
      change: (_, random) => ({ code: words(random.pick(['Occupation: carer', 'Works as a carer'])) }),
    },
    {
      says: 'no longer a carer',
      also: (scene, { ago }) => problem(scene, Math.max(1, ago - 3), words('No longer a carer')),
    },
    {
      says: 'the entry has ended',
      change: () => ({ code: icd10('Z63.6') }),
      edit: (resource) =>
        resource.resourceType === 'Condition'
          ? {
              ...resource,
              abatementDateTime: resource.recordedDate ?? '',
              clinicalStatus: {
                coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
              },
            }
          : ({ ...resource, status: 'cancelled' } as typeof resource),
    },
    {
      says: 'a linked relative has died since',
      also: (scene, { ago }) =>
        kin(scene, { relation: scene.random.pick(['SPS', 'HUSB', 'DAU']), died: Math.max(1, ago - 2) }),
    },
    {
      says: 'bereaved since',
      also: (scene, { ago }) =>
        problem(scene, Math.max(1, ago - 2), scene.random.pick([icd10('Z63.4'), words('Bereavement')])),
    },
    { says: 'new here', change: () => ({ registered: 150, ago: 40 }) },
    { says: 'is terminally ill', also: (scene) => problem(scene, 400, concept('300936002')) },
    { says: 'a child', change: () => ({ age: 13 }) },
  ],
};
