import type { Encounter } from '@medplum/fhirtypes';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { wronglyEntered } from './everyone.ts';
import { at, type Meeting, meet } from './meet.ts';
import type { Scene } from './scene.ts';
import { leftEarly } from './uneven-contact.ts';
import { appointment, finding, problem } from './write.ts';

/** The person left before being seen, `ago` days before the opening. */
interface Left {
  readonly ago: number;
  readonly how: 'status' | 'code';
  readonly where: 'here' | 'emergency';
}

export const leftBeforeSeen: Cause<Left> = {
  code: 'left-before-seen',
  plan: (random) => {
    const ago = random.integer(2, 58);
    const where = random.chance(0.5) ? 'here' : 'emergency';
    return { ago, where, how: where === 'here' ? 'status' : random.pick(['status', 'code']), quiet: ago + 1 };
  },
  write: (scene, plan) => [writeLeft(scene, plan)],
  lines: [
    ...wronglyEntered,
    { says: 'more than two months ago', change: (_, random) => ({ ago: random.integer(62, 400), quiet: 450 }) },
    {
      says: 'a visit here since',
      also: (scene, { ago }) =>
        meet(scene, scene.random.integer(1, ago - 1), { who: scene.random.pick(['usual', 'other']) }),
    },
    {
      says: 'the practice cancelled the appointment',
      change: () => ({ where: 'here', how: 'status' }),
      also: cancelledByPractice,
    },
    {
      says: 'seen after all that day',
      also: (scene, { ago, where }) =>
        meet(scene, ago, {
          class: where === 'here' ? 'AMB' : 'EMER',
          period: { start: at(scene, ago, 13), end: at(scene, ago, 14) },
        }),
    },
    {
      says: 'self-harm that day',
      change: () => ({ where: 'emergency' }),
      also: (scene, { ago }) =>
        (scene.random.chance(0.5) ? problem : finding)(
          scene,
          ago,
          words(scene.random.pick(['Self-harm', 'Intentional self-poisoning', 'Deliberate self-harm'])),
        ),
    },
    {
      says: 'cancelled without having come',
      edit: (resource) =>
        resource.resourceType === 'Encounter'
          ? { ...resource, status: 'cancelled', statusHistory: [], extension: [] }
          : resource,
    },
    {
      says: 'a missed appointment',
      change: () => ({ ago: 500, quiet: 20 }),
      also: (scene) => appointment(scene, 10, 15, 'usual', { status: 'noshow' }),
    },
    {
      says: 'waiting now',
      change: () => ({ ago: 500, quiet: 20 }),
      also: (scene) => meet(scene, 0, { status: 'arrived', period: { start: at(scene, 0, 9) } }),
    },
  ],
};

function writeLeft(scene: Scene, { ago, how, where }: Left): string {
  const status = how === 'status' ? leftWaiting(scene, ago, scene.random) : leftBeforeAssessment(scene.random);
  return meet(scene, ago, { class: where === 'here' ? 'AMB' : 'EMER', ...status });
}

function leftBeforeAssessment(random: Random): Meeting {
  const found = leftEarly(random);
  return 'extension' in found ? found : leftBeforeAssessment(random);
}

/** Cancelled after having arrived. */
function leftWaiting(
  scene: Scene,
  ago: number,
  random: Random,
): Pick<Encounter, 'status' | 'statusHistory' | 'period'> {
  const status = random.pick(['arrived', 'triaged'] as const);
  const [start, end] = [at(scene, ago, 10), at(scene, ago, 10 + random.integer(1, 3))];
  return { status: 'cancelled', statusHistory: [{ status, period: { start, end } }], period: { start, end } };
}

function cancelledByPractice(scene: Scene, { ago }: Left): void {
  const system = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
  const reference = appointment(scene, ago, ago + 5, 'usual', {
    status: 'cancelled',
    cancelationReason: { coding: [{ system, code: 'prov' }] },
  });
  const encounter = scene.record.versions.findLast(({ resource }) => resource.resourceType === 'Encounter')?.resource;
  if (encounter?.resourceType === 'Encounter')
    scene.record.write(scene.on - ago, { ...encounter, id: encounter.id ?? '', appointment: [{ reference }] });
}
