import { type Held, mayBeNamed } from '../cards/held.ts';
import type { Detector } from '../detectors/detector.ts';
import { type Run, runDetectors, type Settings, type Skip } from '../detectors/run.ts';
import type { Silence } from '../detectors/silence.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import { openlyOpened, withoutConfidential } from '../history/without-confidential.ts';

/** Why a detection made a card, or none. */
export type Explained = { readonly code: string } & (
  | { readonly outcome: 'shown' | 'off' }
  | ({ readonly outcome: 'held' } & Pick<Held, 'why' | 'until'>)
  | { readonly outcome: 'silent'; readonly silence: Silence }
  | ({ readonly outcome: 'not-computed' } & Pick<Skip, 'part' | 'why'>)
);

/** One opening after its cards were chosen. */
export interface Examined {
  /** The detectors that ran, and the codes of those that the service may show. */
  readonly detectors: readonly Detector[];
  readonly shows: readonly string[];
  readonly read: ReadResult;
  readonly run: Run;
  readonly shown: readonly string[];
  readonly held: readonly Held[];
  readonly thresholds: Settings;
}

/**
 * What became of each detection that a service may show, in the order of precedence. Left out is what nobody may learn:
 * findings that are held back for a reason that discloses something, and detections that are silent for such a reason alone.
 */
export function explain(examined: Examined): readonly Explained[] {
  const { detectors, shows, read, shown, held, run, thresholds } = examined;
  if (read.reading.person.known && read.reading.person.value.restricted) return [];
  const open = runDetectors(detectors, withoutConfidential(read.reading), openlyOpened(read.opening), thresholds);
  const running = new Set(detectors.map(({ code }) => code));
  return shows
    .filter((code) => mayBeNamed(code))
    .flatMap((code): Explained | readonly [] => {
      if (!running.has(code)) return { code, outcome: 'off' };
      if (shown.includes(code)) return { code, outcome: 'shown' };
      const against = held.find((one) => one.code === code);
      if (against !== undefined) return mayBeNamed(code, against.why) ? heldBack(against) : [];
      const skip = run.skipped.find((one) => one.code === code);
      if (skip !== undefined) return { code, outcome: 'not-computed', part: skip.part, why: skip.why };
      const silence = open.silent.find((one) => one.code === code)?.silence;
      return silence === undefined || isConfidential(silence) ? [] : { code, outcome: 'silent', silence };
    });
}

function heldBack({ code, why, until }: Held): Explained {
  return { code, outcome: 'held', why, ...(until !== undefined && { until }) };
}
