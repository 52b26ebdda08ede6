import type { CodeableConcept } from '@medplum/fhirtypes';
import { concept } from '../entries.ts';
import type { Cause } from './cause.ts';
import { icd10, words } from './codes.ts';
import { wronglyEntered } from './everyone.ts';
import { meet } from './meet.ts';
import { finding, problem } from './write.ts';

/** A first palliative entry, and a meeting since with someone who is not the usual doctor. */
interface Palliative {
  readonly ago: number;
  readonly code: CodeableConcept;
  readonly met: boolean;
}

const palliativeCodes = [
  concept('103735009'),
  concept('414937009'),
  concept('526631000000108'),
  icd10('Z51.5'),
  words('Palliative care'),
] as const;

export const palliative: Cause<Palliative> = {
  code: 'palliative-care',
  plan: (random) => {
    const ago = random.integer(10, 88);
    return {
      ago,
      code: random.pick(palliativeCodes),
      met: true,
      quiet: ago + 1,
      visits: 6,
      age: random.integer(40, 90),
    };
  },
  write: (scene, { ago, code, met }) => {
    const later = scene.random.integer(1, ago - 1);
    const where = scene.random.pick(['third', 'nurse', 'hospital'] as const);
    if (met)
      meet(
        scene,
        later,
        where === 'hospital'
          ? { serviceProvider: { reference: 'Organization/hospital' }, participant: [] }
          : { who: where },
      );
    return [problem(scene, ago, code)];
  },
  lines: [
    ...wronglyEntered,
    { says: 'in a hospice', fires: true, also: (scene) => problem(scene, 5, concept('300936002')) },
    {
      says: 'the usual doctor has been seen since',
      also: (scene, { ago }) =>
        meet(scene, scene.random.integer(1, ago - 1), { who: 'usual', class: scene.random.pick(['AMB', 'VR', 'HH']) }),
    },
    {
      says: 'the named doctor has been seen since',
      change: () => ({ patient: { generalPractitioner: [{ reference: 'Practitioner/other' }] } }),
      also: (scene, { ago }) => [300, 500, ago - 1].map((day) => meet(scene, day, { who: 'other' })),
    },
    { says: 'in the first week', change: (_, random) => ({ ago: random.integer(3, 6) }) },
    { says: 'more than three months ago', change: (_, random) => ({ ago: random.integer(92, 600), quiet: 700 }) },
    {
      says: 'not the first entry',
      also: (scene, { ago }) =>
        (scene.random.chance(0.5) ? problem : finding)(
          scene,
          ago + scene.random.integer(90, 500),
          scene.random.pick(palliativeCodes),
        ),
    },
    { says: 'nobody has met the person since', change: () => ({ met: false }) },
    {
      says: 'declined or not appropriate',
      change: (_, random) => ({
        code: words(random.pick(['Palliative care declined', 'Palliative care not appropriate'])),
      }),
    },
  ],
};
