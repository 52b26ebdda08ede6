import type { z } from 'zod';
import type { Day } from '../history/calendar.ts';
import type { NotCountedReason } from '../history/exclusion.ts';
import type { ClinicianKey, Name, Part, RelationalHistory } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';

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
export interface Finding<C extends string = string, F extends Facts = Facts> {
  readonly code: C;
  readonly facts: F;
  /** Every resource that a number or date of the facts rests on, denominators included. */
  readonly counted: readonly string[];
  /** This person's contacts of the window that were left out, and why. */
  readonly notCounted: readonly { readonly reference: string; readonly reason: NotCountedReason }[];
  /** First and last day of what was counted, both included (a `DateRange` excludes its end). */
  readonly span: { readonly from: Day; readonly to: Day };
  /** How many of what was counted: the visits, invitations … that a reader would count again (`counted` may hold more). */
  readonly number: number;
  readonly unit: Unit;
  /** What must change before a silence ends early. */
  readonly changeKey: string;
}

/** The history that a detector sees: what it needs, known; what it uses, where known; always the clinicians. */
export type Seen<N extends Part, U extends Part> = Pick<RelationalHistory, N> & Partial<Pick<RelationalHistory, U>>;

/** What a detector sees, from the parts that it declares: so no helper of it can read a part that it does not declare. */
export type SeenBy<P extends { readonly needs: readonly Part[]; readonly uses: readonly Part[] }> = Seen<
  P['needs'][number],
  P['uses'][number]
>;

/** For whom a detection may speak. */
export interface Audience {
  /** Persons under 16. */
  readonly children: boolean;
  /** Persons in a care home, and in a hospice or terminally ill. */
  readonly careHomes: boolean;
  readonly hospices: boolean;
  /** Users without a clinical role, such as receptionists. */
  readonly anyStaff: boolean;
}

/**
 * One detection: pure, without a clock. `needs` are the parts it rests on (unread: it is skipped and counted);
 * `uses` are parts that it can do without. Prefetch templates, reads and docs are derived from both.
 */
export interface Detector<
  C extends string = string,
  N extends Part = Part,
  U extends Part = Part,
  S extends object = object,
  F extends Facts = Facts,
> {
  /** The card's `source.topic`, the file's name and the key of its words. */
  readonly code: C;
  /** The catalogue's mark, such as `A1`. */
  readonly mark: string;
  readonly audience: Audience;
  /** Any finding of these makes this one redundant; with `sameClinician` only where both are about one clinician. */
  readonly supersededBy?: { readonly codes: readonly string[]; readonly sameClinician: boolean };
  /** Off until a site turns it on. */
  readonly offByDefault?: boolean;
  readonly needs: readonly N[];
  readonly uses: readonly U[];
  /** Detections whose findings of the same opening it rests on: they run before it. */
  readonly restsOn?: readonly string[];
  /** Observable months without which nothing is computed. */
  readonly lookBackMonths: number;
  /** Thresholds with defaults and descriptions; a site changes them by SITE_SETTINGS. */
  readonly settings: z.ZodType<S>;
  /** `settings` are the defaults where left out; `found` is what the detections it rests on have found. */
  detect(history: Seen<N, U>, opening: Opening, settings?: S, found?: readonly Finding[]): Finding<C, F> | undefined;
}

/** A detector as its file writes it: `detect` is always given settings and findings. */
type Definition<C extends string, N extends Part, U extends Part, S extends object, F extends Facts> = Omit<
  Detector<C, N, U, S, F>,
  'detect'
> & {
  detect(history: Seen<N, U>, opening: Opening, settings: S, found: readonly Finding[]): Finding<C, F> | undefined;
};

/**
 * Defines a detector; its type arguments are inferred, so reading an undeclared part is a type error. The default
 * settings are parsed here, once a process.
 */
export function detector<
  const C extends string,
  const N extends Part,
  const U extends Part,
  S extends object,
  F extends Facts,
>(definition: Definition<C, N, U, S, F>): Detector<C, N, U, S, F> {
  const defaults = definition.settings.parse({});
  return {
    ...definition,
    detect: (history, opening, settings = defaults, found = []) => definition.detect(history, opening, settings, found),
  };
}
