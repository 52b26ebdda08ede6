import type { IsoDate } from '../history/calendar.ts';

/** A number behind a reason for silence: days, visits, a share; an ISO date; or whether something is so. */
export type SilenceFact = number | boolean | IsoDate;
export type SilenceFacts = Readonly<Record<string, SilenceFact>>;

/**
 * Why a detection has nothing to say: the first of its conditions that was not met, and the numbers that show it, for
 * example `{ visits: 3, needs: 5 }`. Never a sentence and nobody's name: the words stand in the wording files.
 */
export interface Silence<R extends string = string> {
  readonly silent: R;
  readonly because: SilenceFacts;
}

/**
 * Why a detection is not asked at all: the person has not been observable for as long as it looks back, or nothing shows
 * since when they could have been observed.
 */
export type NotAsked = 'observed-too-briefly' | 'never-observed';

/**
 * Reasons that are never given to anybody: what is recorded of safeguarding, violence, self-harm, suicidal risk or custody;
 * what may stand in a restricted entry (a relative's death, a termination, a pregnancy), or does; that somebody seems to avoid
 * a clinician, who may be the one who asks; that a clinician will leave or be away for long, which is theirs to say; and whom
 * a site does not want named. They are asked as late as can be, so that their absence shows little.
 */
export const confidentialReasons = [
  'safeguarding',
  'domestic-abuse',
  'left-the-clinician',
  'restricted-entry',
  'suicidal-risk',
  'custody',
  'absence-with-return',
  'leaves-near-then',
  'named-by-nothing',
  'hidden-death',
  'self-harm-or-assault',
  'self-harm',
  'termination',
  'pregnancy-since',
] as const;
export type ConfidentialReason = (typeof confidentialReasons)[number];

const nothing: SilenceFacts = {};

/** A reason for silence, with its numbers. */
export function silent<const R extends string>(reason: R, because: SilenceFacts = nothing): Silence<R> {
  return { silent: reason, because };
}

/** Whether a detection found nothing to say. */
export function isSilent<R extends string>(result: object): result is Silence<R> {
  return 'silent' in result;
}

/** Of several candidates' silences that of the one that met most conditions; `order` lists the reasons as they are asked. */
export function furthest<R extends string>(
  silences: readonly Silence<R>[],
  order: readonly R[],
): Silence<R> | undefined {
  return silences.toSorted((a, b) => order.indexOf(b.silent) - order.indexOf(a.silent))[0];
}

/** Whether a reason may be given to anybody. */
export function mayBeGiven<R extends string>(silence: Silence<R>): silence is Silence<Exclude<R, ConfidentialReason>> {
  return !confidentialReasons.some((one) => one === silence.silent);
}
