import { asKnownOn } from '../history/as-known-on.ts';
import type { Part, Reading, RelationalHistory, UnreadReason } from '../history/history.ts';
import { memoByList } from '../history/memo.ts';
import { observableFor, observableMonths } from '../history/observable.ts';
import type { Opening } from '../history/opening.ts';
import type { Detector, Finding } from './detector.ts';
import { isSilent, type NotAsked, type Silence, silent } from './silence.ts';

/** Why a detector that is on did not run. */
export interface Skip {
  readonly code: string;
  readonly part: Part | 'detector';
  readonly why: UnreadReason | 'threw';
}

/** A detection that found nothing to say, and why. */
export interface SilentDetection {
  readonly code: string;
  readonly silence: Silence;
}

/** The result of running the detectors for one opening. */
export interface Run {
  readonly findings: readonly Finding[];
  readonly silent: readonly SilentDetection[];
  readonly skipped: readonly Skip[];
  /** How many detectors had the parts they need of the person's own record. Unread staff does not count against one. */
  readonly runnable: number;
}

/** Settings by code; a detector without an entry runs on its defaults. */
export type Settings = ReadonlyMap<string, object>;

const staff: readonly Part[] = ['roles', 'activity', 'clinicians'];

/** Nobody has said no to anything. */
const nothing: ReadonlySet<string> = new Set();

/**
 * Runs every detector, each after those that it rests on, on what was read and could be known on the day of the opening.
 * One that throws is skipped and counted, so that the chart opens all the same. Nothing rests on the findings of `silenced`
 * codes, to which someone has said no for everyone.
 */
export function runDetectors(
  detectors: readonly Detector[],
  reading: Reading,
  opening: Opening,
  settings: Settings = new Map(),
  silenced: ReadonlySet<string> = nothing,
): Run {
  const findings: Finding[] = [];
  const silences: SilentDetection[] = [];
  const skipped: Skip[] = [];
  let runnable = 0;
  const known = knownParts(asKnownOn(reading, opening.asOf));
  /** On which others may rest. */
  const heeded: Finding[] = [];
  for (const detector of inRunningOrder(detectors)) {
    const unread = detector.needs.filter((part) => !reading[part].known);
    if (detector.needs.length > 0 && unread.every((part) => staff.includes(part))) runnable += 1;
    const part = unread[0];
    if (part !== undefined) {
      skipped.push({ code: detector.code, part, why: why(reading, part) });
      continue;
    }
    try {
      const result = detectIn(known, detector, opening, settings, heeded);
      if (isSilent(result)) silences.push({ code: detector.code, silence: result });
      else if (!detector.silentWith?.some((code) => silenced.has(code))) {
        findings.push(result);
        if (!silenced.has(result.code)) heeded.push(result);
      }
    } catch {
      skipped.push({ code: detector.code, part: 'detector', why: 'threw' });
    }
  }
  return { findings, silent: silences, skipped, runnable };
}

function detectIn(
  known: RelationalHistory,
  { code, lookBackMonths, detect }: Detector,
  opening: Opening,
  settings: Settings,
  found: readonly Finding[],
): Finding | Silence {
  if (observableFor(known, lookBackMonths, opening.asOf)) return detect(known, opening, settings.get(code), found);
  return whyNotAsked(observableMonths(known, opening.asOf), lookBackMonths);
}

function whyNotAsked(months: number | undefined, needs: number): Silence<NotAsked> {
  return months === undefined ? silent('never-observed') : silent('observed-too-briefly', { months, needs });
}

/** The detectors, each after those that it rests on; ordered once for each list of them. */
export const inRunningOrder = memoByList((detectors: readonly Detector[]): readonly Detector[] => {
  const seen = new Set<Detector>();
  const ordered: Detector[] = [];
  const add = (detector: Detector) => {
    if (seen.has(detector)) return;
    seen.add(detector);
    for (const one of detectors) if (detector.restsOn?.includes(one.code)) add(one);
    ordered.push(detector);
  };
  detectors.forEach(add);
  return ordered;
});

/** Whether a detector that runs rests on one of these codes, or is silent with it. */
export function restsOnAny(detectors: readonly Detector[], silenced: ReadonlySet<string>): boolean {
  return detectors.some(({ restsOn = [], silentWith = [] }) =>
    [...restsOn, ...silentWith].some((code) => silenced.has(code)),
  );
}

/** The detectors with these codes, and those that they rest on. */
export function neededFor(codes: readonly string[], all: readonly Detector[]): readonly Detector[] {
  const rests = all.flatMap(({ code, restsOn }) => (codes.includes(code) ? (restsOn ?? []) : []));
  return rests.every((code) => codes.includes(code))
    ? all.filter(({ code }) => codes.includes(code))
    : neededFor([...new Set([...codes, ...rests])], all);
}

/** The parts that were read. Its type is wider than that: a detector's own type keeps it from reading any other part. */
export function knownParts(reading: Reading): RelationalHistory {
  const entries = Object.entries(reading).flatMap(([part, read]) => (read.known ? [[part, read.value]] : []));
  return Object.fromEntries(entries);
}

function why(reading: Reading, part: Part): UnreadReason {
  const read = reading[part];
  return read.known ? 'error' : read.why;
}
