import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { drawDeath, writeDeath } from './death.ts';
import { diagnosis } from './diagnosis.ts';
import { leftBeforeSeen } from './left-before-seen.ts';
import { drawRepeat, writeRepeat } from './medicine.ts';
import { type Meeting, meet, visitNow } from './meet.ts';
import { type Scene, type Setting, settledStaff } from './scene.ts';
import { appointment, task } from './write.ts';

/** Why a next visit with the same doctor matters now, and the visit that ends. */
interface Ending {
  readonly because: (scene: Scene) => unknown;
  readonly visit: Meeting;
}

const disposition = (code: string): Meeting => ({
  hospitalization: {
    dischargeDisposition: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code }] },
  },
});

/** The plan of another cause, for as long as no visit may be written after its event. */
function reasonOf<P extends object>(
  cause: Pick<Cause<P>, 'plan' | 'write'>,
  random: Random,
): Partial<Setting> & Ending {
  const plan = cause.plan(random);
  const { quiet = 0, gender, age } = { gender: undefined, age: undefined, ...plan } as Partial<Setting>;
  const setting = {
    quiet: Math.max(quiet, 5),
    visits: 6,
    ...(gender && { gender }),
    ...(age !== undefined && { age }),
  };
  return { ...setting, visit: {}, because: (scene) => cause.write(scene, { ...scene.setting, ...plan }) };
}

const death = { plan: (random: Random) => drawDeath(random, random.integer(5, 80)), write: writeDeath };
const repeat = { plan: drawRepeat, write: writeRepeat };

/** K3 after each of the findings that make a next contact matter. */
function nextContactAfter(
  name: string,
  reason: (random: Random) => Partial<Setting> & Ending,
  more: Cause<Ending>['lines'] = [],
): Cause<Ending> {
  return {
    code: 'next-contact',
    sentence: { name: `\`next-contact\` after ${name}`, isIn: ({ code }) => code === 'next-contact' },
    plan: reason,
    write: (scene, { because, visit }) => {
      because(scene);
      visitNow(scene, visit);
      return [];
    },
    lines: [
      {
        says: 'booked with the doctor of this visit',
        also: (scene) => appointment(scene, -scene.random.integer(2, 58), 1, scene.user),
      },
      {
        says: 'booked with the usual doctor',
        also: (scene) => appointment(scene, -scene.random.integer(2, 58), 1, 'usual'),
      },
      {
        says: 'booked with the usual doctor in three months',
        fires: true,
        also: (scene) => appointment(scene, -90, 1, 'usual'),
      },
      { says: 'booked with someone who was not read', also: (scene) => appointment(scene, -20, 1, 'stranger') },
      {
        says: 'booked with nobody in particular',
        also: (scene) =>
          appointment(scene, -20, 1, 'usual', {
            participant: [{ actor: { reference: 'Patient/p' }, status: 'accepted' }],
          }),
      },
      {
        says: 'admitted or transferred',
        change: (_, random) => ({ visit: disposition(random.pick(['hosp', 'other-hcf', 'psy'])) }),
      },
      { says: 'sent home', fires: true, change: () => ({ visit: disposition('home') }) },
      {
        says: 'both are leaving',
        change: () => ({ staff: { ...settledStaff, usual: { until: -15 }, other: { until: -15 }, third: {} } }),
      },
      {
        says: 'a task for it is open',
        also: (scene) =>
          task(scene, 3, {
            reasonCode: {
              coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/detections', code: 'next-contact' }],
            },
          }),
      },
      { says: 'a child', change: () => ({ age: 12 }) },
      ...more,
    ],
  };
}

export const afterDeath = nextContactAfter('`bereavement`', (random) => reasonOf(death, random), [
  { says: 'it was spoken of in this visit', change: () => ({ visit: { reasonCode: [words('Bereavement')] } }) },
]);
export const afterDiagnosis = nextContactAfter('`life-changing-diagnosis`', (random) => reasonOf(diagnosis, random), [
  { says: 'seen here since the diagnosis', also: (scene) => meet(scene, 1) },
]);
export const afterLeaving = nextContactAfter('`left-before-seen`', (random) => reasonOf(leftBeforeSeen, random));
export const afterMedicine = nextContactAfter('`medicine-not-collected`', (random) => reasonOf(repeat, random));
