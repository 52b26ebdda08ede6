import { type OverrideReason, overrideReasons } from './override-reasons.ts';

/** A card that was shown about this person in this tenant. Times are ms since 1970. */
export interface PastShowing {
  readonly card: string;
  readonly suggestions: readonly string[];
  readonly code: string;
  /** Pseudonym of its finding's change key. */
  readonly material: string;
  /** Pseudonyms of the clinician to whom it was shown. */
  readonly clinicians: readonly string[];
  /** Shown to the clinician who opens the chart now. */
  readonly own: boolean;
  readonly firstShown: number;
  readonly outcome:
    | { readonly outcome: 'accepted' | 'overridden'; readonly reason: string | undefined; readonly at: number }
    | undefined;
}

/** How long each cause keeps a card quiet, in ms; 0 for not at all. */
export interface QuietTimes {
  readonly sameVisit: number;
  readonly shown: number;
  readonly notNow: number;
  readonly notRight: number;
  readonly alreadyKnown: number;
}

export type QuietReason = OverrideReason | 'shown' | 'answered' | 'accepted';

/** Show a finding as a new card, show the same card again, or keep it quiet. */
export type QuietDecision =
  | { readonly kind: 'new' }
  | { readonly kind: 'again'; readonly card: string; readonly suggestions: readonly string[] }
  | { readonly kind: 'quiet'; readonly why: QuietReason; readonly until: number };

interface Rule {
  /** Applies to every clinician of the tenant, not only the one who answered. */
  readonly everyone: boolean;
  /** Applies even if the finding's change key has changed. */
  readonly always: boolean;
  /** Runs from the answer; without an answer, from the end of the visit in which the card was first shown. */
  readonly time: (times: QuietTimes) => number;
}

const forever = () => Number.POSITIVE_INFINITY;

/** THE TABLE: how long a clinician's answer, or a showing without one, keeps a card quiet. */
export const quietRules: Readonly<Record<QuietReason, Rule>> = {
  shown: { everyone: false, always: false, time: ({ shown }) => shown },
  answered: { everyone: false, always: false, time: ({ shown }) => shown },
  other: { everyone: false, always: false, time: ({ shown }) => shown },
  accepted: { everyone: false, always: false, time: forever },
  'not-now': { everyone: false, always: false, time: ({ notNow }) => notNow },
  'already-known': { everyone: false, always: false, time: ({ alreadyKnown }) => alreadyKnown },
  'not-right-for-this-person': { everyone: true, always: false, time: ({ notRight }) => notRight },
  'facts-wrong': { everyone: true, always: true, time: forever },
  'unkind-wording': { everyone: true, always: true, time: forever },
};

/** What is remembered about a person and the clinician who opens the chart. */
export interface Remembered {
  readonly past: readonly PastShowing[];
  /** False if the store could not be read: `past` is then what this process knows, and answers may be missing. */
  readonly complete: boolean;
  /** The clinician's openings and cards of the last 30 days. */
  readonly budget: { readonly openings: number; readonly cards: number };
  /** Ms since 1970. */
  readonly now: number;
  /** Codes of the detections that are retired in this tenant. */
  readonly retired: ReadonlySet<string>;
}

/** What is remembered about one person. */
type Past = Pick<Remembered, 'past' | 'complete' | 'now'>;

/** Nothing was shown and nobody has answered. */
export const nothingRemembered: Remembered = {
  past: [],
  complete: true,
  budget: { openings: 0, cards: 0 },
  now: 0,
  retired: new Set(),
};

/**
 * Decides by the table whether a finding is quiet; of several quiet times the longest counts. If answers may be missing, a
 * card that was shown does not come back.
 */
export function checkQuiet(
  finding: { readonly code: string; readonly material: string },
  { past, complete, now }: Past,
  times: QuietTimes,
): QuietDecision {
  const same = past.filter(({ code }) => code === finding.code);
  const silences = same.flatMap((one) => {
    const { why, from, until } = silenceOf(one, times);
    const { everyone, always } = quietRules[why];
    if (!(one.own || everyone) || !(always || one.material === finding.material)) return [];
    // Replicas' clocks differ: an answer counts at once, even if its date is ahead of this clock.
    const hasBegun = one.outcome !== undefined || from <= now;
    return hasBegun && now < until ? [{ why, until }] : [];
  });
  const longest = silences.toSorted((a, b) => b.until - a.until)[0];
  if (longest) return { kind: 'quiet', why: longest.why, until: longest.until };
  const again = same.find((one) => isOfThisVisit(one, finding.material, now, times));
  if (again === undefined) return { kind: 'new' };
  if (!complete) return { kind: 'quiet', why: 'shown', until: again.firstShown + times.sameVisit + times.shown };
  return { kind: 'again', card: again.card, suggestions: again.suggestions };
}

/**
 * Codes that are retired, or to which someone has said no for everyone, whatever has changed since: nothing else may rest on
 * their findings. If answers may be missing, each card whose answer is not known may have been answered so.
 */
export function silencedCodes(
  { past, complete, now, retired }: Omit<Remembered, 'budget'>,
  times: QuietTimes,
): ReadonlySet<string> {
  const silenced = past.filter((one) => {
    const { why, until } = silenceOf(one, times);
    return (quietRules[why].everyone && now < until) || (!complete && one.outcome === undefined);
  });
  return new Set([...retired, ...silenced.map(({ code }) => code)]);
}

/** Why and how long the answer to a card, or its showing without one, keeps cards quiet. */
function silenceOf(one: PastShowing, times: QuietTimes): { why: QuietReason; from: number; until: number } {
  const why = causeOf(one);
  // An EHR's clock may be behind: a card can't be answered before it is shown.
  const from = one.outcome ? Math.max(one.outcome.at, one.firstShown) : one.firstShown + times.sameVisit;
  return { why, from, until: from + quietRules[why].time(times) };
}

function isOfThisVisit(
  { own, material, outcome, firstShown }: PastShowing,
  current: string,
  now: number,
  times: QuietTimes,
): boolean {
  return own && outcome === undefined && material === current && now < firstShown + times.sameVisit;
}

function causeOf({ outcome }: PastShowing): QuietReason {
  if (outcome === undefined) return 'shown';
  if (outcome.outcome === 'accepted') return 'accepted';
  return overrideReasons.find((reason) => reason === outcome.reason) ?? 'answered';
}
