import type { IsoDate } from '../../history/calendar.ts';
import { isoDay } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding } from '../detector.ts';
import type { Relapsing } from './conditions.ts';
import { isAtRisk, isExpired, isFirstPregnancy } from './contraindications.ts';
import { type History, signatureParts } from './feature.ts';
import { type KeptFeature, type Learned, learn } from './learn.ts';
import { before } from './periods.ts';
import { type Present, present } from './present.ts';
import { hasAnyGroup } from './relapses.ts';
import { settings, type Thresholds } from './settings.ts';
import type { Row } from './test-features.ts';

/** E1. The person's own past pattern: what came before past relapses and is recorded again now. */
export type IllnessSignature = {
  readonly condition: Relapsing;
  /** Reference of the latest relapse's record, where it is a problem. */
  readonly relapse?: string;
  /** The signs that are there now, the strongest first: before how many of the `relapses`, in how many of the `settled` periods, and when it was last recorded. */
  readonly signs: readonly {
    readonly sign: string;
    readonly before: number;
    readonly settled: number;
    readonly on: IsoDate;
  }[];
  readonly relapses: number;
  readonly settled: number;
  /** Before how many relapses, and in how many settled periods, all of `signs` were there together. */
  readonly together: number;
  readonly togetherSettled: number;
  /** Length of a period in days. */
  readonly windowDays: number;
  /** Every sign that was learned, present now or not: what a shared note starts from. */
  readonly learned: readonly string[];
  /** There is a note of shared signs already. */
  readonly plan: boolean;
};

type Result = Finding<'illness-signature', IllnessSignature>;
type Matching = { readonly condition: Relapsing; readonly learned: Learned; readonly now: Present };

/** E1: what came before a person's own past relapses is in the record again. */
export const illnessSignature = detector({
  code: 'illness-signature',
  mark: 'E1',
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...signatureParts,
  lookBackMonths: 12,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    if (isAtRisk(history, opening.asOf, thresholds.riskDays)) return undefined;
    const said = groupsIn(history);
    const names = (Object.keys(thresholds.conditions) as Relapsing[]).filter((one) => {
      const { groups, episodes } = thresholds.conditions[one];
      return groups.some((group) => said.has(group)) || episodes.some((group) => said.has(group));
    });
    const matches = names.flatMap((condition) => matchingNow(history, condition, opening, thresholds) ?? []);
    const [strongest] = matches.toSorted((a, b) => b.now.score - a.now.score);
    return strongest && toFinding(history, opening, strongest);
  },
});

/** Every group that a problem or a visit is in: most people have few of the conditions. */
function groupsIn({ conditions, contacts }: History): ReadonlySet<string> {
  const said = new Set<string>();
  for (const { groups } of conditions) for (const group of groups) said.add(group);
  for (const { groups } of contacts.filter(isIndividualVisit)) for (const group of groups) said.add(group);
  return said;
}

function matchingNow(
  history: History,
  condition: Relapsing,
  { asOf, now: instant }: Opening,
  thresholds: Thresholds,
): Matching | undefined {
  const learned = learn(history, thresholds.conditions[condition], asOf, instant, thresholds);
  if (learned === undefined || isExpired(history, learned, asOf, thresholds)) return undefined;
  const { relapses, row } = learned;
  const latest = relapses.at(-1);
  if (latest === undefined || asOf - latest.last <= row.washoutDays) return undefined;
  if (isFirstPregnancy(history, relapses, asOf, thresholds.pregnancyDays)) return undefined;
  const now = present(learned, asOf, thresholds);
  return now.fires ? { condition, learned, now } : undefined;
}

function toFinding(history: History, { asOf }: Opening, { condition, learned, now }: Matching): Result {
  const { relapses, settled, row, beforeRows, settledRows, kept } = learned;
  const latest = relapses.at(-1);
  const latestDay = isoDay(latest?.day ?? asOf);
  const told = new Set(latest?.references);
  const relapse = history.conditions.find(({ reference }) => told.has(reference))?.reference;
  const days = now.signs.map((one) => one.feature.marks(now.period).at(-1)?.day ?? asOf);
  return {
    code: 'illness-signature',
    facts: {
      condition,
      ...(relapse && { relapse }),
      signs: now.signs.map((one, i) => ({
        sign: one.feature.sign,
        before: one.x,
        settled: one.c,
        on: isoDay(days[i] ?? asOf),
      })),
      relapses: relapses.length,
      settled: settled.length,
      together: countTogether(beforeRows, now.signs),
      togetherSettled: countTogether(settledRows, now.signs),
      windowDays: row.windowDays,
      learned: kept.map(({ feature }) => feature.sign),
      plan: (history.signatures ?? []).some((one) => one.groups.length === 0 || hasAnyGroup(one, row.groups)),
    },
    counted: countedOf(learned, now),
    notCounted: [],
    span: { from: least(days), to: greatest(days) },
    number: now.signs.length,
    unit: 'signs',
    changeKey: `${condition} ${latestDay}`,
  };
}

function countTogether(rows: readonly Row[], signs: readonly KeptFeature[]): number {
  return rows.filter((row) => signs.every(({ column }) => row[column])).length;
}

/** The relapses, and what showed the kept signs before them, in settled time and now. */
function countedOf({ relapses, settled, row, kept }: Learned, now: Present): readonly string[] {
  const periods = [...relapses.map((one) => before(one, row)), ...settled, now.period];
  const marks = kept.flatMap(({ feature }) => periods.flatMap((period) => feature.marks(period)));
  return [...new Set([...relapses.flatMap((one) => one.references), ...marks.map(({ reference }) => reference)])];
}
