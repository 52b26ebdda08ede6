import type { Opening } from '../../history/opening.ts';
import type { ConditionRow } from './conditions.ts';
import type { Feature, History } from './feature.ts';
import { type Material, materialOf, signatureOf } from './learn.ts';
import { before } from './periods.ts';
import type { Thresholds } from './settings.ts';

/** Signs from which a shared note may start. */
export type StarterSigns = {
  /** The learned or else the most frequent signs, and before how many of the relapses each was present. */
  readonly signs: readonly { readonly sign: string; readonly before: number }[];
  /** The signs came before relapses more often than chance explains. */
  readonly learned: boolean;
};

type Start = StarterSigns & { readonly references: readonly string[] };

interface Sign {
  readonly feature: Feature;
  readonly before: number;
}

/** How many signs a note starts from where none was learned. */
const maxUnlearned = 2;

/** The learned signs, else the two that came before most relapses, with the entries that show them there. */
export function noteStarterSigns(
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
    learned?.selected.map(({ feature, x }) => ({ feature, before: x })) ?? mostFrequent(material, isComparable);
  return {
    signs: chosen.map((one) => ({ sign: one.feature.sign, before: one.before })),
    learned: learned !== undefined,
    references: chosen.flatMap(({ feature }) => entriesOf(feature, material)),
  };
}

/** "More visits than usual" is left out where too little settled time shows what is usual. */
function mostFrequent({ features, beforeRows }: Material, isComparable: boolean): readonly Sign[] {
  return features
    .map((feature, column) => ({ feature, before: beforeRows.filter((row) => row[column]).length }))
    .filter((one) => one.before > 0 && (isComparable || one.feature.sign !== 'contacts'))
    .toSorted((a, b) => b.before - a.before)
    .slice(0, maxUnlearned);
}

function entriesOf(feature: Feature, { relapses, row }: Material): readonly string[] {
  return relapses.flatMap((one) => feature.entriesIn(before(one, row)).map(({ reference }) => reference));
}
