import type { Opening } from '../../history/opening.ts';
import type { ConditionRow } from './conditions.ts';
import type { Feature, History } from './feature.ts';
import { type Material, materialOf, signatureOf } from './learn.ts';
import { before } from './periods.ts';
import type { Thresholds } from './settings.ts';

/** Signs for a note, whether they were learned, and the entries that show them before the relapses. */
/** What a note may start from. */
export type StarterSigns = {
  /** The signs, and before how many of the relapses each was there: what was learned, else the most frequent. */
  readonly signs: readonly { readonly sign: string; readonly before: number }[];
  /** The signs came before relapses more often than chance explains. */
  readonly learned: boolean;
};

type Start = StarterSigns & { readonly references: readonly string[] };

interface Sign {
  readonly feature: Feature;
  readonly before: number;
}

/** Of signs that were not learned so many make a start. */
const most = 2;

/** What a note of signs may start from: those that were learned, else the two that came before most relapses. */
export function signsToStartFrom(
  history: History,
  row: ConditionRow,
  { asOf, now }: Opening,
  thresholds: Thresholds,
): Start {
  const material = materialOf(history, row, asOf, now, { ...thresholds, minSettled: 0 });
  if (material === undefined) return { signs: [], learned: false, references: [] };
  const isComparable = material.settled.length >= thresholds.minSettled;
  const learned = isComparable ? signatureOf(material, thresholds) : undefined;
  const chosen: readonly Sign[] =
    learned?.kept.map(({ feature, x }) => ({ feature, before: x })) ?? mostFrequent(material, isComparable);
  return {
    signs: chosen.map((one) => ({ sign: one.feature.sign, before: one.before })),
    learned: learned !== undefined,
    references: chosen.flatMap(({ feature }) => entriesOf(feature, material)),
  };
}

/** Without settled time nobody can say what is more visits than usual. */
function mostFrequent({ features, beforeRows }: Material, isComparable: boolean): readonly Sign[] {
  return features
    .map((feature, column) => ({ feature, before: beforeRows.filter((row) => row[column]).length }))
    .filter((one) => one.before > 0 && (isComparable || one.feature.sign !== 'contacts'))
    .toSorted((a, b) => b.before - a.before)
    .slice(0, most);
}

function entriesOf(feature: Feature, { relapses, row }: Material): readonly string[] {
  return relapses.flatMap((one) => feature.marks(before(one, row)).map(({ reference }) => reference));
}
