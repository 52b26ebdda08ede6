import { applyLimits, type Limits } from '../../cards/limits.ts';
import type { PastShowing } from '../../cards/quieting.ts';
import type { ReplayReason } from '../../cards/wording/practice-replay-words.ts';
import type { Code } from '../../detectors/index.ts';
import { indexFrom } from '../../history/calendar.ts';
import { type BegunVisit, type CandidateOpening, replayReason } from './replay-counts.ts';

/** What was shown at an opening, and what memory, budget and number of cards held back. */
export interface PlayedOpening {
  readonly opening: CandidateOpening;
  /** New cards; those that come back in the same visit are not counted again. */
  readonly shown: readonly Code[];
  readonly held: readonly { readonly code: Code; readonly reason: ReplayReason }[];
}

const dayMs = 86_400_000;
const budgetDays = 30;

/**
 * Plays openings through quiet times, budget and the limit of cards, for each clinician in the order of time, as the service
 * would have had nobody answered. Openings at one moment are played in the order of the patients' pseudonyms, so that the
 * result does not depend on the order in which they come.
 */
export function play(
  openings: readonly CandidateOpening[],
  visits: readonly (BegunVisit & { readonly count: number })[],
  limits: Limits,
): readonly PlayedOpening[] {
  const visitsOf = Map.groupBy(visits, ({ clinician }) => clinician);
  const byClinician = Map.groupBy(openings.toSorted(inOrder), ({ clinician }) => clinician);
  return [...byClinician].flatMap(([clinician, own]) => playOne(own, timesOf(visitsOf.get(clinician)), limits));
}

function playOne(
  openings: readonly CandidateOpening[],
  visits: readonly number[],
  limits: Limits,
): readonly PlayedOpening[] {
  const pastOf = new Map<string, PastShowing[]>();
  const cards: number[] = [];
  return openings.map((opening): PlayedOpening => {
    const { patient, time: now, candidates } = opening;
    const past = pastOf.get(patient) ?? [];
    pastOf.set(patient, past);
    // By whole days, as src/memory/budget-cache.ts counts them.
    const since = (Math.floor(now / dayMs) - budgetDays) * dayMs;
    const budget = { openings: countBetween(visits, since, now), cards: countBetween(cards, since, now + 1) };
    const decided = applyLimits(candidates, { past, complete: true, now, budget }, limits);
    const shown: Code[] = [];
    const held: { code: Code; reason: ReplayReason }[] = [];
    for (const { candidate, ...one } of decided) {
      const { code } = candidate;
      if (one.withheld !== undefined) held.push({ code, reason: replayReason(one.withheld.why) });
      else if (one.decision.kind === 'new') {
        shown.push(code);
        cards.push(now);
        past.push(showing(candidate, now));
      }
    }
    return { opening, shown, held };
  });
}

/** Nobody answers it; of what others were shown nothing follows then. */
function showing({ code, material }: CandidateOpening['candidates'][number], firstShown: number): PastShowing {
  return { card: '', suggestions: [], code, material, clinicians: [], own: true, firstShown, outcome: undefined };
}

function inOrder(a: CandidateOpening, b: CandidateOpening): number {
  return a.time - b.time || (a.patient < b.patient ? -1 : 1);
}

function timesOf(visits: readonly (BegunVisit & { readonly count: number })[] = []): readonly number[] {
  return visits.flatMap(({ time, count }) => Array.from({ length: count }, () => time)).sort((a, b) => a - b);
}

/** How many of these times, in ascending order, lie in a span; its end is not part of it. */
function countBetween(times: readonly number[], from: number, to: number): number {
  return indexFrom(times, to, itself) - indexFrom(times, from, itself);
}

const itself = (time: number) => time;
