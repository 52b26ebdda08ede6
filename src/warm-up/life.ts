import type { Code } from '../detectors/index.ts';

/** Visits as letters of the clinicians seen, oldest first, evenly spaced between two days. */
type Row = readonly [letters: string, from: number, to: number];

/** A problem: its text, then days ago of its recording, onset and, if resolved, end. */
export type Problem = readonly [text: string, recorded: number, since?: number, over?: number];

/**
 * A synthetic patient history, reduced to what produces a card. Numbers are days ago; negative ones are in the future.
 */
export interface Life {
  /** Codes of the cards that opening this chart produces. */
  readonly expectedCodes: readonly Code[];
  readonly visits: readonly Row[];
  readonly namedGp?: string;
  readonly problems?: readonly Problem[];
  /** Problems first recorded at an emergency attendance. */
  readonly emergencies?: readonly (readonly [text: string, day: number])[];
  /** Stays in hospital: their reason, then days ago of their first and last day. */
  readonly stays?: readonly (readonly [text: string, from: number, to: number])[];
  readonly missed?: readonly number[];
  readonly attended?: readonly number[];
  readonly invited?: readonly (readonly [text: string, day: number])[];
  /** Days on which a 28-day supply of a repeat prescription was collected. */
  readonly collected?: readonly number[];
  /** Referrals to clinics that found nothing. */
  readonly referred?: readonly (readonly [text: string, referredAgo: number, attendedAgo: number])[];
  /** Day on which an illness-signature note was written. */
  readonly note?: number;
  /** Its card rests on what only a server tells, so that the chart is opened without a prefetch. */
  readonly fromServer?: boolean;
  /** Day on which a child went to hospital. */
  readonly childInHospital?: number;
  /** Day on which the person left the practice before being seen. */
  readonly leftUnseen?: number;
  /** Day on which a call back was due. */
  readonly promised?: number;
  readonly due?: number;
  readonly team?: string;
  /** The clinician and day of an appointment about to be booked. */
  readonly booking?: readonly [letter: string, day: number];
}
