import { detectors } from '#src/detectors/index.ts';
import { neededFor, runDetectors } from '#src/detectors/run.ts';
import { settings, type Thresholds } from '#src/detectors/signature/settings.ts';
import type { Day } from '#src/history/calendar.ts';
import { type Mapped, openingOf } from './open.ts';
import type { Varied } from './outcome.ts';
import { learnedOn } from './signatures.ts';
import { silences } from './silence.ts';

const shipped = settings.parse({});
/** As a whole per cent. */
export const share = (value: number) => `${(100 * value).toFixed(0)} %`;
const ceiling = (most: number, yearly: number, alpha = shipped.alpha) => ({
  name: `${most < 1 ? `at most ${share(most)}, and ${yearly} a year` : 'however many'}${alpha === shipped.alpha ? '' : `; Holm at ${alpha}`}`,
  thresholds: { ...shipped, maxMatching: most, maxMatchingYearly: yearly, alpha },
});

/** Thresholds of the signature: as they ship, and others. */
export const variants: readonly { readonly name: string; readonly thresholds: Thresholds }[] = [
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
