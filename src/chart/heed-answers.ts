import type { Held } from '../cards/held.ts';
import { silencedCodes } from '../cards/quieting.ts';
import { hasWords } from '../cards/wording/index.ts';
import type { Detector, Finding } from '../detectors/detector.ts';
import { type Run, restsOnAny, runDetectors } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { ClinicianPatientPair } from '../store/store.ts';
import type { ChartDependencies } from './dependencies.ts';
import { type Caller, nothingRecalled, type Recalled, recall } from './opening-record.ts';

/** What was found, and what is remembered about it. */
export interface Found extends Recalled {
  /** Of all detectors that ran. */
  readonly all: readonly Finding[];
  /** Those that this service may show. */
  readonly findings: readonly Finding[];
  /** What it might have shown, but for a no to what that rested on, or its retirement. */
  readonly withdrawn: readonly Held[];
}

type HeedingCall = Caller & {
  readonly signal: AbortSignal;
  readonly detectors: readonly Detector[];
  readonly shows: readonly string[];
};

/**
 * Recalls what was shown and answered about the findings of a run. Where someone has said no for everyone to what others
 * rest on, or that is retired, they are looked for again without it. Nothing is recalled where nothing could be shown.
 */
export async function heedAnswers(
  { findings }: Run,
  call: HeedingCall,
  read: ReadResult,
  pair: ClinicianPatientPair,
  dependencies: ChartDependencies,
): Promise<Found> {
  const first = shownBy(call, findings);
  if (first.length === 0) return { all: findings, findings: [], withdrawn: [], ...nothingRecalled };
  return heed(findings, await recall(call, read, pair, first, dependencies), call, read, dependencies);
}

/** What there would be if the detections with these codes had found nothing. */
export function withoutFindingsOf(
  codes: ReadonlySet<string>,
  { remembered, silently }: Found,
  call: HeedingCall,
  read: ReadResult,
  dependencies: ChartDependencies,
): Found {
  const others = { ...call, detectors: call.detectors.filter(({ code }) => !codes.has(code)) };
  return heed(search(others, read, dependencies), { remembered, silently }, others, read, dependencies);
}

function heed(
  all: readonly Finding[],
  recalled: Recalled,
  call: HeedingCall,
  read: ReadResult,
  dependencies: ChartDependencies,
): Found {
  const first = shownBy(call, all);
  const silenced = silencedCodes(recalled.remembered, dependencies.policy.quiet);
  if (!restsOnAny(call.detectors, silenced)) return { all, findings: first, withdrawn: [], ...recalled };
  const again = search(call, read, dependencies, silenced);
  const findings = shownBy(call, again);
  const withdrawn = first
    .filter(({ code }) => !findings.some((one) => one.code === code))
    .filter(hasWords)
    .map(({ code }): Held => ({ code, why: 'rests-on-a-no' }));
  return { all: again, findings, withdrawn, ...recalled };
}

function shownBy({ shows }: HeedingCall, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code }) => shows.includes(code));
}

function search(
  { detectors }: HeedingCall,
  { reading, opening }: ReadResult,
  { thresholds }: ChartDependencies,
  silenced?: ReadonlySet<string>,
): readonly Finding[] {
  return runDetectors(detectors, reading, opening, thresholds(), silenced).findings;
}
