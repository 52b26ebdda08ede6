import { mayBeNamed } from '../cards/held.ts';
import { maySuggest } from '../cards/wording/index.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Part } from '../history/history.ts';
import { memoByList } from '../history/memo.ts';
import type { ChartCall } from './opened-chart.ts';

type Asked = Pick<ChartCall, 'detectors' | 'shows' | 'suggests'>;

/** Every part that the detectors need or use, once; and follow-ups, if cards may repeat a suggestion. */
export function partsOf({ detectors, shows, suggests }: Asked): readonly Part[] {
  return partsFor(detectors, shows, suggests);
}

/** Those of them that detections need which may be named: one that only others need would name these. */
export function nameablePartsOf({ detectors, shows, suggests }: Asked): readonly Part[] {
  return partsFor(nameable(detectors), shows, suggests);
}

// The detectors of a service are one list, so this is worked out for its first call alone.
const partsFor = memoByList(
  (detectors: readonly Detector[], shows: readonly string[], suggests: boolean): readonly Part[] => {
    const before: readonly Part[] = suggests && shows.some(maySuggest) ? ['followUps'] : [];
    return [...new Set([...detectors.flatMap(({ needs, uses }) => [...needs, ...uses]), ...before])];
  },
);

const nameable = memoByList((detectors: readonly Detector[]) => detectors.filter(({ code }) => mayBeNamed(code)));
