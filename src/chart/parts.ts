import { maySuggest } from '../cards/wording/index.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Part } from '../history/history.ts';

/** Every part that the detectors need or use, once; and follow-ups, if cards of these codes may repeat a suggestion. */
export function partsOf(detectors: readonly Detector[], suggesting: readonly string[]): readonly Part[] {
  const before: readonly Part[] = suggesting.some(maySuggest) ? ['followUps'] : [];
  return [...new Set([...detectors.flatMap(({ needs, uses }) => [...needs, ...uses]), ...before])];
}
