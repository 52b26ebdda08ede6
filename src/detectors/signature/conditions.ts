import type { Measure } from '../../history/history.ts';

/** Conditions whose relapses may have signs that come before them. */
export type Relapsing =
  | 'depression'
  | 'bipolar'
  | 'psychosis'
  | 'heart-failure'
  | 'asthma'
  | 'copd'
  | 'inflammatory-bowel-disease'
  | 'eczema'
  | 'rheumatoid-arthritis'
  | 'gout'
  | 'multiple-sclerosis'
  | 'epilepsy'
  | 'migraine';

/** What may come before a relapse, as a record shows it. */
export type SignName =
  | 'contacts'
  | 'emergency-contact'
  | 'missed-appointment'
  | 'medicine-late'
  | 'phone'
  | 'new-clinician'
  | Measure
  | `symptom-${string}`;

/** How a condition's relapses are told, and what is looked for before them. */
export interface ConditionRow {
  /** Code sets of the condition itself. */
  readonly groups: readonly string[];
  /** Code sets of which every entry is a relapse. */
  readonly episodes: readonly string[];
  /** Every entry of the condition is an episode of its own; else only a flare, or one marked as a relapse, is. */
  readonly everyEntry: boolean;
  /** Days before a relapse that are looked at. */
  readonly windowDays: number;
  /** Days just before a relapse that are left out: the visit that shows the relapse must not foretell it. */
  readonly lagDays: number;
  /** Days after the end of a relapse until the person counts as settled. */
  readonly washoutDays: number;
  /** Relapses less than so many days apart are one. */
  readonly mergeDays: number;
  /** Tied to the time of the year: settled periods are taken from the same half-year only. */
  readonly seasonal: boolean;
  /** A rise of the PHQ-9 is a relapse. */
  readonly byScore: boolean;
  /** Medicines of which a short course is a relapse. */
  readonly rescue: readonly string[];
  /** Medicines of which a new start after half a year without is a relapse. */
  readonly restart: readonly string[];
  /** Medicines of which a late repeat is a sign, and a change of class a new beginning. */
  readonly medicines: readonly string[];
  /** What is looked for, named beforehand: at most eight. */
  readonly signs: readonly SignName[];
}

const row = (groups: readonly string[], rest: Partial<ConditionRow>): ConditionRow => ({
  groups,
  episodes: [],
  everyEntry: true,
  windowDays: 28,
  lagDays: 2,
  washoutDays: 56,
  mergeDays: 56,
  seasonal: false,
  byScore: false,
  rescue: [],
  restart: [],
  medicines: [],
  ...rest,
  signs: ['contacts', 'emergency-contact', 'missed-appointment', ...(rest.signs ?? [])],
});

const lung = {
  everyEntry: false,
  windowDays: 14,
  lagDays: 1,
  washoutDays: 28,
  mergeDays: 28,
  rescue: ['oral-steroid'],
};

/**
 * The conditions whose relapses may have signs before them. Windows: Eisner 2013 and Birchwood 2000 (mental illness),
 * Chaudhry 2007 (heart failure), Tattersfield 1999 and Seemungal 2000 (airways); the others are a clinician's estimate.
 */
export const conditions: { readonly [R in Relapsing]: ConditionRow } = {
  depression: row(['depression'], {
    lagDays: 3,
    byScore: true,
    restart: ['antidepressant'],
    medicines: ['antidepressant'],
    signs: ['symptom-sleep', 'symptom-headache', 'medicine-late', 'gad-7', 'new-clinician'],
  }),
  bipolar: row(['bipolar'], {
    lagDays: 3,
    medicines: ['lithium', 'antipsychotic', 'antidepressant', 'antiepileptic'],
    signs: ['symptom-sleep', 'symptom-anxiety', 'medicine-late', 'phq-9', 'new-clinician'],
  }),
  psychosis: row(['psychosis', 'schizophrenia'], {
    lagDays: 3,
    medicines: ['antipsychotic', 'lithium', 'antidepressant'],
    signs: ['symptom-sleep', 'symptom-anxiety', 'medicine-late', 'phq-9', 'new-clinician'],
  }),
  'heart-failure': row(['heart-failure'], {
    everyEntry: false,
    windowDays: 14,
    lagDays: 1,
    washoutDays: 28,
    medicines: ['heart-failure-medicine'],
    signs: ['symptom-breathlessness', 'symptom-swelling', 'medicine-late', 'weight', 'phone'],
  }),
  asthma: row(['asthma'], {
    ...lung,
    episodes: ['exacerbation-asthma'],
    seasonal: true,
    medicines: ['inhaled-steroid'],
    signs: ['symptom-cough', 'symptom-wheeze', 'medicine-late', 'peak-flow', 'phone'],
  }),
  copd: row(['copd'], {
    ...lung,
    episodes: ['exacerbation-copd'],
    medicines: ['inhaled-steroid'],
    signs: ['symptom-cough', 'symptom-breathlessness', 'medicine-late', 'crp', 'phone'],
  }),
  'inflammatory-bowel-disease': row(['inflammatory-bowel-disease'], {
    windowDays: 42,
    medicines: ['dmard'],
    signs: ['symptom-abdominal-pain', 'symptom-diarrhoea', 'medicine-late', 'calprotectin', 'phone'],
  }),
  eczema: row(['eczema'], {
    seasonal: true,
    signs: ['symptom-itch', 'symptom-sleep', 'phone', 'new-clinician'],
  }),
  'rheumatoid-arthritis': row(['rheumatoid-arthritis'], {
    windowDays: 42,
    medicines: ['dmard'],
    signs: ['symptom-joint-pain', 'symptom-fatigue', 'medicine-late', 'crp', 'phone'],
  }),
  gout: row(['gout'], {
    signs: ['symptom-joint-pain', 'symptom-swelling', 'crp', 'phone', 'new-clinician'],
  }),
  'multiple-sclerosis': row(['multiple-sclerosis'], {
    episodes: ['relapse-multiple-sclerosis'],
    everyEntry: false,
    windowDays: 42,
    lagDays: 3,
    washoutDays: 60,
    medicines: ['dmard'],
    signs: ['symptom-fatigue', 'symptom-infection', 'medicine-late', 'phone', 'new-clinician'],
  }),
  epilepsy: row(['epilepsy'], {
    episodes: ['seizure'],
    everyEntry: false,
    windowDays: 14,
    lagDays: 1,
    washoutDays: 14,
    mergeDays: 14,
    medicines: ['antiepileptic'],
    signs: ['symptom-sleep', 'symptom-headache', 'medicine-late', 'phone', 'new-clinician'],
  }),
  migraine: row(['migraine'], {
    windowDays: 7,
    lagDays: 1,
    washoutDays: 7,
    mergeDays: 14,
    signs: ['symptom-sleep', 'symptom-fatigue', 'systolic', 'phone', 'new-clinician'],
  }),
};
