import type { Held } from '../cards/choose.ts';
import { nothingRemembered, type Remembered, silencedCodes } from '../cards/quieting.ts';
import { hasWords } from '../cards/wording/index.ts';
import type { Detector, Finding } from '../detectors/detector.ts';
import { type Run, restsOnAny, runDetectors } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { ChartDependencies } from './dependencies.ts';
import { type Caller, recall } from './opening-record.ts';

/** What was found, and what is remembered about it. */
export interface Found {
  /** Of all detectors that ran. */
  readonly all: readonly Finding[];
  /** Those that this service may show. */
  readonly findings: readonly Finding[];
  /** What it might have shown, but for a no to what that rested on, or its retirement. */
  readonly withdrawn: readonly Held[];
  readonly remembered: Remembered;
}

/**
 * Recalls what was shown and answered about the findings of a run. Where someone has said no for everyone to what others
 * rest on, or that is retired, they are looked for again without it. Nothing is recalled where nothing could be shown.
 */
export async function heedAnswers(
  run: Run,
  call: Caller & {
    readonly signal: AbortSignal;
    readonly detectors: readonly Detector[];
    readonly shows: readonly string[];
  },
  read: ReadResult,
  dependencies: ChartDependencies,
): Promise<Found> {
  const shownBy = (findings: readonly Finding[]) => findings.filter(({ code }) => call.shows.includes(code));
  const first = shownBy(run.findings);
  if (first.length === 0) return { all: run.findings, findings: [], withdrawn: [], remembered: nothingRemembered };
  const remembered = await recall(call, read, first, dependencies);
  const silenced = silencedCodes(remembered, dependencies.policy.quiet);
  if (!restsOnAny(call.detectors, silenced)) return { all: run.findings, findings: first, withdrawn: [], remembered };
  const { reading, opening } = read;
  const { findings: all } = runDetectors(call.detectors, reading, opening, dependencies.thresholds(), silenced);
  const findings = shownBy(all);
  const withdrawn = first
    .filter(({ code }) => !findings.some((one) => one.code === code))
    .filter(hasWords)
    .map(({ code }): Held => ({ code, why: 'rests-on-a-no' }));
  return { all, findings, withdrawn, remembered };
}
