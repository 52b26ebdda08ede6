import type { Measure } from '../../history/history.ts';

/** Relapsing conditions for which early signs are looked for. */
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

/** Signs that may come before a relapse, as a record shows them. */
export type SignName =
  | 'contacts'
  | 'emergency-contact'
  | 'missed-appointment'
  | 'medicine-late'
  | 'phone'
  | 'new-clinician'
  | Measure
  | `symptom-${string}`;

/** How a condition's relapses are recognised, and which signs are looked for before them. */
export interface ConditionRow {
  /** Code sets of the condition itself. */
  readonly groups: readonly string[];
  /** Code sets in which every entry is a relapse. */
  readonly episodes: readonly string[];
  /** Every entry of the condition is an episode; otherwise only a flare, or one marked as a relapse, is. */
  readonly everyEntry: boolean;
  /** Length in days of the period before a relapse in which signs are looked for. */
  readonly windowDays: number;
  /** Days just before a relapse that are left out: the visit that shows the relapse must not predict it. */
  readonly lagDays: number;
  /** Days after the end of a relapse until the person counts as settled. */
  readonly washoutDays: number;
  /** Relapses fewer days apart than this are one. */
  readonly mergeDays: number;
  /** Seasonal: settled periods are taken from the same half-year only. */
  readonly seasonal: boolean;
  /** A rise in the PHQ-9 is a relapse. */
  readonly byScore: boolean;
  /** Medicines whose short courses are relapses. */
  readonly rescue: readonly string[];
  /** Medicines whose restart after half a year without is a relapse. */
  readonly restart: readonly string[];
  /** Medicines for which a late repeat is a sign, and a change of class makes a signature out of date. */
  readonly medicines: readonly string[];
  /** Signs to look for, at most eight, fixed beforehand. */
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
