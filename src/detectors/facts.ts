import type { Finding, NamedClinician } from './detector.ts';
import type {
  EmergencyFirst,
  GoneQuiet,
  LatePresentation,
  MedicineNotCollected,
  MissedAppointments,
  QuietPattern,
  UnansweredInvitations,
} from './engagement/facts.ts';
import type { BookingAfterLeaving, BookingElsewhere, NextContact, WriteSignature } from './scheduling/facts.ts';
import type { IllnessSignature, SharedSignatureSeen } from './signature/facts.ts';
import type { PersistentSymptoms } from './symptoms/facts.ts';

/** `2026-09-30`, a day in the site's own time zone. */
export type IsoDate = string;

/** A5 said as one sentence inside another card: how many well-known clinicians have left, and since when. */
export type Goodbyes = {
  readonly losses: number;
  /** Year of the first of them. */
  readonly since: number;
  /** All of them since the person moved to this practice. */
  readonly sinceMove: boolean;
};

/** A1. `visits` and `since` (year of the first) are of all contacts with the clinician. */
export type UsualClinicianLeft = {
  readonly clinician: NamedClinician;
  readonly visits: number;
  readonly since: number;
  /** Last day here; absent where only 'no longer active' is recorded. */
  readonly left?: IsoDate;
  /** The person's last visit with the clinician. */
  readonly lastSeen: IsoDate;
  /** A visit is under way, and none with anyone here since the clinician left is recorded. */
  readonly firstVisitSince: boolean;
  /**
   * Visits with any GP here since the clinician left, or since `lastSeen` where the day is not known; absent where a visit
   * that can't be counted may have been one.
   */
  readonly visitsSince?: number;
  /** The clinician whom the record names as the person's own now, where that is someone else. */
  readonly named?: NamedClinician;
  /** Added by the choice of cards from A5's finding; a detector leaves it out. */
  readonly goodbyes?: Goodbyes;
};

/** A2. `visits` of the person's last `of` GP visits were with the clinician. */
export type UsualClinicianAway = {
  readonly clinician: NamedClinician;
  readonly visits: number;
  readonly of: number;
  /** An absence is recorded; else it is inferred, and `lastActive` is there. */
  readonly recorded: boolean;
  /** Last day with any recorded consultation here. */
  readonly lastActive?: IsoDate;
  /** Last day of the recorded absence, where one is given. */
  readonly awayUntil?: IsoDate;
  /** What is open for the person. `usual-gap`: their own usual interval between visits has nearly gone by. */
  readonly openKind: 'booking' | 'task' | 'referral' | 'activity' | 'usual-gap';
  readonly openDue?: IsoDate;
};

/** A3. `visits` with the clinician in the past 12 months. */
export type UsualClinicianLeaving = {
  readonly clinician: NamedClinician;
  /** The clinician who leaves is the one who opened the chart. */
  readonly you: boolean;
  readonly leaves: IsoDate;
  readonly visits: number;
  /** The next booked appointment with the clinician, not after `leaves`. */
  readonly nextBooking?: IsoDate;
};

/** A4. `visits` of the person's last `of` GP visits were with the trainee. */
export type TraineeChangeover = {
  readonly clinician: NamedClinician;
  readonly you: boolean;
  readonly ends: IsoDate;
  /** The end is recorded; else `ends` is the usual changeover day. */
  readonly recorded: boolean;
  /** `ends` is before today. */
  readonly passed: boolean;
  readonly visits: number;
  readonly of: number;
  /** Whole weeks from today to `ends`, or since `ends` when passed. */
  readonly weeks: number;
};

/** A5. `clinicians` and the days they `left` are parallel, first to leave first. */
export type RepeatedGoodbyes = {
  readonly clinicians: readonly NamedClinician[];
  readonly left: readonly IsoDate[];
  readonly losses: number;
  /** The least number of visits with any one of them. */
  readonly leastVisits: number;
  readonly since: number;
  readonly sinceMove: boolean;
};

/** B1. Shares of the usual clinician in the recent and the earlier GP visits. */
export type ContinuityFell = {
  readonly clinician: NamedClinician;
  readonly you: boolean;
  readonly recentWith: number;
  readonly recentOf: number;
  /** Different GPs seen in the recent visits. */
  readonly recentClinicians: number;
  readonly beforeWith: number;
  readonly beforeOf: number;
  /** The day on which the earlier period ends. */
  readonly until: IsoDate;
  /** The numbers are of face-to-face visits only. */
  readonly faceToFace: boolean;
};

/** B2. `with` of the last `of` GP visits were with the named clinician, else with the one seen most. */
export type ContinuityLow = {
  /** The clinician whom the record names as the person's own, if any. */
  readonly clinician?: NamedClinician;
  readonly you: boolean;
  readonly with: number;
  readonly of: number;
  readonly percent: number;
  /** Different GPs seen in these visits. */
  readonly clinicians: number;
  readonly reasons: readonly ('conditions' | 'age' | 'dementia' | 'smi' | 'palliative' | 'pregnancy' | 'symptoms')[];
  /** How many long-term conditions, where that is a reason. */
  readonly conditions?: number;
  readonly faceToFace: boolean;
};

/** C1. The clinician who knows the person: `visits` in five years, `years` whole years from first to last. */
export type FirstMeeting = {
  readonly clinician: NamedClinician;
  readonly visits: number;
  readonly years: number;
  readonly lastSeen: IsoDate;
  /** The clinician is the one whom the record names as the person's own. */
  readonly named: boolean;
  /** Who opened the chart. */
  readonly user?: NamedClinician;
  /** Added by the choice of cards from A5's finding; a detector leaves it out. */
  readonly goodbyes?: Goodbyes;
};

/** C2. The small team, most seen first, and the person's `of` visits of the past 12 months. */
export type KnownTeam = {
  readonly members: readonly { readonly clinician: NamedClinician; readonly visits: number; readonly you: boolean }[];
  readonly of: number;
  /** Reference of the recorded team, where it is one. */
  readonly team?: string;
};

/** The facts of every detection that is built, by its code. */
export interface FactsOf {
  readonly 'usual-clinician-leaving': UsualClinicianLeaving;
  readonly 'usual-clinician-left': UsualClinicianLeft;
  readonly 'trainee-changeover': TraineeChangeover;
  readonly 'first-meeting': FirstMeeting;
  readonly 'continuity-fell': ContinuityFell;
  readonly 'continuity-low': ContinuityLow;
  readonly 'known-team': KnownTeam;
  readonly 'usual-clinician-away': UsualClinicianAway;
  readonly 'repeated-goodbyes': RepeatedGoodbyes;
  readonly 'late-presentation': LatePresentation;
  readonly 'emergency-first': EmergencyFirst;
  readonly 'gone-quiet': GoneQuiet;
  readonly 'unanswered-invitations': UnansweredInvitations;
  readonly 'missed-appointments': MissedAppointments;
  readonly 'medicine-not-collected': MedicineNotCollected;
  readonly 'quiet-pattern': QuietPattern;
  readonly 'illness-signature': IllnessSignature;
  readonly 'shared-signature': SharedSignatureSeen;
  readonly 'persistent-symptoms': PersistentSymptoms;
  readonly 'booking-elsewhere': BookingElsewhere;
  readonly 'booking-after-leaving': BookingAfterLeaving;
  readonly 'next-contact': NextContact;
  readonly 'write-signature': WriteSignature;
}

/** A detection that is built. */
export type BuiltCode = keyof FactsOf;

/** A finding of a detection that is built, told apart by its code. */
export type BuiltFinding = { readonly [C in BuiltCode]: Finding<C, FactsOf[C]> }[BuiltCode];
