import type { Day } from './calendar.ts';
import type { ClinicianKey, Proposal, Referral } from './history.ts';

/** Who opened the chart. */
export type User =
  | { readonly kind: 'clinician'; readonly clinician: ClinicianKey }
  | { readonly kind: 'patient-side' }
  | { readonly kind: 'unresolved' };

/** The visit in which a chart is opened. */
export interface VisitNow {
  readonly reference: string;
  readonly emergency: boolean;
  readonly duty: boolean;
  readonly homeVisit: boolean;
  /** Who sees the person in it, where recorded. */
  readonly clinician: ClinicianKey | undefined;
  /** At its end the person goes on to a hospital or another place, and not home. */
  readonly onward: boolean;
  /** It is restricted, planned or cancelled: it may keep cards back, and no card says that the person is here. */
  readonly onlySilences?: boolean;
}

/** One opening of one chart: when, by whom, and in which visit. */
export interface Opening {
  readonly asOf: Day;
  /** The instant that stands for now, in ms since 1970. */
  readonly now: number;
  readonly user: User;
  /** The visit under way, where one is known. */
  readonly visit: VisitNow | undefined;
  /** Appointments that are about to be booked; in no other part of the history. */
  readonly proposed: readonly Proposal[];
  /** Where orders are about to be signed: those of them that are referrals. */
  readonly signing?: readonly Referral[];
}
