import type { z } from 'zod';
import type { Day } from '../history/calendar.ts';
import type { NotCountedReason } from '../history/exclusion.ts';
import type { ClinicianKey, Name, Part, RelationalHistory } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import type { Silence } from './silence.ts';

/** A clinician in a finding's facts. */
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

/** What a detection found in one person's care: data only, no sentences. */
export interface Finding<C extends string = string, F extends Facts = Facts> {
  readonly code: C;
  readonly facts: F;
  /** References of every resource behind a number or date of the facts, denominators included. */
  readonly counted: readonly string[];
  /** This person's contacts in the look-back that were not counted, and why. */
  readonly notCounted: readonly { readonly reference: string; readonly reason: NotCountedReason }[];
  /** First and last day of what was counted, both included (a `DateRange` excludes its end). */
  readonly span: { readonly from: Day; readonly to: Day };
  /** How many `unit`s a reader would count again from the record (`counted` may hold more references than that). */
  readonly number: number;
  readonly unit: Unit;
  /** What must change before a silence ends early. */
  readonly changeKey: string;
  /** Code just after which this finding stands in the order of cards, where that is not its own place. No card says why. */
  readonly justAfter?: string;
}

/** The history that a detector sees: the parts it needs, and those that it uses where they are known. */
export type Seen<N extends Part, U extends Part> = Pick<RelationalHistory, N> & Partial<Pick<RelationalHistory, U>>;

/** What a detector sees, from the parts that it declares: so no helper of it can read a part that it does not declare. */
export type SeenBy<P extends { readonly needs: readonly Part[]; readonly uses: readonly Part[] }> = Seen<
  P['needs'][number],
  P['uses'][number]
>;

/** For whom, and to whom, a detection may be shown. */
export interface Audience {
  /** People under 16. */
  readonly children: boolean;
  /** People in a care home; `hospices`: in a hospice, or terminally ill. */
  readonly careHomes: boolean;
  readonly hospices: boolean;
  /** Also users without a clinical role, for example receptionists. */
  readonly anyStaff: boolean;
  /** Not for users who are here as locums alone; so too as a sentence of another card. */
  readonly exceptLocums?: boolean;
}

/**
 * One detection: a pure function without a clock. Where one of the parts it `needs` is unread, it is skipped, and the skip
 * counted; it can do without those it `uses`. Prefetch templates, reads and docs are derived from both.
 */
export interface Detector<
  C extends string = string,
  N extends Part = Part,
  U extends Part = Part,
  S extends object = object,
  F extends Facts = Facts,
  R extends string = string,
> {
  /** The card's `source.topic`, the file's name and the key of its words. */
  readonly code: C;
  /** Its mark in the catalogue, for example `A1`. */
  readonly mark: string;
  /**
   * The version of its rule: raised by a release after which it finds something else, or says it in other words that it
   * shares with others. Where clinicians have answered it badly it is then shown again (docs/quieting.md).
   */
  readonly version: number;
  readonly audience: Audience;
  /** A finding of any of these makes this one redundant; with `sameClinician`, only about the same clinician. */
  readonly supersededBy?: { readonly codes: readonly string[]; readonly sameClinician: boolean };
  /** Off until a site turns it on. */
  readonly offByDefault?: boolean;
  readonly needs: readonly N[];
  readonly uses: readonly U[];
  /** Codes of the detections whose findings it uses; they run before it. */
  readonly restsOn?: readonly string[];
  /** Codes whose silence for everyone silences this detection too, also where they find nothing now. */
  readonly silentWith?: readonly string[];
  /** Months for which the person must have been observable; otherwise it does not run. */
  readonly lookBackMonths: number;
  /** Thresholds with defaults and descriptions; a site changes them by SITE_SETTINGS. */
  readonly settings: z.ZodType<S>;
  /** Every reason that it gives for silence, in the order in which its conditions are asked. */
  readonly silences: readonly R[];
  /** `settings` default to the schema's defaults; `found` are the findings of the detections it rests on. */
  detect(history: Seen<N, U>, opening: Opening, settings?: S, found?: readonly Finding[]): Finding<C, F> | Silence<R>;
}

/** A detector as written in its file, where `detect` always receives settings and findings. */
type Definition<
  C extends string,
  N extends Part,
  U extends Part,
  S extends object,
  F extends Facts,
  R extends string,
> = Omit<Detector<C, N, U, S, F, R>, 'detect'> & {
  detect(
    history: Seen<N, U>,
    opening: Opening,
    settings: S,
    found: readonly Finding[],
  ): Finding<C, F> | Silence<NoInfer<R>>;
};

/**
 * Defines a detector. Its type arguments are inferred, so reading an undeclared part, and a silence without a declared reason, are type errors. The default settings
 * are parsed here, once per process.
 */
export function detector<
  const C extends string,
  const N extends Part,
  const U extends Part,
  S extends object,
  F extends Facts,
  const R extends string,
>(definition: Definition<C, N, U, S, F, R>): Detector<C, N, U, S, F, R> {
  const defaults = definition.settings.parse({});
  return {
    ...definition,
    detect: (history, opening, settings = defaults, found = []) => definition.detect(history, opening, settings, found),
  };
}
