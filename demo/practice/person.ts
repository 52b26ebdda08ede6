import type { Code } from '#src/detectors/index.ts';
import type { RelativeDay } from './relative-day.ts';
import { isClinical, member } from './staff.ts';

/** How the visits of a row took place and what they were for, or why they did not take place. */
export type Kind = 'seen' | 'phone' | 'video' | 'home' | 'dressing' | 'bereavement' | 'cancelled' | 'entered-in-error';

/** A row of visits: clinician, days, and mode (by default any that is usual). */
export type VisitRow = readonly [who: string, days: string, kind?: Kind];

/** A code, in SNOMED CT unless another system is named. */
export type Condition = readonly [code: string, display: string, system?: string];

/** A repeat prescription by ATC code: how it is taken, days of collecting 28 days’ supply, and whether it was stopped. */
export type MedicineRow = readonly [code: string, name: string, dosage: string, days: string, stopped?: 'stopped'];

export type TestName = 'haemoglobin' | 'TSH' | 'HbA1c' | 'creatinine';

/** A test of the laboratory, and the days on which it was done. */
export type ResultRow = readonly [test: TestName, days: string];

/** A problem: days of recording, onset and end. */
export interface Problem {
  readonly condition: Condition;
  readonly recorded: RelativeDay;
  readonly onset?: RelativeDay;
  readonly resolved?: RelativeDay;
  /** First recorded at an emergency attendance, on the day it was recorded. */
  readonly atEmergency?: boolean;
}

/** Someone close to a person, with a record of their own here. */
export interface Relative {
  readonly is: 'wife' | 'husband' | 'former spouse' | 'son' | 'daughter';
  readonly name: readonly [given: string, family: string];
  readonly age: number;
  readonly died?: RelativeDay;
  /** In hospital since this day. */
  readonly inHospital?: RelativeDay;
  /** By default they live together. */
  readonly lives?: 'elsewhere';
}

/** An event in an open chart (a booking, or the start or end of a visit today) and the card it shows. */
export interface Moment {
  readonly hook: 'appointment-book' | 'encounter-start' | 'encounter-discharge';
  /** Id of the signed-in user. */
  readonly user: string;
  /** The clinician and day of a booking. */
  readonly booked?: readonly [who: string, when: RelativeDay];
  readonly shows: Code | null;
}

/** One fictional person, as a small table. */
export interface DemoPerson {
  /** Id of the Patient. */
  readonly id: string;
  readonly name: readonly [prefix: string, given: string, family: string];
  readonly gender: 'female' | 'male';
  readonly age: number;
  readonly registered: RelativeDay;
  readonly died?: RelativeDay;
  /** Named GP. */
  readonly namedGp?: string;
  readonly visits: readonly VisitRow[];
  /** The clinician of the visit in progress. */
  readonly visitWith?: string;
  /** Future appointments: day, purpose, and the clinician if agreed. */
  readonly booked?: readonly (readonly [when: RelativeDay, what: string, who?: string])[];
  /** Open tasks for staff: due day and purpose. */
  readonly tasks?: readonly (readonly [due: RelativeDay, what: string])[];
  /** What staff promised and have not marked as done: due day and purpose. */
  readonly promises?: readonly (readonly [due: RelativeDay, what: string])[];
  /** People close to them whose own records are linked. */
  readonly family?: readonly Relative[];
  readonly conditions?: readonly Condition[];
  readonly problems?: readonly Problem[];
  /** Past appointments: a row of missed days and a row of attended days. */
  readonly missed?: string;
  readonly attended?: string;
  /** Referrals: day, specialty, and the day of the clinic, which found nothing. */
  readonly referred?: readonly (readonly [referred: RelativeDay, specialty: string, attended: RelativeDay])[];
  /** Days of hospital outpatient visits. */
  readonly outpatientVisits?: string;
  /** Hospital stays: first and last day, and the reason. */
  readonly stays?: readonly (readonly [from: RelativeDay, until: RelativeDay, why: Condition])[];
  /** Days on which the person left the surgery without being seen, and after how many minutes. */
  readonly left?: readonly (readonly [when: RelativeDay, minutes: number])[];
  /** Invitations: day, purpose, and whether the person declined. */
  readonly invited?: readonly (readonly [when: RelativeDay, what: string, declined?: 'declined'])[];
  /** Repeat prescriptions; those of the long-term conditions where it is left out. */
  readonly repeats?: readonly MedicineRow[];
  /** Results of the laboratory, besides those that go with the long-term conditions. */
  readonly results?: readonly ResultRow[];
  /** An illness-signature note written together: day, clinician, words. */
  readonly note?: { readonly written: RelativeDay; readonly who: string; readonly words: string };
  /** A note for whoever comes next: day, the clinician who wrote it with the person, words. */
  readonly handover?: { readonly written: RelativeDay; readonly who: string; readonly words: string };
  /** What the person wrote for whoever sees them: day, words. */
  readonly aboutMe?: { readonly written: RelativeDay; readonly words: string };
  /** Events in the chart, whether or not they show a card. */
  readonly moments?: readonly Moment[];
  /** The small team that looks after the person. */
  readonly team?: readonly string[];
  /** Two or three sentences for the reader of the page, without numbers: those are the card's. */
  readonly story: string;
  /** What the card does not tell everyone, and who may see it. */
  readonly guarded?: string;
  /** The card shown to everyone, words that it has, and to whom another one is shown; null for none. */
  readonly expect: {
    readonly everyone: Code | null;
    readonly says?: string;
    readonly to?: Readonly<Record<string, Code | null>>;
  };
}

/** The card shown when this user opens the chart: none for a user without a clinical role. */
export function expected(person: DemoPerson, login: string): Code | null {
  if (!isClinical(member(login))) return null;
  const own = person.expect.to?.[login];
  return own === undefined ? person.expect.everyone : own;
}
