import { overrideReasons } from '../../cards/override-reasons.ts';
import type { SilentLine, SummaryLine } from '../../store/summary.ts';

/** Why a card was set aside: one of the reasons that we offer, none, or one of the EHR's own. */
export const answerReasons = [...overrideReasons, 'no-reason', 'unlisted'] as const;
export type AnswerReason = (typeof answerReasons)[number];

/** What one detection counts in the weeks of a period. */
export interface CodeCounts {
  readonly code: string;
  readonly found: number;
  readonly shown: number;
  /** By the rule that held it back. */
  readonly held: ReadonlyMap<string, number>;
  readonly accepted: number;
  readonly overridden: ReadonlyMap<AnswerReason, number>;
  readonly unanswered: number;
}

/** Counts of several weeks by detection, in the order of the codes. */
export function sumByCode(lines: readonly SummaryLine[]): readonly CodeCounts[] {
  return [...Map.groupBy(lines, ({ code }) => code)].toSorted(byName).map(([code, own]) => ({
    code,
    ...foundIn(own),
    accepted: sumOf(own.map(({ accepted }) => accepted)),
    overridden: sumByName(own.flatMap(({ overridden }) => Object.entries(overridden).map(answered))),
    unanswered: sumOf(own.map(({ ignored }) => ignored)),
  }));
}

/** The same of detections that were silent, to which nobody could answer. */
export function sumSilentByCode(
  lines: readonly SilentLine[],
): readonly Pick<CodeCounts, 'code' | 'found' | 'shown' | 'held'>[] {
  return [...Map.groupBy(lines, ({ code }) => code)].toSorted(byName).map(([code, own]) => ({ code, ...foundIn(own) }));
}

function foundIn(lines: readonly SilentLine[]): Pick<CodeCounts, 'found' | 'shown' | 'held'> {
  return {
    found: sumOf(lines.map(({ findings }) => findings)),
    shown: sumOf(lines.map(({ shown }) => shown)),
    held: sumByName(lines.flatMap(({ held }) => Object.entries(held))),
  };
}

/** A reason is whatever text a caller sent: of those that are not ours none is named. */
function answered([reason, count]: readonly [string, number]): readonly [AnswerReason, number] {
  if (reason === '') return ['no-reason', count];
  return [overrideReasons.find((one) => one === reason) ?? 'unlisted', count];
}

function sumByName<Name extends string>(counts: readonly (readonly [Name, number])[]): ReadonlyMap<Name, number> {
  const sums = new Map<Name, number>();
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return new Map([...sums].toSorted(byName));
}

export function sumOf(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
