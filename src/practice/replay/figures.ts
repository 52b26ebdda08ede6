import type { Limits } from '../../cards/limits.ts';
import type { ReplayReason } from '../../cards/wording/practice-replay-words.ts';
import { type Code, codes } from '../../detectors/index.ts';
import type { Day } from '../../history/calendar.ts';
import type { Counts } from '../counts.ts';
import { createFigureTable, type Figure, type FigureKey } from './figure-table.ts';
import { type PlayedOpening, play } from './play.ts';
import {
  begunVisits,
  candidateOpenings,
  figuresWith,
  type HeldFigure,
  heldFindings,
  heldPeople,
  openingsByWeek,
  type Variant,
} from './replay-counts.ts';

/** What would have been shown and held back with one set of settings; an undefined code or week stands for all of them. */
export interface VariantFigures {
  shown(code: Code | undefined, week: Day | undefined): Figure;
  held(code: Code | undefined, week: Day | undefined): Figure;
  heldFor(code: Code, reason: ReplayReason): Figure;
  readonly reasons: readonly { readonly code: Code; readonly reason: ReplayReason }[];
}

/** The figures of a replay. */
export interface ReplayFigures {
  readonly openings: number;
  /** Openings by week, in the order of time. */
  readonly byWeek: ReadonlyMap<Day, number>;
  /** How many clinicians opened a chart, in a week or in all. */
  clinicians(week: Day | undefined): number;
  readonly now: VariantFigures;
  /** With the changed settings, where some were given. */
  readonly set: VariantFigures | undefined;
  /** Codes of which anything was found, in the order of cards. */
  readonly codes: readonly Code[];
}

/** Adds up a replay; `hasSet`: it was also run with changed settings. */
export function figuresOf(counts: Counts, limits: Limits, hasSet: boolean): ReplayFigures {
  const byWeek = new Map([...openingsByWeek(counts)].sort(([a], [b]) => a - b));
  const now = variantFigures('now', counts, limits);
  const set = hasSet ? variantFigures('set', counts, limits) : undefined;
  const found = (one: VariantFigures | undefined, code: Code) =>
    one !== undefined && one.shown(code, undefined).count + one.held(code, undefined).count > 0;
  return {
    openings: [...byWeek.values()].reduce((sum, each) => sum + each, 0),
    byWeek,
    clinicians: clinicianCounts(counts),
    now,
    set,
    codes: codes.filter((code) => found(now, code) || found(set, code)),
  };
}

function clinicianCounts(counts: Counts): ReplayFigures['clinicians'] {
  const keys = new Map<Day | undefined, Set<string>>();
  for (const { week, clinician } of begunVisits(counts))
    for (const key of [week, undefined]) keys.set(key, (keys.get(key) ?? new Set()).add(clinician));
  return (week) => keys.get(week)?.size ?? 0;
}

/** The openings with one set of settings, played. */
export function playedWith(variant: Variant, counts: Counts, limits: Limits): readonly PlayedOpening[] {
  const openings = candidateOpenings(counts).filter((one) => one.variant === variant);
  return play(openings, begunVisits(counts), limits);
}

function variantFigures(variant: Variant, counts: Counts, limits: Limits): VariantFigures {
  const [shown, held] = [createFigureTable(), createFigureTable()];
  const pairs = new Map<string, { readonly code: Code; readonly reason: ReplayReason }>();
  for (const { opening, ...played } of playedWith(variant, counts, limits)) {
    const { week, patient } = opening;
    for (const code of played.shown)
      for (const key of figuresWith({ variant, code, reason: 'budget' }, week)) shown.addOf(keyOf(key), patient);
    for (const one of played.held) {
      for (const key of figuresWith({ variant, ...one }, week)) held.addOf(keyOf(key), patient);
      pairs.set(`${one.code} ${one.reason}`, one);
    }
  }
  for (const { week, count, ...one } of heldFindings(counts)) {
    if (one.variant !== variant) continue;
    for (const key of figuresWith(one, week)) held.addMore(keyOf(key), count);
    pairs.set(`${one.code} ${one.reason}`, one);
  }
  for (const one of heldPeople(counts)) if (one.variant === variant) held.addPeople(keyOf(one), one.count);
  return {
    shown: (code, week) => shown.get([code, undefined, week]),
    held: (code, week) => held.get([code, undefined, week]),
    heldFor: (code, reason) => held.get([code, reason, undefined]),
    reasons: [...pairs.keys()].sort().flatMap((key) => pairs.get(key) ?? []),
  };
}

function keyOf({ code, reason, week }: HeldFigure): FigureKey {
  return [code, reason, week];
}
