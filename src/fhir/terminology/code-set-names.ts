import type { Measure, Relation } from '../../history/history.ts';
import { longTermConditions } from '../../history/long-term-conditions.ts';

/** Sets for conditions and reasons for visits: illnesses, and events. */
export const conditionSets = [
  ...longTermConditions,
  'serious-mental-illness',
  'pregnancy',
  'palliative-care',
  'terminal-illness',
  'care-home-resident',
  'psychosis',
  'inflammatory-bowel-disease',
  'eczema',
  'gout',
  'migraine',
  'diabetes-type-1',
  'chronic-kidney-disease-severe',
  'exacerbation-asthma',
  'exacerbation-copd',
  'relapse-multiple-sclerosis',
  'seizure',
  'self-harm',
  'dissatisfied',
  'alarm-symptom',
  'suicidal-risk',
  'explaining-disease',
  'syndrome-irritable-bowel',
  'syndrome-fibromyalgia',
  'syndrome-chronic-fatigue',
] as const;

/** Losses of those close by, and what decides how they are spoken of. */
export const lossSets = ['bereavement', 'learning-disability', 'carer-of-family'] as const;

/** What someone is to another, as far as it counts; words that tell the sex come first. */
export const relationSets = [
  'relation-wife',
  'relation-husband',
  'relation-son',
  'relation-daughter',
  'relation-mother',
  'relation-father',
  'relation-brother',
  'relation-sister',
  'relation-partner',
  'relation-child',
  'relation-parent',
  'relation-sibling',
] as const satisfies readonly `relation-${Relation}`[];

/** Symptoms that may come before a relapse. */
export const symptomSets = [
  'symptom-sleep',
  'symptom-headache',
  'symptom-fatigue',
  'symptom-anxiety',
  'symptom-breathlessness',
  'symptom-swelling',
  'symptom-cough',
  'symptom-wheeze',
  'symptom-abdominal-pain',
  'symptom-diarrhoea',
  'symptom-itch',
  'symptom-joint-pain',
  'symptom-dizziness',
  'symptom-palpitations',
  'symptom-nausea',
  'symptom-paraesthesia',
  'symptom-infection',
] as const;

/** Other physical symptoms. */
export const physicalSymptomSets = [
  'symptom-chest-pain',
  'symptom-back-pain',
  'symptom-pelvic-pain',
  'symptom-muscle-pain',
  'symptom-bloating',
  'symptom-appetite',
  'symptom-urinary',
  'symptom-other',
] as const;

/** Sets that only suppress cards. They count even if a text only suspects or denies them, but for domestic abuse, which is often asked about. */
export const cautionSets = [
  'red-flag',
  'symptom-is-changing',
  'autoimmune-or-rare',
  'viral-illness',
  'easily-missed',
  'cancer-pathway',
  'only-suspected',
  'no-longer-carer',
  'bereavement-contact',
  'domestic-abuse',
] as const;

/** An entry of a condition may be about the past, about a fear, or about care that was declined; words beside its code say so. */
export const qualifyingSets = ['no-new-event', 'declined'] as const;

/** Losses, injuries and care for others. */
export const lifeEventSets = ['pregnancy-loss', 'infertility', 'serious-injury', 'carer'] as const;

/** A concept that is in the second of these sets as well is not in the first, whatever its codes are. */
export const lifeEventExceptions = {
  'pregnancy-loss': 'no-new-event',
  infertility: 'no-new-event',
  'serious-injury': 'minor-injury',
  carer: 'no-carer',
} as const satisfies Readonly<Record<(typeof lifeEventSets)[number], string>>;

/** What no card may touch upon, beside `pregnancy` and `suicidal-risk`. */
const silencingSets = ['termination', 'birth', 'assault'] as const;

/** Medicines in which a gap matters, and those that treat a relapse. */
export const medicineSets = [
  'antidepressant',
  'antipsychotic',
  'lithium',
  'antiepileptic',
  'insulin',
  'anticoagulant',
  'inhaled-steroid',
  'dmard',
  'heart-failure-medicine',
  'opioid-substitution',
  'oral-steroid',
  'medicine-built-up',
  'dopaminergic',
] as const;

/** What people are invited to. */
const recallSets = [
  'recall-asthma-review',
  'recall-copd-review',
  'recall-diabetes-review',
  'recall-blood-pressure',
  'recall-cervical-screening',
  'recall-breast-screening',
  'recall-bowel-screening',
  'recall-vaccination',
  'recall-medication-review',
  'recall-mental-health-review',
  'recall-health-check',
  'recall-blood-test',
  'recall-eye-screening',
] as const;

/** What an observation measures. */
export const measureSets = [
  'measure-phq-9',
  'measure-gad-7',
  'measure-weight',
  'measure-peak-flow',
  'measure-systolic',
  'measure-crp',
  'measure-calprotectin',
] as const satisfies readonly `measure-${Measure}`[];

/** The setting of an encounter by its class; if several apply, the first here wins. */
export const classSets = [
  'class-emergency',
  'class-not-ambulatory',
  'class-inpatient',
  'class-remote',
  'class-home',
  'class-field',
  'class-ambulatory',
] as const;

/** How someone took part in a visit, best first. Those in the last set did not see the person, those in the others did. */
export const participantSets = ['participant-performer', 'participant-attender', 'participant-not-seeing'] as const;

/** What people write about themselves, by the questionnaire's canonical URL or an observation's code. */
const writtenSets = ['about-me'] as const;

/** How the person left an encounter; the first that applies is the earliest. */
export const leftSets = ['left-before-seen', 'left-before-treated', 'left-against-advice'] as const;

/** What the practice has promised the person to do. */
export const promiseSets = ['promise-call', 'promise-result', 'promise-letter'] as const;

/** Names of the code sets, each a ValueSet in `fhir-profiles/`. */
export const codeSetNames = [
  ...conditionSets,
  ...lossSets,
  ...symptomSets,
  ...physicalSymptomSets,
  ...cautionSets,
  ...qualifyingSets,
  ...lifeEventSets,
  'minor-injury',
  'no-carer',
  ...silencingSets,
  'cancer-stage',
  'cancer-stage-advanced',
  ...relationSets,
  'relation-former',
  'bereavement-other',
  'bereavement-of-partner',
  'bereavement-of-child',
  'referral',
  'no-cause-found',
  'result-normal',
  'safeguarding',
  ...measureSets,
  ...medicineSets,
  ...recallSets,
  ...writtenSets,
  'reminder',
  'not-delivered',
  'form-inhaled',
  'form-local',
  'form-oral',
  'medicine-as-needed',
  'medicine-batch',
  'medicine-repeat',
  'value-absent',
  'interpreter',
  'series-antenatal',
  'series-baby-clinic',
  'series-chemotherapy',
  'series-contraception',
  'series-dialysis',
  'series-dressing',
  'series-injection',
  'series-monitoring',
  'series-postnatal',
  'series-vaccination',
  ...classSets,
  ...participantSets,
  ...leftSets,
  ...promiseSets,
  'not-a-visit',
  'visit-type-unspecified',
  'visit-duty',
  'visit-emergency',
  'visit-home',
  'visit-hospital',
  'visit-remote',
  'visit-walk-in',
  'priority-urgent',
  'discharge-home',
  'place-care-home',
  'place-hospice',
  'place-prison',
  'registration-temporary',
  'role-gp',
  'role-locum',
  'role-not-clinical',
  'role-team',
  'role-trainee',
  'team-lead',
  'filler-number',
  'nobody-in-particular',
  'staff-in-general',
] as const;

export type CodeSetName = (typeof codeSetNames)[number];
