import type { DateRange, Day } from '../../history/calendar.ts';
import { observableFrom } from '../../history/observable.ts';
import type { ConditionRow } from './conditions.ts';
import type { Feature, History } from './feature.ts';
import { featuresOf } from './features.ts';
import { before, comparable, settledPeriods } from './periods.ts';
import { type Relapse, relapsesOf } from './relapses.ts';
import { holdsInSeason } from './season.ts';
import type { Thresholds } from './settings.ts';
import { type Row, type Tested, testFeatures } from './test-features.ts';

/** The signs in a record before a person’s relapses and in settled time, from which a signature is learned. */
export interface Material {
  readonly row: ConditionRow;
  /** The relapses used, oldest first. */
  readonly relapses: readonly Relapse[];
  readonly settled: readonly DateRange[];
  readonly features: readonly Feature[];
  /** The signs present before each relapse, and in each settled period, feature by feature. */
  readonly beforeRows: readonly Row[];
  readonly settledRows: readonly Row[];
}

/** A sign that is part of the signature. */
export interface SelectedFeature extends Tested {
  readonly feature: Feature;
  /** Its index in the rows. */
  readonly column: number;
}

/** A person’s own signature for one condition. */
export interface Learned extends Material {
  /** Every sign that was looked for. */
  readonly tested: readonly Tested[];
  /** One to three, the strongest first. */
  readonly selected: readonly SelectedFeature[];
  /** Score of each settled period against the signature. */
  readonly settledScores: readonly number[];
}

/** The signature of a condition that can be learned on a day, if any. */
export function learn(
  history: History,
  condition: ConditionRow,
  asOf: Day,
  now: number,
  thresholds: Thresholds,
): Learned | undefined {
  const material = materialOf(history, condition, asOf, now, thresholds);
  return material && signatureOf(material, thresholds);
}

/** Undefined where there are too few relapses or too little settled time. */
export function materialOf(
  history: History,
  row: ConditionRow,
  asOf: Day,
  now: number,
  thresholds: Thresholds,
): Material | undefined {
  const all = row.signs.length > 0 ? relapsesOf(history, row, asOf) : [];
  const from = all.length < thresholds.minRelapses ? undefined : observableFrom(history);
  if (from === undefined) return undefined;
  const relapses = all.filter((one) => before(one, row).from >= from).slice(-thresholds.maxRelapses);
  if (relapses.length < thresholds.minRelapses) return undefined;
  const calm = settledPeriods(all, history.contacts, { from, asOf }, row);
  const settled = comparable(calm, relapses, row, thresholds.nearMonths);
  if (settled.length < thresholds.minSettled) return undefined;
  const relapseContacts = new Set(all.flatMap(({ contacts }) => contacts));
  const features = featuresOf({ history, row, asOf, now, settled, relapseContacts, thresholds });
  const rowOf = (period: DateRange): Row => features.map((one) => one.isPresentIn(period));
  const beforeRows = relapses.map((one) => rowOf(before(one, row)));
  return { row, relapses, settled, features, beforeRows, settledRows: settled.map(rowOf) };
}

/** Undefined where no sign comes before relapses more often than chance explains. */
export function signatureOf(material: Material, thresholds: Thresholds): Learned | undefined {
  const { relapses, settled, features, beforeRows, settledRows } = material;
  const tested = testFeatures(beforeRows, settledRows, thresholds);
  const days = relapses.map(({ day }) => day);
  const calm = { periods: settled, rows: settledRows };
  const strong = features
    .flatMap((feature, column): SelectedFeature[] => {
      const one = tested[column];
      return one?.selected && holdsInSeason(days, beforeRows, calm, column, thresholds)
        ? [{ ...one, feature, column }]
        : [];
    })
    .toSorted((a, b) => b.llrPlus - a.llrPlus || a.p - b.p);
  const selected = distinct(strong, [...beforeRows, ...settledRows], thresholds.duplicatePhi).slice(
    0,
    thresholds.maxSigns,
  );
  if (selected.length === 0) return undefined;
  return { ...material, tested, selected, settledScores: settledRows.map((row) => scoreOf(row, selected)) };
}

/** How strongly a period matches: the sum of the selected signs’ weights, present or absent; unobserved signs add none. */
export function scoreOf(
  row: Row,
  selected: readonly Pick<SelectedFeature, 'column' | 'llrPlus' | 'llrMinus'>[],
): number {
  return selected.reduce((sum, { column, llrPlus, llrMinus }) => {
    const there = row[column];
    return there === undefined ? sum : sum + (there ? llrPlus : llrMinus);
  }, 0);
}

/** The strongest of each group of signs that nearly always come together. */
function distinct(
  strong: readonly SelectedFeature[],
  rows: readonly Row[],
  duplicatePhi: number,
): readonly SelectedFeature[] {
  const chosen: SelectedFeature[] = [];
  for (const one of strong) {
    if (chosen.every((other) => phi(rows, one.column, other.column) < duplicatePhi)) chosen.push(one);
  }
  return chosen;
}

/** The phi coefficient of two signs over the periods in which both could be observed. */
function phi(rows: readonly Row[], one: number, other: number): number {
  let [n, both, ofOne, ofOther] = [0, 0, 0, 0];
  for (const row of rows) {
    const [a, b] = [row[one], row[other]];
    if (a === undefined || b === undefined) continue;
    n += 1;
    if (a) ofOne += 1;
    if (b) ofOther += 1;
    if (a && b) both += 1;
  }
  const spread = Math.sqrt(ofOne * (n - ofOne) * ofOther * (n - ofOther));
  return spread === 0 ? 0 : (n * both - ofOne * ofOther) / spread;
}
