import { detectors } from '#src/detectors/index.ts';
import { neededFor, runDetectors } from '#src/detectors/run.ts';
import { settings, type Thresholds } from '#src/detectors/signature/settings.ts';
import type { Day } from '#src/history/calendar.ts';
import { oncePer90Days } from './once-per-90-days.ts';
import { type MappedLife, openingOf } from './open.ts';
import type { VariantOutcome } from './outcome.ts';
import { learnedOn } from './signatures.ts';

const defaults = settings.parse({});
/** Formats a share, without decimals. */
export const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
const variant = (most: number, yearly: number, alpha = defaults.alpha) => ({
  name: `${most < 1 ? `at most ${percent(most)}, and ${yearly} a year` : 'however many'}${alpha === defaults.alpha ? '' : `; Holm at ${alpha}`}`,
  thresholds: { ...defaults, maxMatching: most, maxMatchingYearly: yearly, alpha },
});

/** Thresholds of the signature: the defaults, and others. */
export const variants: readonly { readonly name: string; readonly thresholds: Thresholds }[] = [
  {
    name: `as shipped: at most ${percent(defaults.maxMatching)}, and ${defaults.maxMatchingYearly} a year; Holm at ${defaults.alpha}`,
    thresholds: defaults,
  },
  variant(0.12, 1.5),
  variant(0.16, 2),
  variant(1, Number.MAX_SAFE_INTEGER),
  variant(0.08, 1, 0.2),
  variant(0.16, 2, 0.2),
];

/** Judges a life with each choice of thresholds; where no relapse follows, only its last opening. */
export function judgeVariants(mapped: MappedLife): VariantOutcome[] {
  const { life, reading } = mapped;
  const used = neededFor(['illness-signature'], detectors);
  const last = life.openings.at(-1);
  const openings = life.truth.next === undefined ? [] : life.openings;
  return variants.map(({ thresholds }) => {
    const isDue = oncePer90Days();
    const settingsOf = new Map([['illness-signature' as const, thresholds]]);
    const isFound = (at: (typeof openings)[number]) =>
      runDetectors(used, reading, openingOf(mapped, at), settingsOf).findings.length > 0;
    const days = openings.flatMap((at): Day[] => (isFound(at) && isDue('illness-signature', at.day) ? [at.day] : []));
    return { days, learned: last !== undefined && learnedOn(reading, last.day, thresholds).length > 0 };
  });
}
