/*
 * How often things happen to people in the United Kingdom, a person and year unless it says otherwise. Each with its source,
 * cited from memory and rounded, or 'our estimate' where none was known; a different rate changes the load, not the rules.
 */

/** Probability of death within a year at an age; an exponential through ONS's National life tables, UK (0.13 % at 40, 5 % at 80). */
export function dyingAt(age: number): number {
  return Math.min(0.9, 0.0013 * Math.exp(0.092 * (age - 40)));
}

export const family = {
  /** Adults who live in a couple: 61 % in the Census 2021, England and Wales. */
  partnered: 0.61,
  /** Years from parent to child: 31 in ONS's births of 2022 (29 earlier). */
  generation: 30,
  /** Children of those over 30, on average: completed family size of 1.9 (ONS, women born 1975). */
  children: 1.9,
  /** Brothers and sisters: our estimate. */
  siblings: 1.6,
  /** Relatives whose own record is linked with the person's: our estimate. */
  linked: { partner: 0.3, child: 0.25, parent: 0.1, sibling: 0.03 },
  /** Adult children, parents and siblings who share the person's address: our estimate; children under 16 mostly do. */
  sameHome: { child: 0.9, parent: 0.15 },
} as const;

/** What of a death the person's own record says: our estimates. */
export const bereavements = {
  /** Coded as a problem, half of them in a visit; in the family history with its day. */
  coded: 0.12,
  inFamilyHistory: 0.01,
  /** A visit in the weeks after it in which it is coded; 39 % of practices offered contact as a routine (Main 2000). */
  spokenOf: 0.2,
} as const;

export const pregnancies = {
  /** Births to a woman of 18 to 44: 52 per 1000 (ONS 2022). */
  births: 0.052,
  /** Miscarriages of all recognised pregnancies: 15 to 20 % (Quenby 2021, Lancet). */
  miscarried: 0.17,
  /** Ectopic pregnancies, of all: 11 per 1000 (NICE NG126). */
  ectopic: 0.011,
  /** Stillbirths, of births: 4 per 1000 (ONS 2022). */
  stillborn: 0.004,
  /** Terminations to a woman of 18 to 44: 19 per 1000 (DHSC 2021). */
  terminated: 0.019,
  /** Infertility newly coded at 25 to 42: our estimate, from one couple in seven who have difficulty. */
  infertility: 0.006,
  /** A visit here within a month of a loss: our estimate. */
  visitAfter: 0.5,
} as const;

/** New diagnoses per 1000 by age: under 40, 40 to 59, 60 to 74, from 75. */
export const diagnoses = [
  /** Cancer Research UK, 2017–19: 5.6 per 1000 over all ages. */
  { code: '254837009', per1000: [0.9, 4.5, 15, 24] },
  /** Heart failure: Conrad 2018, 3.3 per 1000. */
  { code: '84114007', per1000: [0.1, 0.8, 5, 19] },
  /** Dementia: CFAS II, 18 per 1000 from 65 on. */
  { code: '52448006', per1000: [0, 0.2, 4, 25] },
  /** Chronic kidney disease, stage 4 or 5: our estimate. */
  { code: '431857002', per1000: [0.05, 0.3, 1.5, 5] },
  /** Rheumatoid arthritis: Abhishek 2017, 0.4 per 1000. */
  { code: '69896004', per1000: [0.2, 0.5, 0.7, 0.6] },
  /** Inflammatory bowel disease: King 2020, 0.3 to 0.7 per 1000. */
  { code: '24526004', per1000: [0.4, 0.3, 0.3, 0.2] },
  /** Epilepsy: Wigglesworth 2023, 0.4 per 1000. */
  { code: '84757009', per1000: [0.4, 0.3, 0.5, 0.9] },
  /** Parkinson’s disease: Okunoye 2022, 0.8 per 1000 over 50. */
  { code: '49049000', per1000: [0, 0.2, 1, 2] },
  /** Type 1 diabetes: our estimate for adults. */
  { code: '46635009', per1000: [0.15, 0.05, 0.02, 0.01] },
  /** Multiple sclerosis: Mackenzie 2014, 0.1 per 1000. */
  { code: '24700007', per1000: [0.12, 0.12, 0.03, 0.01] },
] as const;

/** A visit here within a month of a diagnosis by the hospital: our estimate. */
export const seenAfterDiagnosis = 0.7;
/** Diagnoses that are recorded in a visit here: our estimate. */
export const diagnosedHere = 0.4;

export const hospital = {
  /** Emergency admissions: 0.11 (HES 2022–23), rising with age. */
  admitted: (age: number) => 0.04 + (age > 60 ? 0.006 * (age - 60) : 0),
  /** Hip fractures: 65 000 a year in people over 60 (National Hip Fracture Database), with other serious injuries (TARN). */
  injured: (age: number) => (age < 60 ? 0.0006 : 0.0012 * Math.exp(0.09 * (age - 60))),
  /** A visit or call here within two weeks of coming home: our estimate. */
  seenAfter: 0.5,
  /** Attendances at an emergency department: 0.28 at major ones (NHS England 2022–23). */
  attended: 0.28,
  /** Of these the person left before being seen: 3 to 5 % (NHS England). */
  leftUnseen: 0.04,
  /** Children under 16, overnight: our estimate from HES. */
  child: 0.04,
} as const;

/** First palliative entries, of the deaths expected at that age: about half die with one (QOF, our estimate). */
export const palliativeOfDying = 0.4;

/** Carers: 9 % of people (Census 2021), few of whom are recorded; newly recorded: our estimate. */
export const newCarers = 0.006;

export const promises = {
  /** Tasks to call back, tell a result or send a letter: our estimate. */
  made: 0.6,
  /** Done within a week of the day due; within two months; the others stay open: our estimates. */
  inTime: 0.9,
  late: 0.08,
} as const;

export const contact = {
  /** The least even spread between people: contacts are negative binomial with a shape of about one (our estimate). */
  shape: 1.2,
  /** Appointments that the person leaves after having arrived: our estimate. */
  leftWaiting: 0.004,
  /** People who turn to another doctor although theirs is there: our estimate. */
  movesAYear: 0.04,
  /** People who see whoever is free: our estimate. */
  withoutUsual: 0.2,
} as const;
