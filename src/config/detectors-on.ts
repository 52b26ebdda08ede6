import { detectors } from '../detectors/index.ts';
import type { Config } from './config.ts';

type BuiltDetector = (typeof detectors)[number];

/** The detectors that are on at a site, in the catalogue's order; the demonstration has all, those too that are off by default. */
export function detectorsOn(config: Pick<Config, 'demo' | 'detectionsOn' | 'detectionsOff'>): readonly BuiltDetector[] {
  return detectors.filter(({ code, offByDefault }) => {
    if (config.detectionsOff.includes(code)) return false;
    return !offByDefault || config.demo || config.detectionsOn.includes(code);
  });
}
