import { patientViewShows as shows } from '#hooks/patient-view/service.ts';
import { codesAffecting, type Judged, judgeFindings } from '../../cards/choose.ts';
import { nothingRemembered } from '../../cards/quieting.ts';
import { partsOf } from '../../chart/parts.ts';
import type { Config } from '../../config/config.ts';
import { detectorsOn } from '../../config/detectors-on.ts';
import type { Detector } from '../../detectors/detector.ts';
import { detectors } from '../../detectors/index.ts';
import { neededFor, type Run, runDetectors, type Settings } from '../../detectors/run.ts';
import type { Part } from '../../history/history.ts';
import type { ReplayedChart } from './opened-chart.ts';
import type { ReplayPseudonyms } from './pseudonyms.ts';

const running = [...shows, ...codesAffecting(shows)];

/** What the records are read for: all that a site may turn on, and what is in a card's words. */
export const replayParts: readonly Part[] = partsOf({
  detectors: neededFor(running, detectors),
  shows,
  suggests: true,
});

/** What was found at one opening. */
export interface ChartFindings {
  readonly run: Run;
  /** Each finding that the service shows where a chart is opened, most important first. */
  readonly judged: readonly Judged[];
}

/** Finds what there is in a chart with one set of settings; of `before`, with others, only what they can't change is taken. */
export type FindInChart = (chart: ReplayedChart, before?: ChartFindings) => ChartFindings;

/**
 * What the service would find in a chart, and what speaks against it whatever was shown before. Nobody has answered anything.
 * With `changed`, the codes whose thresholds are others than in `before`, only they and what rests on them run anew.
 */
export function chartFindings(
  config: Config,
  thresholds: Settings,
  pseudonyms: ReplayPseudonyms,
  changed: readonly string[] = [],
): FindInChart {
  const used = neededFor(running, detectorsOn(config));
  const affected = new Set(dependents(changed, used));
  const again = neededFor([...affected], used);
  return (chart, before) => {
    const { reading, opening } = chart;
    if (before === undefined) {
      const run = runDetectors(used, reading, opening, thresholds);
      return { run, judged: judge(chart, run, config, pseudonyms) };
    }
    const anew = runDetectors(again, reading, opening, thresholds);
    const findings = [
      ...before.run.findings.filter(({ code }) => !affected.has(code)),
      ...anew.findings.filter(({ code }) => affected.has(code)),
    ];
    const run = { ...before.run, findings };
    return { run, judged: judge(chart, run, config, pseudonyms) };
  };
}

/** These codes, and those of detections that rest on them. */
function dependents(changed: readonly string[], all: readonly Detector[]): readonly string[] {
  const more = all.filter(
    ({ code, restsOn = [] }) => !changed.includes(code) && restsOn.some((one) => changed.includes(one)),
  );
  return more.length === 0 ? changed : dependents([...changed, ...more.map(({ code }) => code)], all);
}

function judge(
  { reading, opening }: ReplayedChart,
  run: Run,
  { quiet: times }: Config,
  pseudonyms: ReplayPseudonyms,
): readonly Judged[] {
  const { person, clinicians } = reading;
  // The service answers 412 here.
  if (!person.known || run.runnable === 0) return [];
  const { reference } = person.value;
  const found = run.findings.filter(({ code }) => shows.some((one) => one === code));
  const judging = {
    person: person.value,
    opening,
    clinicians: clinicians.known ? clinicians.value : new Map(),
    remembered: { ...nothingRemembered, now: opening.now },
    times,
    materialOf: ({ code, changeKey }: { readonly code: string; readonly changeKey: string }) =>
      pseudonyms.material(reference, code, changeKey),
    pseudonymsOf: () => [],
  };
  return judgeFindings(found, judging, run.findings);
}
