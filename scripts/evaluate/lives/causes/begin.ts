import type { Patient } from '@medplum/fhirtypes';
import { person } from '../entries.ts';
import { newPerson, randomDays, today } from '../life.ts';
import type { Random } from '../random.ts';
import { recordOn } from '../record.ts';
import { meet } from './meet.ts';
import type { Scene, Setting } from './scene.ts';

/** The person's record with ordinary visits, before anything that matters is written. */
export function sceneOf(random: Random, setting: Setting): Scene {
  const { age, gender, registered, user, visits, quiet, patient } = setting;
  const on = today - random.integer(0, 700);
  const from = on - registered;
  const record = newPerson(random, from, age);
  const born = recordOn(record).find((one): one is Patient => one.resourceType === 'Patient');
  record.write(from, {
    ...born,
    resourceType: 'Patient',
    id: person.reference.replace('Patient/', ''),
    gender,
    ...patient,
  });
  const scene: Scene = { random, record, on, from, setting, user, offered: [] };
  for (const day of randomDays(random, from, on - quiet - 1, visits)) {
    const who = random.chance(0.7) ? 'usual' : random.chance(0.5) ? 'other' : 'nurse';
    meet(scene, on - day, { who, class: random.chance(0.25) ? 'VR' : 'AMB' });
  }
  return scene;
}
