import type { CodeableConcept } from '@medplum/fhirtypes';
import { concept } from '../entries.ts';
import { icd10, icpc, words } from './codes.ts';
/** Codes of a life-changing illness, and a medicine that stands for some of them. */
export interface Group {
  readonly codes: readonly [CodeableConcept, ...CodeableConcept[]];
  readonly medicine?: string;
}

export const groups: readonly [Group, ...Group[]] = [
  { codes: [concept('24700007'), icd10('G35'), words('Multiple sclerosis')] },
  { codes: [icd10('C50.9'), icd10('C18.7'), icd10('C34.1'), words('Breast cancer'), words('Bowel cancer')] },
  {
    codes: [concept('46635009'), icd10('E10.9'), words('Type 1 diabetes mellitus')],
    medicine: 'Insulin glargine 100 units/ml',
  },
  { codes: [concept('84114007'), icd10('I50.0'), icpc('K77'), words('Heart failure')] },
  {
    codes: [concept('69896004'), icd10('M05.9'), words('Rheumatoid arthritis')],
    medicine: 'Methotrexate 2.5 mg tablets',
  },
  { codes: [concept('24526004'), concept('34000006'), concept('64766004'), icd10('K50.0'), icd10('K51.9')] },
  { codes: [concept('49049000'), icd10('G20'), icpc('N87')], medicine: 'Co-careldopa 25 mg/100 mg tablets' },
  { codes: [concept('52448006'), icd10('F00.1'), icpc('P70')] },
  { codes: [concept('84757009'), icd10('G40.9'), icpc('N88')], medicine: 'Levetiracetam 500 mg tablets' },
  { codes: [concept('431857002'), icd10('N18.4'), icd10('N18.5'), words('CKD stage 4')] },
];
