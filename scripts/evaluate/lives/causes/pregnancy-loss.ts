import type { Resource } from '@medplum/fhirtypes';
import { concept } from '../entries.ts';
import type { Cause } from './cause.ts';
import { icd10, icpc, words } from './codes.ts';
import { wronglyEntered } from './everyone.ts';
import { meet, visitNow } from './meet.ts';
import { losses, lostPregnancy, type PregnancyLoss } from './pregnancy-losses.ts';
import { linesOfTerminations } from './terminations.ts';
import { finding, problem } from './write.ts';

const infertility = {
  female: [concept('8619003'), concept('6738008'), icd10('N97.9'), icpc('W15'), words('Infertility')],
  male: [concept('8619003'), concept('2904007'), icd10('N46'), icpc('Y10'), words('Male infertility')],
} as const;
function byUsual(resource: Resource): Resource {
  const recorder = { reference: 'Practitioner/usual' };
  return resource.resourceType === 'Condition' ? { ...resource, recorder } : resource;
}

export const pregnancyLoss: Cause<PregnancyLoss> = {
  code: 'pregnancy-loss',
  plan: (random) => {
    const ago = random.integer(4, 175);
    const what = random.chance(0.75) ? 'pregnancy' : 'fertility';
    const gender = what === 'pregnancy' || random.chance(0.5) ? 'female' : 'male';
    const code = what === 'pregnancy' ? random.pick(losses) : random.pick(infertility[gender]);
    return { ago, what, code, gender, age: random.integer(19, 44), quiet: ago + 2 };
  },
  write: (scene, { ago, code }) => {
    if (scene.user !== 'third') meet(scene, ago + 40, { who: scene.user });
    return [problem(scene, ago, code)];
  },
  lines: [
    ...wronglyEntered,
    { says: 'in the first two days', change: () => ({ ago: 1 }) },
    { says: 'more than half a year ago', change: (_, random) => ({ ago: random.integer(183, 700) }) },
    {
      says: 'a visit here since',
      also: (scene, { ago }) =>
        meet(scene, scene.random.integer(1, ago - 1), { who: scene.random.pick(['usual', 'other', 'nurse']) }),
    },
    { says: 'a user who has not seen the person', change: () => ({ user: 'third' }) },
    {
      says: 'a user who has not seen the person before, and sees them now',
      fires: true,
      change: () => ({ user: 'third' }),
      also: (scene) => visitNow(scene),
    },
    {
      says: 'a user whose roles can’t be read',
      also: (scene) => {
        scene.user = 'stranger';
        meet(scene, 400, { who: 'stranger' });
      },
    },
    { says: 'the user recorded it', change: () => ({ user: 'usual' }), edit: byUsual },
    ...linesOfTerminations,
    {
      says: '‘missed abortion’ beside it, which is no termination',
      fires: true,
      change: (_, random) => lostPregnancy(random),
      also: (scene, { ago }) =>
        finding(scene, ago, scene.random.pick([words('Missed abortion'), words('Spontaneous abortion')])),
    },
    {
      says: 'pregnant again',
      change: (_, random) => lostPregnancy(random),
      also: (scene, { ago }) =>
        problem(scene, scene.random.integer(1, ago - 1), scene.random.pick([concept('77386006'), words('Pregnant')])),
    },
    {
      says: 'a pregnancy that goes on',
      change: (_, random) => lostPregnancy(random),
      also: (scene, { ago }) => problem(scene, ago + 30, concept('77386006')),
    },
    {
      says: 'threatened, recurrent, earlier or feared',
      change: (_, random) => ({
        what: 'pregnancy',
        gender: 'female',
        code: words(
          random.pick([
            'Threatened miscarriage',
            'Recurrent miscarriage',
            'Previous miscarriage',
            'History of stillbirth',
            'Risk of miscarriage',
          ]),
        ),
      }),
    },
    {
      says: 'a loss of a pregnancy on a man’s record',
      change: (_, random) => ({ what: 'pregnancy', gender: 'male', code: random.pick(losses) }),
    },
    {
      says: 'infertility that was recorded in a visit here',
      change: (plan) => ({ what: 'fertility', code: infertility[plan.gender][0] }),
      also: (scene, { ago, code }) => problem(scene, ago, code, { encounter: { reference: meet(scene, ago) } }),
    },
    {
      says: 'infertility that is not new',
      change: (plan) => ({ what: 'fertility', code: infertility[plan.gender][0] }),
      also: (scene, { ago }) => problem(scene, ago + 500, concept('8619003')),
    },
  ],
};
