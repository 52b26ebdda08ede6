import type { Opening } from '../../history/opening.ts';
import { isSilent } from '../silence.ts';
import type { ConditionRow } from './conditions.ts';
import type { Feature, History } from './feature.ts';
import { type Material, materialOf, type SignatureSign, signatureOf } from './learn.ts';
import { before } from './periods.ts';
import type { Thresholds } from './settings.ts';
import { weigh } from './sign-evidence.ts';

/** Signs from which a shared note may start. */
export type StarterSigns = {
  /** The learned signs or else those with the most evidence, and before how many of the relapses each was present. */
  readonly signs: readonly { readonly sign: string; readonly before: number }[];
  /** The signs came before relapses more often than chance explains. */
  readonly learned: boolean;
};

type Start = StarterSigns & { readonly references: readonly string[] };

type Sign = Pick<SignatureSign, 'feature' | 'before'>;

/** How many signs a note starts from where none was learned. */
const maxUnlearned = 2;

/** The learned signs, else the two with the most evidence, with the entries that show them before the relapses. */
export function noteStarterSigns(
  history: History,
  row: ConditionRow,
  { asOf, now }: Opening,
  thresholds: Thresholds,
): Start {
  const material = materialOf(history, row, asOf, now, { ...thresholds, minSettled: 0 });
  if (isSilent(material)) return { signs: [], learned: false, references: [] };
  const isComparable = material.settled.length >= thresholds.minSettled;
  const learned = isComparable ? signatureOf(material, thresholds) : undefined;
  const chosen: readonly Sign[] = learned?.signs ?? clearest(material, isComparable, thresholds);
  return {
    signs: chosen.map(({ feature, before: { with: count } }) => ({ sign: feature.sign, before: count })),
    learned: learned !== undefined,
    references: chosen.flatMap(({ feature }) => entriesOf(feature, material)),
  };
}

/** "More visits than usual" is left out where too little settled time shows what is usual. */
function clearest(
  { features, beforeRows, settledRows }: Material,
  isComparable: boolean,
  thresholds: Thresholds,
): readonly Sign[] {
  const weighed = weigh(beforeRows, settledRows, thresholds);
  return features
    .flatMap((feature, column) => {
      const one = weighed[column];
      return one === undefined ? [] : [{ ...one, feature }];
    })
    .filter(({ before: early, feature }) => early.with > 0 && (isComparable || feature.sign !== 'contacts'))
    .toSorted((a, b) => b.evidence - a.evidence)
    .slice(0, maxUnlearned);
}

function entriesOf(feature: Feature, { relapses, row }: Material): readonly string[] {
  return relapses.flatMap((one) => feature.entriesIn(before(one, row)).map(({ reference }) => reference));
}
