import type { Coded } from './elements.ts';

/** Long-term conditions: how often they are the one a person has, from what age, and what is taken for it. */
export const longTerm: readonly {
  readonly code: Coded;
  readonly weight: number;
  readonly from: number;
  readonly medicine?: string;
}[] = [
  { code: ['38341003', 'Hypertension'], weight: 14, from: 35, medicine: 'Amlodipine 5mg tablets' },
  { code: ['44054006', 'Type 2 diabetes mellitus'], weight: 7, from: 35, medicine: 'Metformin 500mg tablets' },
  { code: ['195967001', 'Asthma'], weight: 8, from: 4, medicine: 'Salbutamol 100micrograms/dose inhaler CFC free' },
  { code: ['35489007', 'Depressive disorder'], weight: 8, from: 16, medicine: 'Sertraline 50mg tablets' },
  { code: ['13645005', 'Chronic obstructive lung disease'], weight: 2, from: 45, medicine: 'Tiotropium inhaler' },
  { code: ['53741008', 'Coronary arteriosclerosis'], weight: 3, from: 45, medicine: 'Atorvastatin 80mg tablets' },
  { code: ['49436004', 'Atrial fibrillation'], weight: 2, from: 55, medicine: 'Apixaban 5mg tablets' },
  { code: ['84114007', 'Heart failure'], weight: 1, from: 60, medicine: 'Bisoprolol 2.5mg tablets' },
  { code: ['40930008', 'Hypothyroidism'], weight: 4, from: 25, medicine: 'Levothyroxine sodium 50microgram tablets' },
  { code: ['396275006', 'Osteoarthritis'], weight: 6, from: 50, medicine: 'Naproxen 250mg tablets' },
  { code: ['433144002', 'Chronic kidney disease stage 3'], weight: 4, from: 60, medicine: 'Ramipril 5mg capsules' },
  { code: ['69896004', 'Rheumatoid arthritis'], weight: 1, from: 30, medicine: 'Methotrexate 2.5mg tablets' },
  { code: ['84757009', 'Epilepsy'], weight: 1, from: 5, medicine: 'Levetiracetam 500mg tablets' },
  { code: ['52448006', 'Dementia'], weight: 1, from: 70 },
  { code: ['254837009', 'Malignant tumor of breast'], weight: 1, from: 40, medicine: 'Tamoxifen 20mg tablets' },
  { code: ['37796009', 'Migraine'], weight: 3, from: 12 },
  { code: ['43116000', 'Eczema'], weight: 5, from: 0 },
];

/** Why people come. */
export const reasons: readonly [Coded, ...Coded[]] = [
  ['49727002', 'Cough'],
  ['161891005', 'Backache'],
  ['25064002', 'Headache'],
  ['84229001', 'Fatigue'],
  ['21522001', 'Abdominal pain'],
  ['271807003', 'Eruption of skin'],
  ['162397003', 'Pain in throat'],
  ['366979004', 'Depressed mood'],
  ['48694002', 'Anxiety'],
  ['404640003', 'Dizziness'],
  ['30989003', 'Knee pain'],
  ['68566005', 'Urinary tract infectious disease'],
  ['65363002', 'Otitis media'],
  ['54150009', 'Upper respiratory infection'],
  ['29857009', 'Chest pain'],
  ['267036007', 'Dyspnea'],
  ['193462001', 'Insomnia'],
  ['45326000', 'Shoulder pain'],
  ['162031009', 'Indigestion'],
  ['301354004', 'Pain of ear'],
];

/** What happens in a life and is recorded as a problem: seldom. */
export const lifeEvents: readonly [Coded, ...Coded[]] = [
  ['224484003', 'Patient themselves providing care'],
  ['103735009', 'Palliative care'],
  ['77386006', 'Pregnant'],
  ['17369002', 'Miscarriage'],
];

/** What nurses do. */
export const nurseWork: readonly [string, ...string[]] = [
  'Blood test',
  'Dressing change',
  'Influenza vaccination',
  'Blood pressure review',
  'Asthma review',
  'Diabetes review',
  'Cervical screening',
  'Injection',
];

/** Courses of medicines for what passes. */
export const shortCourses: readonly [string, ...string[]] = [
  'Amoxicillin 500mg capsules',
  'Flucloxacillin 500mg capsules',
  'Ibuprofen 400mg tablets',
  'Prednisolone 5mg tablets',
  'Chloramphenicol 0.5% eye drops',
  'Omeprazole 20mg gastro-resistant capsules',
];

/** To whom people are referred. */
export const specialties: readonly [string, ...string[]] = [
  'Referral to cardiology',
  'Referral to orthopaedics',
  'Referral to dermatology',
  'Referral to physiotherapy',
  'Referral to gastroenterology',
];
