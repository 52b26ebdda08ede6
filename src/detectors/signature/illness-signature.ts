import { type IsoDate, isoDay } from '../../history/calendar.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding } from '../detector.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import type { Relapsing } from './conditions.ts';
import { hasRecentSuicidalRisk } from './contraindications.ts';
import { type History, signatureParts } from './feature.ts';
import { type Candidate, mentionedConditions } from './learn.ts';
import { type Matching, matchingNow, notMatching } from './matching.ts';
import { before } from './periods.ts';
import { countTogether, type Present } from './present.ts';
import { hasAnyGroup } from './relapses.ts';
import { settings } from './settings.ts';

/** The signs that came before this person's past relapses, of which some are recorded again now. */
export type IllnessSignature = {
  readonly condition: Relapsing;
  /** Reference of the latest relapse, where it is recorded as a problem. */
  readonly relapse?: string;
  /**
   * Every sign of the signature, strongest first: before how many relapses and in how many settled periods it was present,
   * of those in which it could be observed. A shared note starts from these.
   */
  readonly signs: readonly {
    readonly sign: string;
    readonly before: number;
    readonly of: number;
    readonly settled: number;
    readonly settledOf: number;
  }[];
  /** Those recorded again now, and the day on which each was last recorded. */
  readonly present: readonly { readonly sign: string; readonly on: IsoDate }[];
  readonly relapses: number;
  readonly settled: number;
  /**
   * Before how many relapses, of those in which they could be observed, and in how many settled periods, at least two of
   * `signs` were present (or the only one).
   */
  readonly together: number;
  readonly togetherOf: number;
  readonly togetherSettled: number;
  /** They were present before each of those relapses; `all`: each of `signs` is present now. */
  readonly always: boolean;
  readonly all: boolean;
  /** Length of a period in days. */
  readonly windowDays: number;
  /** A note of shared signs exists already. */
  readonly plan: boolean;
};

const silences = ['no-such-condition', ...notMatching, 'suicidal-risk'] as const;
type Found = Finding<'illness-signature', IllnessSignature>;

/** E1: signs that came before a person's own past relapses are in the record again. */
export const illnessSignature = detector({
  code: 'illness-signature',
  mark: 'E1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...signatureParts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Found | Silence<(typeof silences)[number]> {
    const names = mentionedConditions(history, thresholds);
    const each = names.map((condition) => matchingNow(history, condition, opening, thresholds));
    const matches = each.flatMap((one) => (isSilent(one) ? [] : one));
    const [strongest] = matches.toSorted((a, b) => b.now.score - a.now.score);
    if (strongest === undefined) {
      const none = each.flatMap((one) => (isSilent(one) ? one : []));
      return furthest(none, notMatching) ?? silent('no-such-condition');
    }
    if (hasRecentSuicidalRisk(history, opening.asOf, thresholds.riskDays)) return silent('suicidal-risk');
    return toFinding(history, opening, strongest);
  },
});

function toFinding(history: History, { asOf }: Opening, { condition, signature, now }: Matching): Found {
  const { relapses, settled, row, beforeRows, settledRows, signs } = signature;
  const latest = relapses.at(-1);
  const latestDay = isoDay(latest?.day ?? asOf);
  const references = new Set(latest?.references);
  const relapse = history.conditions.find(({ reference }) => references.has(reference))?.reference;
  const together = countTogether(beforeRows, signs);
  const [only, another] = signs;
  const togetherOf = only !== undefined && another === undefined ? only.before.of : relapses.length;
  const days = now.signs.map((one) => one.feature.entriesIn(now.period).at(-1)?.day ?? asOf);
  return {
    code: 'illness-signature',
    facts: {
      condition,
      ...(relapse && { relapse }),
      signs: signs.map(({ feature, before: early, settled: calm }) => ({
        sign: feature.sign,
        before: early.with,
        of: early.of,
        settled: calm.with,
        settledOf: calm.of,
      })),
      present: now.signs.map(({ feature }, i) => ({ sign: feature.sign, on: isoDay(days[i] ?? asOf) })),
      relapses: relapses.length,
      settled: settled.length,
      together,
      togetherOf,
      togetherSettled: countTogether(settledRows, signs),
      always: together === togetherOf,
      all: now.signs.length === signs.length,
      windowDays: row.windowDays,
      plan: (history.signatures ?? []).some((one) => one.groups.length === 0 || hasAnyGroup(one, row.groups)),
    },
    counted: countedOf(signature, now),
    notCounted: [],
    span: { from: least(days), to: greatest(days) },
    number: now.signs.length,
    unit: 'signs',
    changeKey: `${condition} ${latestDay}`,
  };
}

/** The relapses, the entries that show the signature's signs before them, and those that show the signs present now. */
function countedOf({ relapses, row, signs }: Candidate, now: Present): readonly string[] {
  const early = relapses.map((one) => before(one, row));
  const marks = [
    ...signs.flatMap(({ feature }) => early.flatMap((period) => feature.entriesIn(period))),
    ...now.signs.flatMap(({ feature }) => feature.entriesIn(now.period)),
  ];
  return [...new Set([...relapses.flatMap((one) => one.references), ...marks.map(({ reference }) => reference)])];
}
