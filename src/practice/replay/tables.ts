import type { ReplayReason } from '../../cards/wording/practice-replay-words.ts';
import type { Code } from '../../detectors/index.ts';
import type { Day } from '../../history/calendar.ts';
import type { Figure } from './figure-table.ts';
import type { ReplayFigures, VariantFigures } from './figures.ts';
import { type Printed, per100, printed } from './small-numbers.ts';

/** A count as it may be printed, and how many that is in 100 openings. */
export interface PrintedFigure {
  readonly count: Printed;
  readonly rate: Printed;
}

/** Cards and findings held back with one set of settings. */
export interface PrintedPair {
  readonly cards: PrintedFigure;
  readonly held: PrintedFigure;
}

/** A line of the figures; an undefined code or week stands for all of them. */
export interface FigureRow {
  readonly code: Code | undefined;
  readonly week: Day | undefined;
  readonly openings: Printed;
  readonly clinicians: number;
  readonly now: PrintedPair;
  readonly set: PrintedPair | undefined;
}

/** A reason for which findings of one detection are held back. */
export interface ReasonRow {
  readonly code: Code;
  readonly reason: ReplayReason;
  readonly now: PrintedFigure;
  readonly set: PrintedFigure | undefined;
}

/** The figures as they may be printed: counts of fewer people than `limit` withheld, the others rounded. */
export interface ReplayTables {
  readonly total: FigureRow;
  readonly byCode: readonly FigureRow[];
  readonly byWeek: readonly FigureRow[];
  readonly byCodeAndWeek: readonly FigureRow[];
  readonly byReason: readonly ReasonRow[];
}

export function tablesOf(figures: ReplayFigures, limit: number): ReplayTables {
  const weeks = [...figures.byWeek.keys()];
  const row = (code: Code | undefined, week: Day | undefined): FigureRow => {
    const count = week === undefined ? figures.openings : (figures.byWeek.get(week) ?? 0);
    const openings = printed(count, count, limit);
    const pair = (one: VariantFigures): PrintedPair => ({
      cards: printedFigure(one.shown(code, week), openings, limit),
      held: printedFigure(one.held(code, week), openings, limit),
    });
    return {
      code,
      week,
      openings,
      clinicians: figures.clinicians(week),
      now: pair(figures.now),
      set: figures.set && pair(figures.set),
    };
  };
  const total = row(undefined, undefined);
  return {
    total,
    byCode: figures.codes.map((code) => row(code, undefined)),
    byWeek: weeks.map((week) => row(undefined, week)),
    byCodeAndWeek: figures.codes.flatMap((code) => weeks.map((week) => row(code, week))),
    byReason: reasonRows(figures, total.openings, limit),
  };
}

function reasonRows({ now, set, codes }: ReplayFigures, openings: Printed, limit: number): readonly ReasonRow[] {
  const pairs = new Map([...now.reasons, ...(set?.reasons ?? [])].map((one) => [`${one.code} ${one.reason}`, one]));
  const sorted = [...pairs.keys()].sort().flatMap((key) => pairs.get(key) ?? []);
  return codes.flatMap((code) =>
    sorted
      .filter((one) => one.code === code)
      .map(({ reason }) => ({
        code,
        reason,
        now: printedFigure(now.heldFor(code, reason), openings, limit),
        set: set && printedFigure(set.heldFor(code, reason), openings, limit),
      })),
  );
}

function printedFigure({ count, people }: Figure, openings: Printed, limit: number): PrintedFigure {
  const shown = printed(count, people, limit);
  return { count: shown, rate: per100(shown, openings) };
}
