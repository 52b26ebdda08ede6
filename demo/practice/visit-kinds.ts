import type { CodeableConcept, Coding } from '@medplum/fhirtypes';
import { choice } from './choice.ts';
import type { DemoPerson, Kind } from './person.ts';
import { type Member, nurse, pharmacist } from './staff.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const snomed = 'http://snomed.info/sct';
const atSurgery: Coding = { system: actCode, code: 'AMB', display: 'ambulatory' };
const remote: Coding = { system: actCode, code: 'VR', display: 'virtual' };

interface Way {
  readonly setting: Coding;
  readonly type: CodeableConcept;
}

const way = (setting: Coding, code: string, display: string, text = display): Way => ({
  setting,
  type: { coding: [{ system: snomed, code, display }], text },
});

const ways = {
  surgery: way(atSurgery, '11429006', 'Consultation', 'Consultation at the surgery'),
  nurse: way(atSurgery, '11429006', 'Consultation', 'Nurse appointment'),
  pharmacist: way(remote, '185317003', 'Telephone encounter', 'Telephone review with the pharmacist'),
  phone: way(remote, '185317003', 'Telephone encounter', 'Telephone consultation'),
  video: way(remote, '448337001', 'Telemedicine consultation with patient', 'Video consultation'),
  home: way({ system: actCode, code: 'HH', display: 'home health' }, '439708006', 'Home visit'),
  dressing: way(atSurgery, '182531007', 'Dressing of wound'),
} as const;

/** Where and how a visit took place. */
export function wayOf(kind: Kind, who: Member): Way {
  if (kind === 'phone' || kind === 'video' || kind === 'home' || kind === 'dressing') return ways[kind];
  return who.job === nurse ? ways.nurse : who.job === pharmacist ? ways.pharmacist : ways.surgery;
}

/** Of ten visits to a doctor whose kind is left open, three are by telephone and one by video; the very old are visited. */
export function usualKind({ id, age }: Pick<DemoPerson, 'id' | 'age'>, who: Member, when: string): Kind {
  if (who.job === nurse || who.job === pharmacist) return 'seen';
  const tenth = choice(`kind of ${id} ${when}`, 10);
  if (age >= 78 && tenth < 5) return 'home';
  return tenth < 3 ? 'phone' : tenth === 3 && age < 78 ? 'video' : 'seen';
}
