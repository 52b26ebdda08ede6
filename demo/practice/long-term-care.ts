import { choice } from './choice.ts';
import type { DemoPerson, MedicineRow, TestName } from './person.ts';

interface LongTermCare {
  readonly medicine?: readonly [code: string, name: string, dosage: string];
  readonly test?: TestName;
}

/** What is prescribed and measured for a long-term condition, by its display. */
export const longTermCare: Readonly<Record<string, LongTermCare>> = {
  Hypertension: { medicine: ['C08CA01', 'Amlodipine 5mg tablets', 'One each morning'], test: 'creatinine' },
  'Type 2 diabetes mellitus': {
    medicine: ['A10BA02', 'Metformin 500mg tablets', 'One with breakfast'],
    test: 'HbA1c',
  },
  'Chronic obstructive pulmonary disease': {
    medicine: ['R03BB04', 'Tiotropium 18microgram inhalation powder capsules', 'Inhale one capsule each day'],
  },
  'Heart failure': { medicine: ['C09AA05', 'Ramipril 5mg capsules', 'One each day'], test: 'creatinine' },
  Hypothyroidism: { medicine: ['H03AA01', 'Levothyroxine 50microgram tablets', 'One before breakfast'], test: 'TSH' },
  Gout: { medicine: ['M04AA01', 'Allopurinol 100mg tablets', 'One each day, after food'] },
};

/** The repeat medicines of somebody's long-term conditions, collected on time every four weeks. */
export function longTermMedicines({ id, conditions = [] }: DemoPerson): MedicineRow[] {
  return conditions.flatMap(([, display]): MedicineRow[] => {
    const { medicine } = longTermCare[display] ?? {};
    if (medicine === undefined) return [];
    return [[...medicine, collectedOnTime(2 + choice(`${medicine[0]} of ${id}`, 20))]];
  });
}

/** A supply of four weeks collected every four weeks, the last one this number of days ago. */
export function collectedOnTime(daysAgo: number): string {
  return Array.from({ length: 9 }, (_, index) => `-${daysAgo + 28 * (8 - index)}d`).join(' ');
}
