import type { IsoDate } from '../facts.ts';

/** D1. `late` of the last `of` problems had been there for long before they were recorded. */
export type LatePresentation = {
  readonly late: number;
  readonly of: number;
  /** Days from onset to record of the late ones, oldest first. */
  readonly intervals: readonly number[];
  /** Each of the late ones had been there for more than so many days. */
  readonly overDays: number;
};

/** D2. `emergency` of the last `of` serious diagnoses were first recorded at an emergency. */
export type EmergencyFirst = {
  readonly emergency: number;
  readonly of: number;
  /** Days of those, oldest first. */
  readonly days: readonly IsoDate[];
  /** In the year before each of them there had been contact with a GP too. */
  readonly alsoSeen: boolean;
};

/** D4. The gap before this opening (or before today's visit) against the person's own rhythm. */
export type GoneQuiet = {
  readonly lastSeen: IsoDate;
  readonly gapDays: number;
  /** Whole months of the gap. */
  readonly gapMonths: number;
  /** Mean days between earlier visits. */
  readonly usualGapDays: number;
  /** Visits that the rhythm rests on, and the whole years that they span. */
  readonly visits: number;
  readonly years: number;
  /** What was due meanwhile. */
  readonly due: 'medicine' | 'invitation' | 'task' | 'referral' | 'activity' | 'condition';
  readonly dueSince?: IsoDate;
  /** What the invitation was for, where that is what was due. */
  readonly dueFor?: string;
  /** The person is here now: a visit is under way. */
  readonly here: boolean;
};

/** D5. Invitations without any recorded reply in 12 months. */
export type UnansweredInvitations = {
  readonly invitations: number;
  /** What they were for, once each, oldest first: a recall set's name without `recall-`, else the record's own words. */
  readonly kinds: readonly string[];
  /** Days on which they were sent, oldest first. */
  readonly sent: readonly IsoDate[];
};

/** D6. `missed` of `booked` appointments in 12 months. */
export type MissedAppointments = {
  readonly missed: number;
  readonly booked: number;
  /** The same for the 24 months before. */
  readonly missedBefore: number;
  readonly bookedBefore: number;
  /** The missed share has risen (one-sided Fisher exact test, p <= .05). */
  readonly changed: boolean;
  /** More than two a year over three years. */
  readonly often: boolean;
};

/** D7. A repeat medicine that ran out. */
export type MedicineNotCollected = {
  readonly medicine: string;
  /** After a gap its dose may have to be built up again. */
  readonly builtUp: boolean;
  readonly ranOut: IsoDate;
  readonly daysLate: number;
  /** Earlier supplies, of which `onTime` were collected on time. */
  readonly supplies: number;
  readonly onTime: number;
};

/** D8. What has been quiet, each where it is found now. */
export type QuietPattern = {
  readonly patterns: number;
  readonly missed?: number;
  readonly invitations?: number;
  readonly ranOut?: IsoDate;
  readonly lastSeen?: IsoDate;
  readonly late?: number;
};
