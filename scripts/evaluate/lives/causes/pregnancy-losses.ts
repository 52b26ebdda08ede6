import type { CodeableConcept } from '@medplum/fhirtypes';
import { concept } from '../entries.ts';
import type { Random } from '../random.ts';
import { icd10, icpc, words } from './codes.ts';
import type { Setting } from './scene.ts';

/** What was lost, and when it was recorded, in days before the opening. */
export interface PregnancyLoss {
  readonly ago: number;
  readonly what: 'pregnancy' | 'fertility';
  readonly code: CodeableConcept;
  readonly gender: Setting['gender'];
}

export const losses = [
  concept('17369002'),
  concept('34801009'),
  concept('237364002'),
  icd10('O03.9'),
  icd10('O00.1'),
  icd10('O02.1'),
  icd10('P95'),
  icd10('Z37.1'),
  icpc('W82'),
  icpc('W93'),
  words('Miscarriage'),
  words('Ectopic pregnancy'),
  words('Stillbirth'),
] as const;
/** The loss of a pregnancy. */
export const lostPregnancy = (random: Random): Partial<PregnancyLoss> => ({
  what: 'pregnancy',
  gender: 'female',
  code: random.pick(losses),
});
