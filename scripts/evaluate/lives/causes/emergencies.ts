import { concept } from '../entries.ts';
import type { Cause } from './cause.ts';
import { admitted } from './injury.ts';
import { meet } from './meet.ts';
import type { Scene } from './scene.ts';
import { problem } from './write.ts';

/** Serious diagnoses, each first recorded at an emergency or not. */
interface Diagnosed {
  readonly emergencies: readonly [boolean, boolean, boolean];
  readonly codes: readonly [string, string, string];
}

const elsewhere: readonly [Diagnosed['codes'], Diagnosed['codes']] = [
  ['84757009', '84114007', '24700007'],
  ['24526004', '84757009', '69896004'],
];
const orders: readonly [Diagnosed['emergencies'], ...Diagnosed['emergencies'][]] = [
  [true, true, false],
  [true, false, true],
  [false, true, true],
  [true, true, true],
];

export const emergencies: Cause<Diagnosed> = {
  code: 'emergency-first',
  plan: (random) => ({
    emergencies: random.pick(orders),
    codes: random.pick(elsewhere),
    visits: 0,
  }),
  write: (scene, plan) => writeDiagnoses(scene, plan),
  lines: [
    { says: 'one emergency alone', change: () => ({ emergencies: [false, true, false] }) },
    { says: 'a visit in the three months before', also: (scene) => [1250, 850, 450].map((ago) => meet(scene, ago)) },
    { says: 'injury, heart attack, stroke', change: () => ({ codes: ['22298006', '230690007', '85189001'] }) },
    { says: 'a planned admission', change: () => ({ emergencies: [false, false, false] }) },
    {
      says: 'tentative',
      edit: (resource) =>
        resource.resourceType === 'Condition'
          ? {
              ...resource,
              verificationStatus: {
                coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'provisional' }],
              },
            }
          : resource,
    },
  ],
};

function writeDiagnoses(scene: Scene, { emergencies: how, codes }: Diagnosed): readonly string[] {
  return codes.map((code, n) => {
    const ago = 1200 - 400 * n + scene.random.integer(-20, 20);
    const method = admitted(how[n] ? '21' : '11');
    const reference = meet(scene, ago, { class: 'IMP', until: ago - 3, ...method });
    return problem(scene, ago, concept(code), { encounter: { reference } });
  });
}
