import { type IsoDate, isoDay } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding } from '../detector.ts';
import type { Relapsing } from './conditions.ts';
import { hasRecentSuicidalRisk, isExpired, isFirstPregnancy } from './contraindications.ts';
import { type History, signatureParts } from './feature.ts';
import { type Learned, learn, type SelectedFeature } from './learn.ts';
import { before } from './periods.ts';
import { type Present, present } from './present.ts';
import { hasAnyGroup } from './relapses.ts';
import { settings, type Thresholds } from './settings.ts';
import type { Row } from './test-features.ts';

/** The signs that came before this person's past relapses and are recorded again now. */
export type IllnessSignature = {
  readonly condition: Relapsing;
  /** Reference of the latest relapse, where it is recorded as a problem. */
  readonly relapse?: string;
  /**
   * The signs present now, strongest first: before how many of the `relapses` and in how many of the `settled` periods each
   * was present, and the day on which it was last recorded.
   */
  readonly signs: readonly {
    readonly sign: string;
    readonly before: number;
    readonly settled: number;
    readonly on: IsoDate;
  }[];
  readonly relapses: number;
  readonly settled: number;
  /** Before how many relapses, and in how many settled periods, all of `signs` were present together. */
  readonly together: number;
  readonly togetherSettled: number;
  /** Length of a period in days. */
  readonly windowDays: number;
  /** Every learned sign, present now or not: a shared note starts from these. */
  readonly learned: readonly string[];
  /** A note of shared signs exists already. */
  readonly plan: boolean;
};

type Result = Finding<'illness-signature', IllnessSignature>;
type Matching = { readonly condition: Relapsing; readonly learned: Learned; readonly now: Present };

/** E1: signs that came before a person's own past relapses are in the record again. */
export const illnessSignature = detector({
  code: 'illness-signature',
  mark: 'E1',
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...signatureParts,
  lookBackMonths: 12,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    if (hasRecentSuicidalRisk(history, opening.asOf, thresholds.riskDays)) return undefined;
    const recorded = groupsIn(history);
    const names = (Object.keys(thresholds.conditions) as Relapsing[]).filter((one) => {
      const { groups, episodes } = thresholds.conditions[one];
      return groups.some((group) => recorded.has(group)) || episodes.some((group) => recorded.has(group));
    });
    const matches = names.flatMap((condition) => matchingNow(history, condition, opening, thresholds) ?? []);
    const [strongest] = matches.toSorted((a, b) => b.now.score - a.now.score);
    return strongest && toFinding(history, opening, strongest);
  },
});

/** All groups of the problems and visits, to skip conditions that the record does not mention. */
function groupsIn({ conditions, contacts }: History): ReadonlySet<string> {
  const recorded = new Set<string>();
  for (const { groups } of conditions) for (const group of groups) recorded.add(group);
  for (const { groups } of contacts.filter(isIndividualVisit)) for (const group of groups) recorded.add(group);
  return recorded;
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
  const { relapses, settled, row, beforeRows, settledRows, selected } = learned;
  const latest = relapses.at(-1);
  const latestDay = isoDay(latest?.day ?? asOf);
  const references = new Set(latest?.references);
  const relapse = history.conditions.find(({ reference }) => references.has(reference))?.reference;
  const days = now.signs.map((one) => one.feature.entriesIn(now.period).at(-1)?.day ?? asOf);
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
      learned: selected.map(({ feature }) => feature.sign),
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

function countTogether(rows: readonly Row[], signs: readonly SelectedFeature[]): number {
  return rows.filter((row) => signs.every(({ column }) => row[column])).length;
}

/** The relapses, and the entries that show the selected signs before them, in settled time and now. */
function countedOf({ relapses, settled, row, selected }: Learned, now: Present): readonly string[] {
  const periods = [...relapses.map((one) => before(one, row)), ...settled, now.period];
  const marks = selected.flatMap(({ feature }) => periods.flatMap((period) => feature.entriesIn(period)));
  return [...new Set([...relapses.flatMap((one) => one.references), ...marks.map(({ reference }) => reference)])];
}
