import type { z } from 'zod';
import type { Day } from '../history/calendar.ts';
import type { NotCountedReason } from '../history/exclusion.ts';
import type { ClinicianKey, Name, Part, RelationalHistory } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import type { Code } from './codes.ts';

/** A clinician as a finding names one. */
export interface NamedClinician {
  readonly reference: ClinicianKey;
  readonly name: Name | undefined;
}

/** A fact is a number, a code word, a flag, an ISO date, a clinician, or a list of these: never a sentence. */
export type Fact =
  | number
  | string
  | boolean
  | NamedClinician
  | readonly Fact[]
  | { readonly [name: string]: Fact | undefined };
export type Facts = { readonly [name: string]: Fact | undefined };

/** What a finding counts. */
export type Unit =
  | 'visits'
  | 'problems'
  | 'diagnoses'
  | 'appointments'
  | 'invitations'
  | 'supplies'
  | 'patterns'
  | 'signs'
  | 'entries'
  | 'episodes';

/** What was seen in one person's care: data only, no sentence. */
export interface Finding<C extends Code = Code, F extends Facts = Facts> {
  readonly code: C;
  readonly facts: F;
  /** Every resource that a number or date of the facts rests on, denominators included. */
  readonly counted: readonly string[];
  /** This person's contacts of the window that were left out, and why. */
  readonly notCounted: readonly { readonly reference: string; readonly reason: NotCountedReason }[];
  /** First and last day of what was counted. */
  readonly span: { readonly from: Day; readonly to: Day };
  /** How many of what was counted: the visits, invitations … that a reader would count again (`counted` may hold more). */
  readonly number: number;
  readonly unit: Unit;
  /** What must change before a silence ends early. */
  readonly materialKey: string;
}

/** What a detection is, for people: `/detections/:code` and docs/detectors.md are rendered from it. */
export interface About {
  /** The catalogue's mark, such as `A1`. */
  readonly mark: string;
  readonly title: string;
  readonly looksFor: string;
  readonly evidence: string;
  readonly grade: string;
  readonly notOn: readonly string[];
  readonly act: string;
}

/** The history that a detector sees: what it needs, known; what it uses, where known; always the clinicians. */
export type Seen<N extends Part, U extends Part> = Pick<RelationalHistory, N> & Partial<Pick<RelationalHistory, U>>;

/**
 * One detection: pure, without a clock. `needs` are the parts it rests on (unread: it is skipped and counted);
 * `uses` are parts that it can do without. Prefetch templates, reads and docs are derived from both.
 */
export interface Detector<
  C extends Code = Code,
  N extends Part = Part,
  U extends Part = Part,
  S extends object = object,
  F extends Facts = Facts,
> {
  readonly code: C;
  readonly about: About;
  readonly needs: readonly N[];
  readonly uses: readonly U[];
  /** Detections whose findings of the same opening it rests on: they stand before it in the list. */
  readonly restsOn?: readonly Code[];
  /** Observable months without which nothing is computed. */
  readonly lookBackMonths: number;
  /** Thresholds with defaults and descriptions; a site changes them by SITE_SETTINGS. */
  readonly settings: z.ZodType<S>;
  detect(history: Seen<N, U>, opening: Opening, settings?: S, found?: readonly Finding[]): Finding<C, F> | undefined;
}

/** Defines a detector; its type arguments are inferred, so reading an undeclared part is a type error. */
export function detector<C extends Code, const N extends Part, const U extends Part, S extends object, F extends Facts>(
  definition: Detector<C, N, U, S, F>,
): Detector<C, N, U, S, F> {
  return definition;
}
