import type { Day } from './calendar.ts';
import type { ClinicianKey, Proposal, Referral } from './history.ts';
import type { CentileGroup } from './practice-centiles.ts';

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
  /** Who is seeing the person, where recorded. */
  readonly clinician: ClinicianKey | undefined;
  /** The person is discharged to a hospital or elsewhere, not home. */
  readonly onward: boolean;
  /** Restricted, planned or cancelled: it may suppress cards, but no card may say that the person is here. */
  readonly onlySilences?: boolean;
}

/** One opening of one chart: when, by whom, and in which visit. */
export interface Opening {
  readonly asOf: Day;
  /** Now, in ms since 1970. */
  readonly now: number;
  readonly user: User;
  /** The visit under way, where one is known. */
  readonly visit: VisitNow | undefined;
  /** Appointments about to be booked. */
  readonly proposed: readonly Proposal[];
  /** The referrals among the orders that are about to be signed; undefined where none are being signed. */
  readonly signing?: readonly Referral[];
  /** How often people of each age and sex come to the home practice, where the site says so. */
  readonly centiles?: readonly CentileGroup[];
}
