import { createHash } from 'node:crypto';
import { type Code, detectors } from '../detectors/index.ts';
import type { Wording } from './wording/wording.ts';

/**
 * The version of each detection in these words: that of its rule, and a digest of the words that are its own. It is computed
 * instead of recorded, so that no change of words can be forgotten; words that detections share do not count.
 */
export function versionsIn(wording: Wording): ReadonlyMap<Code, string> {
  const suggestions: Readonly<Record<string, object | undefined>> = wording.suggestions;
  return new Map(
    detectors.map(({ code, version }) => {
      const words = JSON.stringify([code, wording.findings[code], suggestions[code]]);
      return [code, `${version}.${createHash('sha256').update(words).digest('hex').slice(0, 8)}`];
    }),
  );
}
