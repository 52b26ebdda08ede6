import type { CodeableConcept } from '@medplum/fhirtypes';
import { concept, person } from '../entries.ts';
import type { Random } from '../random.ts';
import { icd10, words } from './codes.ts';
import type { Line } from './line.ts';
import { dateAgo, enter, meet } from './meet.ts';
import { lostPregnancy, type PregnancyLoss } from './pregnancy-losses.ts';
import { finding, problem, procedure } from './write.ts';

const terminations: readonly [CodeableConcept, ...CodeableConcept[]] = [
  concept('57797005'),
  icd10('O04.9'),
  words('Termination of pregnancy'),
];
const near = (random: Random, ago: number) => Math.max(1, ago + random.integer(-80, 80));

/** A termination near the loss, wherever it is recorded. */
export const linesOfTerminations: readonly Line<PregnancyLoss>[] = [
  {
    says: 'a termination as a problem',
    change: (_, random) => lostPregnancy(random),
    also: (scene, { ago }) => problem(scene, near(scene.random, ago), scene.random.pick(terminations)),
  },
  {
    says: 'a termination as an observation',
    change: (_, random) => lostPregnancy(random),
    also: (scene, { ago }) => finding(scene, near(scene.random, ago), scene.random.pick(terminations)),
  },
  {
    says: 'a termination as a procedure',
    change: (_, random) => lostPregnancy(random),
    also: (scene, { ago }) => procedure(scene, near(scene.random, ago), scene.random.pick(terminations)),
  },
  {
    says: 'a termination as the reason of a visit elsewhere',
    change: (_, random) => lostPregnancy(random),
    also: (scene, { ago }) =>
      meet(scene, near(scene.random, ago), {
        serviceProvider: { reference: 'Organization/hospital' },
        reasonCode: [scene.random.pick(terminations)],
      }),
  },
  {
    says: 'a referral for a termination',
    change: (_, random) => lostPregnancy(random),
    also: (scene, { ago }) =>
      enter(scene, near(scene.random, ago), {
        resourceType: 'ServiceRequest',
        status: 'completed',
        intent: 'order',
        subject: person,
        authoredOn: dateAgo(scene, ago),
        ...(scene.random.chance(0.5)
          ? { code: scene.random.pick(terminations) }
          : { code: words('Referral'), reasonCode: [scene.random.pick(terminations)] }),
      }),
  },
];
