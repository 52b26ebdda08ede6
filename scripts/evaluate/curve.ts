import { detectors } from '#src/detectors/index.ts';
import { neededFor, runDetectors } from '#src/detectors/run.ts';
import { settings, type Thresholds } from '#src/detectors/signature/settings.ts';
import type { Day } from '#src/history/calendar.ts';
import { pointOf, watched } from './flagged.ts';
import { earlierRelapses } from './groups.ts';
import type { Outcome, Varied } from './judge.ts';
import { type Mapped, openingOf } from './open.ts';
import type { Outcomes } from './run.ts';
import { learnedOn } from './signatures.ts';
import { silences } from './silence.ts';

const shipped = settings.parse({});
const share = (value: number) => `${(100 * value).toFixed(0)} %`;
const ceiling = (most: number, yearly: number, alpha = shipped.alpha) => ({
  name: `${most < 1 ? `at most ${share(most)}, and ${yearly} a year` : 'however many'}${alpha === shipped.alpha ? '' : `; Holm at ${alpha}`}`,
  thresholds: { ...shipped, maxMatching: most, maxMatchingYearly: yearly, alpha },
});

/** Thresholds of the signature: as they ship, and others. */
const variants: readonly { readonly name: string; readonly thresholds: Thresholds }[] = [
  {
    name: `as shipped: at most ${share(shipped.maxMatching)}, and ${shipped.maxMatchingYearly} a year; Holm at ${shipped.alpha}`,
    thresholds: shipped,
  },
  ceiling(0.12, 1.5),
  ceiling(0.16, 2),
  ceiling(1, Number.MAX_SAFE_INTEGER),
  ceiling(0.08, 1, 0.2),
  ceiling(0.16, 2, 0.2),
];

/** Opens the chart once more with each of the thresholds; where nothing is to come only the last time. */
export function vary(mapped: Mapped): Varied[] {
  const { life, reading } = mapped;
  const used = neededFor(['illness-signature'], detectors);
  const last = life.openings.at(-1);
  const openings = life.truth.next === undefined ? [] : life.openings;
  return variants.map(({ thresholds }) => {
    const isDue = silences();
    const settingsOf = new Map([['illness-signature' as const, thresholds]]);
    const isFound = (at: (typeof openings)[number]) =>
      runDetectors(used, reading, openingOf(reading, at), settingsOf).findings.length > 0;
    const days = openings.flatMap((at): Day[] => (isFound(at) && isDue('illness-signature', at.day) ? [at.day] : []));
    return { days, learned: last !== undefined && learnedOn(reading, last.day, thresholds).length > 0 };
  });
}

/** What other thresholds would give, as rows of a table, its head first. */
export function curveOf(outcomes: Outcomes): readonly (readonly string[])[] {
  const of = (group: string) => outcomes.get(group) ?? [];
  const groups = earlierRelapses.map((count) => of(`curve-${count}`));
  const none = of('curve-none');
  const people = groups[0]?.length ?? 0;
  const head = [
    `settled periods that may match as strongly (${people} lives for each number of relapses; ${none.length} without signs)`,
    ...earlierRelapses.map((count) => `flagged after ${count}`),
    'false cards a person-year',
    'false signature, one condition',
  ];
  const rows = variants.map(({ name }, n) => {
    const seen = (all: readonly Outcome[]) => all.map((one) => watched(one, one.varied[n]?.days ?? []));
    const learned = none.filter(({ varied }) => varied[n]?.learned).length;
    return [
      name,
      ...groups.map((all) => share(pointOf(seen(all)).sensitivity)),
      pointOf(groups.flatMap(seen)).falseCards.toFixed(2),
      `${((100 * learned) / none.length).toFixed(1)} %`,
    ];
  });
  return [head, ...rows];
}
