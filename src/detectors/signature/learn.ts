import type { DateRange, Day } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import { memoByList } from '../../history/memo.ts';
import { observableFrom } from '../../history/observable.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import type { ConditionRow, Relapsing } from './conditions.ts';
import type { Feature, History } from './feature.ts';
import { featuresOf } from './features.ts';
import { before, comparable, settledPeriods } from './periods.ts';
import { type doubts, type Periods, testPerson } from './person-test.ts';
import { type Relapse, relapsesOf } from './relapses.ts';
import { isInSeasonOf } from './season.ts';
import { type SelectedSign, selectSigns } from './select-signs.ts';
import type { Thresholds } from './settings.ts';
import type { Row } from './sign-evidence.ts';

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
  /** How many of the person’s conditions are tested. */
  readonly conditions: number;
}

/** A sign that is part of the signature. */
export interface SignatureSign extends SelectedSign {
  readonly feature: Feature;
}

/** What may be a person’s own signature for one condition. */
export interface Candidate extends Material {
  /** At least one, the strongest first. */
  readonly signs: readonly SignatureSign[];
}

/** The signature in the material, if any. */
export function signatureOf(material: Material, thresholds: Thresholds): Candidate | undefined {
  const candidate = candidateOf(material, thresholds);
  return isSilent(candidate) || doubtOf(candidate, thresholds) !== undefined ? undefined : candidate;
}

/** Reasons why nothing can be learned. */
export const noMaterial = [
  'no-signs-looked-for',
  'too-few-relapses',
  'relapses-before-record',
  'too-few-settled-periods',
] as const;

/** What a signature is learned from; or why there is none: too few relapses or too little settled time. */
export function materialOf(
  history: History,
  row: ConditionRow,
  asOf: Day,
  now: number,
  thresholds: Thresholds,
): Material | Silence<(typeof noMaterial)[number]> {
  if (row.signs.length === 0) return silent('no-signs-looked-for');
  const all = relapsesOf(history, row, asOf);
  const needs = thresholds.minRelapses;
  if (all.length < needs) return silent('too-few-relapses', { relapses: all.length, needs });
  const from = observableFrom(history) ?? asOf;
  const relapses = all.filter((one) => before(one, row).from >= from).slice(-thresholds.maxRelapses);
  if (relapses.length < needs) return silent('relapses-before-record', { relapses: relapses.length, needs });
  const calm = settledPeriods(all, history.contacts, { from, asOf }, row);
  const settled = comparable(calm, relapses, row, thresholds.nearMonths);
  if (settled.length < thresholds.minSettled)
    return silent('too-few-settled-periods', { periods: settled.length, needs: thresholds.minSettled });
  const relapseContacts = new Set(all.flatMap(({ contacts }) => contacts));
  const features = featuresOf({ history, row, asOf, now, settled, relapseContacts, thresholds });
  const rowOf = (period: DateRange): Row => features.map((one) => one.isPresentIn(period));
  const beforeRows = relapses.map((one) => rowOf(before(one, row)));
  const conditions = relapsingConditions(history, asOf, thresholds);
  return { row, relapses, settled, features, beforeRows, settledRows: settled.map(rowOf), conditions };
}

/**
 * How many of the person’s conditions have relapses enough. Each of them is tested, and may give a false signature;
 * whether there is settled time enough is left out, so that the number does not change from one opening to the next.
 */
const relapsingConditions = memoByList(
  (history: History, asOf: Day, thresholds: Thresholds): number =>
    mentionedConditions(history, thresholds).filter((name) => {
      const row = thresholds.conditions[name];
      return row.signs.length > 0 && relapsesOf(history, row, asOf).length >= thresholds.minRelapses;
    }).length,
);

/** The conditions that a problem or a visit of the record is about. */
export function mentionedConditions(
  { conditions, contacts }: History,
  thresholds: Pick<Thresholds, 'conditions'>,
): readonly Relapsing[] {
  const recorded = new Set<string>();
  for (const { groups } of conditions) for (const group of groups) recorded.add(group);
  for (const { groups } of contacts.filter(isIndividualVisit)) for (const group of groups) recorded.add(group);
  return (Object.keys(thresholds.conditions) as Relapsing[]).filter((name) => {
    const { groups, episodes } = thresholds.conditions[name];
    return [...groups, ...episodes].some((group) => recorded.has(group));
  });
}

/** The signs that may be a signature, whether or not they are clearer than chance. */
export function candidateOf(material: Material, thresholds: Thresholds): Candidate | Silence<'no-clear-sign'> {
  const { features } = material;
  const signs = selectSigns(periodsOf(material, thresholds), thresholds).flatMap((one): SignatureSign[] => {
    const feature = features[one.column];
    return feature === undefined ? [] : [{ ...one, feature }];
  });
  return signs.length === 0 ? silent('no-clear-sign', { relapses: material.relapses.length }) : { ...material, signs };
}

/** Why the signs before the relapses are no clearer than chance or the season explains, if so. */
export function doubtOf(material: Material, thresholds: Thresholds): Silence<(typeof doubts)[number]> | undefined {
  return testPerson(periodsOf(material, thresholds), material.conditions, thresholds).doubt;
}

function periodsOf({ relapses, settled, beforeRows, settledRows }: Material, { seasonDays }: Thresholds): Periods {
  const days = relapses.map(({ day }) => day);
  return {
    before: beforeRows,
    settled: settledRows,
    inSeason: settled.map((period) => isInSeasonOf(days, period, seasonDays)),
  };
}
