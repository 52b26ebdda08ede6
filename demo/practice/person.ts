import type { Code } from '#src/detectors/index.ts';
import { isClinical, member } from './staff.ts';
import type { When } from './when.ts';

/** How a row of visits took place, or what else became of it. */
export type Kind = 'seen' | 'phone' | 'dressing' | 'cancelled' | 'entered-in-error';

/** A row of visits: with whom, on which days, and how (seen at the surgery unless it says otherwise). */
export type VisitRow = readonly [who: string, days: string, kind?: Kind];

/** A name of a long-term condition, in SNOMED CT. */
export type Condition = readonly [code: string, display: string];

/** A problem, in SNOMED CT: when it was recorded, since when it had been there, and when it was over. */
export interface Problem {
  readonly is: Condition;
  readonly recorded: When;
  readonly since?: When;
  readonly over?: When;
  /** It was found at an emergency attendance on the day of its record. */
  readonly atEmergency?: boolean;
}

/** What else can happen in a chart: a booking, or the start or end of a visit of today, with what is then shown. */
export interface Moment {
  readonly hook: 'appointment-book' | 'encounter-start' | 'encounter-discharge';
  /** Id of the one who is logged in. */
  readonly by: string;
  /** With whom a booking is, and when. */
  readonly booked?: readonly [who: string, when: When];
  readonly shows: Code | null;
}

/** One fictional person, as a small table. */
export interface DemoPerson {
  /** Id of the Patient. */
  readonly id: string;
  readonly name: readonly [prefix: string, given: string, family: string];
  readonly gender: 'female' | 'male';
  readonly age: number;
  readonly registered: When;
  readonly died?: When;
  /** Named GP. */
  readonly named?: string;
  readonly visits: readonly VisitRow[];
  /** Is in the room now, with this clinician: the chart is opened in a visit under way. */
  readonly hereWith?: string;
  /** Appointments ahead: the day, what for, and with whom if that is agreed. */
  readonly booked?: readonly (readonly [when: When, what: string, who?: string])[];
  /** Tasks still open: the day they are due, and what for. */
  readonly tasks?: readonly (readonly [due: When, what: string])[];
  readonly conditions?: readonly Condition[];
  readonly problems?: readonly Problem[];
  /** Appointments of the past: a row of days that were missed, and one of days that were kept. */
  readonly missed?: string;
  readonly kept?: string;
  /** Referrals: when, to which specialty, and the day of the clinic, which found nothing. */
  readonly referred?: readonly (readonly [asked: When, specialty: string, seen: When])[];
  /** Days of visits to the clinic of a hospital. */
  readonly elsewhere?: string;
  /** Invitations: when, what for, and whether the person declined. */
  readonly invited?: readonly (readonly [when: When, what: string, declined?: 'declined'])[];
  /** Repeat medicines by ATC code: the days on which 28 days’ supply was collected, and whether it was stopped. */
  readonly repeats?: readonly (readonly [code: string, name: string, days: string, stopped?: 'stopped'])[];
  /** A note of signs that was written together: when, with whom, in what words. */
  readonly note?: { readonly written: When; readonly who: string; readonly words: string };
  /** What shows something, or rightly nothing, when more happens in the chart. */
  readonly moments?: readonly Moment[];
  /** A small team that looks after the person. */
  readonly team?: readonly string[];
  /** Two or three sentences for the reader of the page. */
  readonly story: string;
  /** Why no card is right, where none is shown. */
  readonly quiet?: string;
  /** What the chart shows to everyone, and to whom it shows something else; null is silence. */
  readonly expect: { readonly everyone: Code | null; readonly to?: Readonly<Record<string, Code | null>> };
}

/** What opening this person's chart shows to the one logged in: to whom has no clinical role, nothing. */
export function expected(person: DemoPerson, login: string): Code | null {
  if (!isClinical(member(login))) return null;
  const own = person.expect.to?.[login];
  return own === undefined ? person.expect.everyone : own;
}
